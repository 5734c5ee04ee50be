# ruff: noqa: S608 (only names of tables and the words of this file stand in the text; values are parameters)
"""What there is to choose from on the funding page, without reading every figure.

For each value that stands in the table of figures, the database looks for one public figure with it and stops there.
"""

from datetime import datetime

from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear

from ..compiled_sql import compiled
from ..listing.cached_counts import cached
from ..models.article import Article, ArticleEdition
from ..models.figure import FigureMention, FundingFigure

FIGURE_TABLE = FundingFigure._meta.db_table
COLUMNS = {"provider": "provider_id", "receiver": "receiver_id", "country": "country", "currency": "currency"}


def choices(at: datetime | None = None) -> dict[str, list[str]]:
    """Of public figures: ids of organisations, countries, currencies, and the first and the last year; kept for now."""
    return _choices(at) if at else cached(("choices of funding",), _choices)


def _choices(at=None):
    found: dict[str, list[str]] = {**{name: [] for name in COLUMNS}, "year": []}
    selects, params = [], []
    for name, column in COLUMNS.items():
        one, more = compiled(_public(at).filter(**{f"figure__{column}": RawSQL("v.value", ())}).values("pk")[:1])
        values = f"SELECT DISTINCT {column} AS value FROM {FIGURE_TABLE} WHERE {column} IS NOT NULL"  # nosec B608 # our names only
        # A value, not EXISTS, which PostgreSQL would turn into a join of everything public.
        selects.append(f"SELECT '{name}', CAST(v.value AS TEXT) FROM ({values}) AS v WHERE ({one}) IS NOT NULL")  # nosec B608 # our names only
        params += more
    for end in _year_limits(at):
        sql, more = compiled(end)
        selects.append(f"SELECT 'year', CAST(y.year AS TEXT) FROM ({sql}) AS y")  # nosec B608 # our names only
        params += more
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for name, value in cursor.fetchall():
            if value:
                found[name].append(value)
    return {name: sorted(set(values)) for name, values in found.items()}


def _public(at):
    live = ArticleEdition.objects.live(at=at).filter(pk=OuterRef("edition"))
    return FigureMention.objects.confirmed().filter(Exists(live)).order_by()


def _year_limits(at):
    """The first and the last of the value dates, and of the articles that tell of figures without one."""
    dated = FundingFigure.objects.filter(Exists(_public(at).filter(figure=OuterRef("pk"))), value_date__isnull=False)
    undated = _public(at).filter(edition__subject=OuterRef("pk"), figure__value_date=None)
    for queryset, day in ((dated, "value_date"), (Article.objects.filter(Exists(undated)), "date")):
        for order in (F(day).asc(), F(day).desc()):
            yield queryset.order_by(order).annotate(year=ExtractYear(day)).values("year")[:1]
