# ruff: noqa: S608 (only names of tables and the words of this file stand in the text; values are parameters)
"""The statement behind every total: which figures are public, which of them count, and their sums, added in SQL.

The live rule, the filters and the tables are the ORM's, compiled; around them stands one `WITH`, so that the public
figures are looked for once however many sums are asked for. The rules are those of `totals`. Amounts are added as
whole cents: SQLite would add them as floats.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from ..models.article import ArticleTopic
from .cte import FigureQuery, with_clause
from .totals import Sum

TOPIC_TABLE = ArticleTopic._meta.db_table


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an answer: the sum of those figures of which `by` is `key`; an empty key is "not specified"."""

    by: str
    key: str
    sum: Sum


# by, key, which figures (tables of the WITH). `all_providers` are the top-level figures of every provider.
GROUPINGS = (
    ("total", "''", "own_provider"),
    ("year", "SUBSTR(own_provider.day, 1, 4)", "own_provider"),
    (
        "country",
        "CASE WHEN country <> '' THEN country WHEN region <> '' THEN 'r' || region ELSE '' END",
        "own_provider",
    ),
    ("receiver", "COALESCE(CAST(receiver AS TEXT), '')", "own_provider"),
    ("stage", "stage", "own_provider"),
    (
        "topic",
        "COALESCE(CAST((SELECT topic_id FROM {topics} AS place WHERE place.article_id = own_provider.article "
        "ORDER BY place.position, place.id LIMIT 1) AS TEXT), '')",
        "own_provider",
    ),
    ("provider", "COALESCE(CAST(provider AS TEXT), '')", "all_providers"),
    ("superseded", "''", "superseded"),
    ("yearly", "''", "yearly"),
)
DAY_GROUPING = ("day", "own_provider.day", "own_provider")


FigureTuple = tuple[int, date, int, bool]  # figure, day, first article, is it superseded by another


def groups(query: FigureQuery, by_day: bool = False) -> list[Group]:
    """Every sum that a page shows. `by_day` adds the sums of each day, for conversions."""
    return groups_and_figures(query, by_day)[0]


def groups_and_figures(
    query: FigureQuery, by_day: bool = False, part: slice | None = None
) -> tuple[list[Group], list[FigureTuple]]:
    """The sums, and with `part` that part of the listing: in one query, for to find the public figures is the work."""
    selects = [_group_select(*each) for each in (*GROUPINGS, *([DAY_GROUPING] if by_day else []))]
    selects.append(
        "SELECT 'articles', '', own_provider.currency, 0, COUNT(DISTINCT public_mentions.article), 0, 0"
        " FROM own_provider JOIN public_mentions ON public_mentions.figure = own_provider.id"
        " GROUP BY own_provider.currency"
    )
    return _run_query(query, selects, "day", part)


def total_and_largest(query: FigureQuery, largest: int) -> tuple[list[Group], list[FigureTuple]]:
    """Nothing but the sums of it all, and the largest figures."""
    return _run_query(query, [_group_select(*GROUPINGS[0])], "amount", slice(0, largest))


def _run_query(
    query: FigureQuery, selects: list[str], order: str, part: slice | None
) -> tuple[list[Group], list[FigureTuple]]:
    prefix, params = with_clause(query)
    if part:
        place = f"ROW_NUMBER() OVER (ORDER BY {ORDERS[order]}) AS place"
        listed = f"SELECT id, day, article, superseded, {place} FROM requested ORDER BY place LIMIT %s OFFSET %s"  # nosec B608 # our names only
        selects = [*selects, f"SELECT 'row', day, '', id, article, superseded, place FROM ({listed}) AS listed"]  # nosec B608 # our names only
        params = [*params, part.stop - part.start, part.start]
    found, rows = [], []
    for by, key, currency, cents, number, lower_bounds, approximate in _fetch_all(
        f"{prefix} {' UNION ALL '.join(selects)}", params
    ):
        if by == "row":
            rows.append((approximate, (int(cents), date.fromisoformat(key), int(number), bool(lower_bounds))))
        else:
            found.append(
                Group(
                    by, key, Sum(Decimal(int(cents)).scaleb(-2), currency, number, int(lower_bounds), int(approximate))
                )
            )
    return found, [row for _place, row in sorted(rows)]


ORDERS = {"day": "day DESC, id DESC", "new": "since DESC, id DESC", "amount": "superseded, per_year, cents DESC, id"}


def listing(query: FigureQuery, order: str = "day", limit: int | None = None, offset: int = 0) -> list[FigureTuple]:
    """Every public figure that was asked for."""
    prefix, params = with_clause(query)
    sql = f"{prefix} SELECT id, day, article, superseded FROM requested ORDER BY {ORDERS[order]}"  # nosec B608 # our names only
    if limit is not None:
        sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, limit, offset]
    return [
        (pk, date.fromisoformat(day), article, bool(superseded))
        for pk, day, article, superseded in _fetch_all(sql, params)
    ]


def listing_in_parts(query: FigureQuery, size: int) -> Iterator[list[FigureTuple]]:
    """The whole listing, the newest first, never held as a whole: the database keeps it."""
    prefix, params = with_clause(query)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{prefix} SELECT id, day, article, superseded FROM requested ORDER BY {ORDERS['day']}", params)  # nosec B608 # our names only
        while found := cursor.fetchmany(size):
            yield [(pk, date.fromisoformat(day), article, bool(superseded)) for pk, day, article, superseded in found]


def _group_select(by: str, key: str, source: str) -> str:
    key = key.format(topics=TOPIC_TABLE)
    return (
        f"SELECT '{by}', {key}, currency, SUM(cents), COUNT(*), SUM(lower_bounds), SUM(approximate) FROM {source}"  # nosec B608 # our names only
        f" GROUP BY 2, currency"
    )


def _fetch_all(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
