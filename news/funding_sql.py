# ruff: noqa: S608 (only names of tables and the words of this file stand in the text; values are parameters)
"""The statement behind every total: which figures are public, which of them count, and their sums, added in SQL.

The live rule, the filters and the tables are the ORM's, compiled; around them stands one `WITH`, so that the public
figures are looked for once however many sums are asked for. The rules are those of `totals`. Amounts are added as
whole cents: SQLite would add them as floats.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from .articles import ArticleTopic
from .funding_question import Question, with_clause
from .totals import Sum

TOPICS = ArticleTopic._meta.db_table


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an answer: the sum of those figures of which `by` is `key`; an empty key is "not specified"."""

    by: str
    key: str
    sum: Sum


# by, key, which figures (tables of the WITH). `others` are the top-level figures of every provider.
PARTS = (
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
BY_DAY = ("day", "mine.day", "mine")


def groups(question: Question, by_day: bool = False) -> list[Group]:
    """Every sum that a page shows, in one query. `by_day` adds the sums of each day, for conversions."""
    prefix, params = with_clause(question)
    selects = [_grouped(*part) for part in (*PARTS, *([BY_DAY] if by_day else []))]
    selects.append(
        "SELECT 'articles', '', mine.currency, 0, COUNT(DISTINCT said.article), 0, 0"
        " FROM mine JOIN said ON said.figure = mine.id GROUP BY mine.currency"
    )
    return [
        Group(by, key, Sum(Decimal(int(cents)).scaleb(-2), currency, number, int(lower), int(vague)))
        for by, key, currency, cents, number, lower, vague in _rows(f"{prefix} {' UNION ALL '.join(selects)}", params)
    ]


def listing(question: Question, order: str = "day", limit: int | None = None, offset: int = 0):
    """`(figure id, day, first article, is it held by another)` of every public figure that was asked for."""
    prefix, params = with_clause(question)
    order = {"day": "day DESC, id DESC", "new": "since DESC, id DESC", "amount": "held, per_year, cents DESC, id"}[
        order
    ]
    sql = f"{prefix} SELECT id, day, article, held FROM asked ORDER BY {order}"
    if limit is not None:
        sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, limit, offset]
    return [(pk, date.fromisoformat(day), article, bool(held)) for pk, day, article, held in _rows(sql, params)]


def choices(at: datetime | None = None) -> dict[str, list[str]]:
    """What public figures there are to choose from: ids of organisations, countries, currencies, years."""
    prefix, params = with_clause(Question(at=at))
    parts = {
        "provider": "CAST(provider AS TEXT)",
        "receiver": "CAST(receiver AS TEXT)",
        "country": "country",
        "currency": "currency",
        "year": "SUBSTR(day, 1, 4)",
        "stage": "stage",
    }
    found: dict[str, list[str]] = {name: [] for name in parts}
    selects = [f"SELECT DISTINCT '{name}', {key} FROM asked" for name, key in parts.items()]
    for name, key in _rows(f"{prefix} {' UNION ALL '.join(selects)}", params):
        if key:
            found[name].append(key)
    return {name: sorted(keys) for name, keys in found.items()}


def _grouped(by: str, key: str, source: str) -> str:
    key = key.format(topics=TOPICS)
    return (
        f"SELECT '{by}', {key}, currency, SUM(cents), COUNT(*), SUM(lower), SUM(vague) FROM {source}"
        f" GROUP BY 2, currency"
    )


def _rows(sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
