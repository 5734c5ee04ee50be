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


# by, key, which figures (tables of the WITH). `others` are the top-level figures of every provider.
GROUPINGS = (
    ("total", "''", "mine"),
    ("year", "SUBSTR(mine.day, 1, 4)", "mine"),
    ("country", "CASE WHEN country <> '' THEN country WHEN region <> '' THEN 'r' || region ELSE '' END", "mine"),
    ("receiver", "COALESCE(CAST(receiver AS TEXT), '')", "mine"),
    ("stage", "stage", "mine"),
    (
        "topic",
        "COALESCE(CAST((SELECT topic_id FROM {topics} AS place WHERE place.article_id = mine.article "
        "ORDER BY place.position, place.id LIMIT 1) AS TEXT), '')",
        "mine",
    ),
    ("provider", "COALESCE(CAST(provider AS TEXT), '')", "others"),
    ("held", "''", "held"),
    ("apart", "''", "apart"),
)
DAY_GROUPING = ("day", "mine.day", "mine")


FigureTuple = tuple[int, date, int, bool]  # figure, day, first article, is it held by another


def groups(question: FigureQuery, by_day: bool = False) -> list[Group]:
    """Every sum that a page shows. `by_day` adds the sums of each day, for conversions."""
    return groups_and_figures(question, by_day)[0]


def groups_and_figures(
    question: FigureQuery, by_day: bool = False, part: slice | None = None
) -> tuple[list[Group], list[FigureTuple]]:
    """The sums, and with `part` that part of the listing: in one query, for to find the public figures is the work."""
    selects = [_group_select(*each) for each in (*GROUPINGS, *([DAY_GROUPING] if by_day else []))]
    selects.append(
        "SELECT 'articles', '', mine.currency, 0, COUNT(DISTINCT said.article), 0, 0"
        " FROM mine JOIN said ON said.figure = mine.id GROUP BY mine.currency"
    )
    return _run_query(question, selects, "day", part)


def total_and_largest(question: FigureQuery, largest: int) -> tuple[list[Group], list[FigureTuple]]:
    """Nothing but the sums of it all, and the largest figures."""
    return _run_query(question, [_group_select(*GROUPINGS[0])], "amount", slice(0, largest))


def _run_query(
    question: FigureQuery, selects: list[str], order: str, part: slice | None
) -> tuple[list[Group], list[FigureTuple]]:
    prefix, params = with_clause(question)
    if part:
        place = f"ROW_NUMBER() OVER (ORDER BY {ORDERS[order]}) AS place"
        listed = f"SELECT id, day, article, held, {place} FROM asked ORDER BY place LIMIT %s OFFSET %s"  # nosec B608 # our names only
        selects = [*selects, f"SELECT 'row', day, '', id, article, held, place FROM ({listed}) AS listed"]  # nosec B608 # our names only
        params = [*params, part.stop - part.start, part.start]
    found, rows = [], []
    for by, key, currency, cents, number, lower, vague in _fetch_all(f"{prefix} {' UNION ALL '.join(selects)}", params):
        if by == "row":
            rows.append((vague, (int(cents), date.fromisoformat(key), int(number), bool(lower))))
        else:
            found.append(Group(by, key, Sum(Decimal(int(cents)).scaleb(-2), currency, number, int(lower), int(vague))))
    return found, [row for _place, row in sorted(rows)]


ORDERS = {"day": "day DESC, id DESC", "new": "since DESC, id DESC", "amount": "held, per_year, cents DESC, id"}


def listing(question: FigureQuery, order: str = "day", limit: int | None = None, offset: int = 0) -> list[FigureTuple]:
    """Every public figure that was asked for."""
    prefix, params = with_clause(question)
    sql = f"{prefix} SELECT id, day, article, held FROM asked ORDER BY {ORDERS[order]}"  # nosec B608 # our names only
    if limit is not None:
        sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, limit, offset]
    return [(pk, date.fromisoformat(day), article, bool(held)) for pk, day, article, held in _fetch_all(sql, params)]


def listing_in_parts(question: FigureQuery, size: int) -> Iterator[list[FigureTuple]]:
    """The whole listing, the newest first, never held as a whole: the database keeps it."""
    prefix, params = with_clause(question)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{prefix} SELECT id, day, article, held FROM asked ORDER BY {ORDERS['day']}", params)  # nosec B608 # our names only
        while found := cursor.fetchmany(size):
            yield [(pk, date.fromisoformat(day), article, bool(held)) for pk, day, article, held in found]


def _group_select(by: str, key: str, source: str) -> str:
    key = key.format(topics=TOPIC_TABLE)
    return (
        f"SELECT '{by}', {key}, currency, SUM(cents), COUNT(*), SUM(lower), SUM(vague) FROM {source}"  # nosec B608 # our names only
        f" GROUP BY 2, currency"
    )


def _fetch_all(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
