# ruff: noqa: S608 (only names of tables and the words of this file stand in the text; values are parameters)
"""What can be asked of the figures, and the `WITH` that finds the public ones and those that count."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ..compiled_sql import compiled
from ..models.article import ArticleEdition
from ..models.figure import FundingFigure
from .totals import APPROXIMATE, LOWER_BOUNDS

FIGURES = FundingFigure._meta.db_table
SUPERSEDING_LINKS = " UNION ALL ".join(  # which figure holds which
    [
        *(f"SELECT {name}_id, id FROM {FIGURES} WHERE {name}_id IS NOT NULL" for name in ("part_of", "equivalent_of")),  # nosec B608 # our names only
        f"SELECT id, supersedes_id FROM {FIGURES} WHERE supersedes_id IS NOT NULL",  # nosec B608 # our names only
    ]
)
PACK = 10**18  # a day and an article's number in one text of fixed width: its least is the first article of a figure


@dataclass(frozen=True)
class FigureQuery:
    """What is asked. `figures` narrows by facts of the figure, each of `articles` by an article that tells of it."""

    provider: int | None = None  # None: whoever gave
    currency: str | None = None  # None: all, each for itself
    figures: QuerySet | None = None
    articles: tuple[QuerySet, ...] = ()
    first: date | None = None
    last: date | None = None
    at: datetime | None = None


def with_clause(question: FigureQuery) -> tuple[str, list]:
    """`asked`: public figures that fit; `others`: those that count, whoever gave; `mine`: those of the provider."""
    live = ArticleEdition.objects.live(at=question.at)
    told = live.filter(mentions__confirmed_at__isnull=False).order_by()
    said, of_said = compiled(told.values_list("mentions__figure", "subject__date", "subject", "live_from"))
    near, of_near = _near(question)
    conditions, of_conditions = _conditions(question)
    mine, of_mine = _equals("provider", question.provider)
    money, of_money = _equals("currency", question.currency)
    sql = f"""WITH RECURSIVE
links(holder, held) AS MATERIALIZED ({SUPERSEDING_LINKS}),
{near}
said(figure, day, article, since) AS MATERIALIZED (
  SELECT * FROM ({said}) AS words {"WHERE mentions__figure IN (SELECT id FROM near)" if near else ""}),
firsts AS MATERIALIZED (SELECT figure, MIN(CAST(day AS TEXT) || CAST({PACK} + article AS TEXT)) AS packed,
  MIN(since) AS since FROM said GROUP BY figure),
told AS MATERIALIZED (SELECT figure, SUBSTR(packed, 1, 10) AS day,
  CAST(SUBSTR(packed, 11) AS BIGINT) - {PACK} AS article, since FROM firsts),
held_by(id) AS (
  SELECT links.held FROM links WHERE links.holder IN (SELECT figure FROM told)
  UNION SELECT links.held FROM held_by JOIN links ON links.holder = held_by.id),
fitting AS MATERIALIZED (SELECT f.id, COALESCE(CAST(f.value_date AS TEXT), told.day) AS day, told.article, told.since,
  CASE WHEN f.period = 'per_year' THEN 1 ELSE 0 END AS per_year, f.currency,
  f.provider_id AS provider, f.receiver_id AS receiver, f.country, f.region, f.stage,
  CAST(ROUND(f.amount * 100) AS BIGINT) AS cents,
  CASE WHEN f.qualifier IN ({_quoted(LOWER_BOUNDS)}) THEN 1 ELSE 0 END AS lower,
  CASE WHEN f.qualifier IN ({_quoted(APPROXIMATE)}) THEN 1 ELSE 0 END AS vague,
  CASE WHEN held_by.id IS NULL THEN 0 ELSE 1 END AS held
  FROM {FIGURES} AS f JOIN told ON told.figure = f.id LEFT JOIN held_by ON held_by.id = f.id{conditions}),
asked AS (SELECT * FROM fitting WHERE {mine} AND {money}),
others AS (SELECT * FROM fitting WHERE held = 0 AND per_year = 0),
mine AS MATERIALIZED (SELECT * FROM others WHERE {mine}),
held AS (SELECT * FROM fitting WHERE held = 1 AND {mine}),
apart AS (SELECT * FROM fitting WHERE held = 0 AND per_year = 1 AND {mine})"""  # nosec B608 # our names only
    return sql, [*of_near, *of_said, *of_conditions, *of_mine, *of_money, *of_mine * 3]


def _near(question: FigureQuery) -> tuple[str, list]:
    """The figures that may fit, public or not, and those in whose place they would stand back: only these are read."""
    texts = ArticleEdition.objects.approved().filter(mentions__confirmed_at__isnull=False)
    told = (texts.filter(subject__in=each).values("mentions__figure") for each in question.articles)
    found, params = [], []
    for figures in (*_figure_filters(question.figures), *told):
        sql, more = compiled(figures.order_by())
        found.append(f"id IN ({sql})")
        params += more
    if not found:
        return "", []
    return (
        f"""near(id) AS (SELECT id FROM {FIGURES} WHERE {" AND ".join(found)}
  UNION SELECT links.holder FROM near JOIN links ON links.held = near.id),""",  # nosec B608 # our names only
        params,
    )


def _conditions(question: FigureQuery) -> tuple[str, list]:
    found, params = [], []
    for queryset, column in [
        *((each, "f.id IN ({})") for each in _figure_filters(question.figures)),
        *((each, "f.id IN (SELECT figure FROM said WHERE article IN ({}))") for each in question.articles),
    ]:
        sql, more = compiled(queryset.order_by())
        found.append(column.format(sql))
        params += more
    for sign, day in ((">=", question.first), ("<=", question.last)):
        if day:
            found.append(f"COALESCE(CAST(f.value_date AS TEXT), told.day) {sign} %s")
            params.append(day.isoformat())
    return "".join([" WHERE " if found else "", " AND ".join(found)]), params


def _figure_filters(figures: QuerySet | None) -> list[QuerySet]:
    return [] if figures is None else [figures.values("pk")]


def _equals(column: str, value) -> tuple[str, list]:
    return (f"{column} = %s", [value]) if value is not None else ("1 = 1", [])


def _quoted(words) -> str:
    return ", ".join(f"'{word}'" for word in words)
