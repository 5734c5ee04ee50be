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


def with_clause(query: FigureQuery) -> tuple[str, list]:
    """Public figures that fit (`requested`), those that count (`all_providers`), the provider's (`own_provider`)."""
    live = ArticleEdition.objects.live(at=query.at)
    texts = live.filter(mentions__confirmed_at__isnull=False).order_by()
    mentions_sql, mentions_params = compiled(
        texts.values_list("mentions__figure", "subject__date", "subject", "live_from")
    )
    candidates_sql, candidates_params = _candidates(query)
    conditions_sql, conditions_params = _conditions(query)
    provider_sql, provider_params = _equals("provider", query.provider)
    currency_sql, currency_params = _equals("currency", query.currency)
    sql = f"""WITH RECURSIVE
links(superseding, superseded) AS MATERIALIZED ({SUPERSEDING_LINKS}),
{candidates_sql}
public_mentions(figure, day, article, since) AS MATERIALIZED (
  SELECT * FROM ({mentions_sql}) AS words
  {"WHERE mentions__figure IN (SELECT id FROM candidates)" if candidates_sql else ""}),
first_mentions AS MATERIALIZED (SELECT figure, MIN(CAST(day AS TEXT) || CAST({PACK} + article AS TEXT)) AS packed,
  MIN(since) AS since FROM public_mentions GROUP BY figure),
public_figures AS MATERIALIZED (SELECT figure, SUBSTR(packed, 1, 10) AS day,
  CAST(SUBSTR(packed, 11) AS BIGINT) - {PACK} AS article, since FROM first_mentions),
superseded_ids(id) AS (
  SELECT links.superseded FROM links WHERE links.superseding IN (SELECT figure FROM public_figures)
  UNION SELECT links.superseded FROM superseded_ids JOIN links ON links.superseding = superseded_ids.id),
matching AS MATERIALIZED (SELECT f.id, COALESCE(CAST(f.value_date AS TEXT), public_figures.day) AS day,
  public_figures.article, public_figures.since,
  CASE WHEN f.period = 'per_year' THEN 1 ELSE 0 END AS per_year, f.currency,
  f.provider_id AS provider, f.receiver_id AS receiver, f.country, f.region, f.stage,
  CAST(ROUND(f.amount * 100) AS BIGINT) AS cents,
  CASE WHEN f.qualifier IN ({_quoted(LOWER_BOUNDS)}) THEN 1 ELSE 0 END AS lower_bounds,
  CASE WHEN f.qualifier IN ({_quoted(APPROXIMATE)}) THEN 1 ELSE 0 END AS approximate,
  CASE WHEN superseded_ids.id IS NULL THEN 0 ELSE 1 END AS superseded
  FROM {FIGURES} AS f JOIN public_figures ON public_figures.figure = f.id
  LEFT JOIN superseded_ids ON superseded_ids.id = f.id{conditions_sql}),
requested AS (SELECT * FROM matching WHERE {provider_sql} AND {currency_sql}),
all_providers AS (SELECT * FROM matching WHERE superseded = 0 AND per_year = 0),
own_provider AS MATERIALIZED (SELECT * FROM all_providers WHERE {provider_sql}),
superseded AS (SELECT * FROM matching WHERE superseded = 1 AND {provider_sql}),
yearly AS (SELECT * FROM matching WHERE superseded = 0 AND per_year = 1 AND {provider_sql})"""  # nosec B608 # our names only
    return sql, [
        *candidates_params,
        *mentions_params,
        *conditions_params,
        *provider_params,
        *currency_params,
        *provider_params * 3,
    ]


def _candidates(query: FigureQuery) -> tuple[str, list]:
    """The figures that may fit, public or not, and those in whose place they would stand back: only these are read."""
    texts = ArticleEdition.objects.approved().filter(mentions__confirmed_at__isnull=False)
    by_article = (texts.filter(subject__in=each).values("mentions__figure") for each in query.articles)
    filters, params = [], []
    for figures in (*_figure_filters(query.figures), *by_article):
        sql, more = compiled(figures.order_by())
        filters.append(f"id IN ({sql})")
        params += more
    if not filters:
        return "", []
    return (
        f"""candidates(id) AS (SELECT id FROM {FIGURES} WHERE {" AND ".join(filters)}
  UNION SELECT links.superseding FROM candidates JOIN links ON links.superseded = candidates.id),""",  # nosec B608 # our names only
        params,
    )


def _conditions(query: FigureQuery) -> tuple[str, list]:
    conditions, params = [], []
    for queryset, column in [
        *((each, "f.id IN ({})") for each in _figure_filters(query.figures)),
        *((each, "f.id IN (SELECT figure FROM public_mentions WHERE article IN ({}))") for each in query.articles),
    ]:
        sql, more = compiled(queryset.order_by())
        conditions.append(column.format(sql))
        params += more
    for sign, day in ((">=", query.first), ("<=", query.last)):
        if day:
            conditions.append(f"COALESCE(CAST(f.value_date AS TEXT), public_figures.day) {sign} %s")
            params.append(day.isoformat())
    return "".join([" WHERE " if conditions else "", " AND ".join(conditions)]), params


def _figure_filters(figures: QuerySet | None) -> list[QuerySet]:
    return [] if figures is None else [figures.values("pk")]


def _equals(column: str, value) -> tuple[str, list]:
    return (f"{column} = %s", [value]) if value is not None else ("1 = 1", [])


def _quoted(words) -> str:
    return ", ".join(f"'{word}'" for word in words)
