"""Querysets as parts of a statement that the ORM has no words for."""

from django.db import connection
from django.db.models import QuerySet


def compiled(queryset: QuerySet) -> tuple[str, list]:
    """SQL and its parameters, also of a queryset that cannot find anything."""
    sql, params = queryset.query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return sql, list(params)
