"""Topics in the order of the tree, articles by date, each with all its texts; figures where they are first told."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from fps.models import Banner
from news.models import Article, FigureMention, FundingFigure
from policy.models import Topic
from publishing.models import State

from .edition_schema import WORKING
from .field_validators import LANGUAGES

ORDER = {State.APPROVED: 0, State.CANCELLED: 1, State.DISCARDED: 2, State.DRAFT: 3, State.REVIEW: 3}
FIELDS = ("title", "teaser", "body")
LONG_AGO = datetime.min.replace(tzinfo=timezone.get_fixed_timezone(0))


def moment(value: datetime | None) -> str | None:
    """In the time of the site, with its offset; nothing is rounded."""
    return value and timezone.localtime(value, timezone.get_default_timezone()).isoformat()


def day(value) -> str | None:
    return value and value.isoformat()


def in_order(words: dict[str, str]) -> dict[str, str]:
    return {code: words[code] for code in LANGUAGES if code in words}


def _key(each) -> str | None:
    return each and each.key


# -- texts -----------------------------------------------------------------------------------------------------------
def sorted_texts(subject) -> dict[str, list]:
    """By language; what was published comes first, oldest first, the draft last."""
    by_language: dict[str, list] = {code: [] for code in LANGUAGES}
    for edition in sorted(subject.editions.all(), key=lambda e: (ORDER[e.state], e.live_from or LONG_AGO, e.pk)):
        by_language[edition.language].append(edition)
    return {code: editions for code, editions in by_language.items() if editions}


def text(edition) -> dict:
    line = {name: value for name, value in edition.words.items() if value or not name.startswith("image_")}
    line["state"] = edition.state
    if edition.state not in (*WORKING, State.DISCARDED):
        line |= {"live_from": moment(edition.live_from), "live_until": moment(edition.live_until)}
    return line | {name: getattr(edition, name) for name in ("note", "notice", "small_fix") if getattr(edition, name)}


def texts(by_language: dict[str, list]) -> dict:
    return {
        code: text(editions[0]) if len(editions) == 1 else [text(edition) for edition in editions]
        for code, editions in by_language.items()
    }


def banners() -> Iterator[dict]:
    for banner in sorted(Banner.objects.prefetch_related("editions"), key=lambda each: each.key):
        yield {"type": "banner", "id": banner.key, "editions": texts(sorted_texts(banner))}


# -- topics ----------------------------------------------------------------------------------------------------------
def topics() -> Iterator[dict]:
    below: dict[int | None, list[Topic]] = {}
    rows = Topic._base_manager.select_related("parent", "contact", "image").prefetch_related("editions")
    rows = rows.order_by("position", "pk")
    for topic in rows:
        below.setdefault(topic.parent_id, []).append(topic)
    waiting = below.get(None, [])
    while waiting:
        topic, *waiting = waiting
        waiting = below.get(topic.pk, []) + waiting
        yield {
            "type": "topic",
            "id": topic.key,
            "parent": _key(topic.parent),
            "position": topic.position,
            "accent": topic.accent or None,
            "hidden": topic.hidden,
            "addressed": topic.addressed,
            "contact": _key(topic.contact),
            "image": _key(topic.image),
            "valid_on": day(topic.valid_on),
            "review_by": day(topic.review_by),
            "editions": texts(sorted_texts(topic)),
        }


# -- articles --------------------------------------------------------------------------------------------------------
def articles() -> Iterator[dict]:
    exported: set[int] = set()
    queryset = Article.objects.order_by("date", "pk").select_related("image", "contact")
    queryset = queryset.prefetch_related("editions", "topic_places__topic", "country_rows", "tagged_items__tag")
    for article in queryset.iterator(chunk_size=200):
        editions = sorted_texts(article)
        yield {
            "type": "article",
            "id": article.key,
            "date": day(article.date),
            "kind": article.kind,
            "topics": [each.topic.key for each in sorted(article.topic_places.all(), key=lambda each: each.position)],
            "countries": sorted(each.country.code for each in article.country_rows.all()),
            "tags": sorted(each.tag.slug for each in article.tagged_items.all()),
            "image": _key(article.image),
            "valid_on": day(article.valid_on),
            "review_by": day(article.review_by),
            "lead_until": day(article.lead_until),
            "for_the_record": article.for_the_record,
            "time": article.time and article.time.isoformat(),
            "place": in_order(article.place) or None,
            "contact": _key(article.contact),
            "editions": texts(editions),
            "figures": list(_figures(editions, exported)),
        } | _fact_notes(article)


def _fact_notes(article) -> dict:
    notes = [
        {"at": moment(datetime.fromisoformat(each["at"])), "notes": in_order(each["notes"])}
        for each in article.fact_notes
    ]
    return {"fact_notes": notes} if notes else {}


def _figures(editions: dict[str, list], exported: set[int]) -> Iterator[dict]:
    places = {each.pk: place for its_mentions in editions.values() for place, each in enumerate(its_mentions)}
    mentions: dict[FundingFigure, list] = {}
    for each in FigureMention.objects.filter(edition__in=list(places)).select_related(*_names("figure__"), "edition"):
        mentions.setdefault(each.figure, []).append(each)
    for figure, its_mentions in sorted(mentions.items(), key=lambda pair: (pair[0].created_at, pair[0].key)):
        known = {"id": figure.key} if figure.pk in exported else figure_facts(figure)
        exported.add(figure.pk)
        its_mentions = [
            {
                "language": each.edition.language,
                "quote": each.quote,
                "edition": places[each.edition_id],
                "field": each.field,
                "start": each.start,
                "confirmed_at": moment(each.confirmed_at),
            }
            for each in its_mentions
        ]
        its_mentions.sort(
            key=lambda m: (LANGUAGES.index(m["language"]), m["edition"], FIELDS.index(m["field"]), m["start"])
        )
        yield known | {"mentions": its_mentions}


def figures_without_mention() -> Iterator[dict]:
    """Figures that no text tells of."""
    figures = FundingFigure.objects.filter(mentions=None).select_related(*_names())
    for figure in sorted(figures, key=lambda each: each.key):
        yield {"type": "figure"} | figure_facts(figure)


def _names(prefix=""):
    names = ("provider", "receiver", "channel", "part_of", "equivalent_of", "supersedes")
    return [prefix.rstrip("_")] * bool(prefix) + [prefix + name for name in names]


def figure_facts(figure) -> dict:
    return {
        "id": figure.key,
        "amount": _sum(figure.amount),
        "amount_max": figure.amount_max and _sum(figure.amount_max),
        "currency": figure.currency,
        "qualifier": figure.qualifier,
        "stage": figure.stage,
        "value_date": day(figure.value_date),
        "period": figure.period,
        "provider": _key(figure.provider),
        "receiver": _key(figure.receiver),
        "channel": _key(figure.channel),
        "country": figure.country.code or None,
        "region": figure.region,
        "sector": figure.sector,
        "humanitarian": figure.humanitarian,
        "part_of": _key(figure.part_of),
        "equivalent_of": _key(figure.equivalent_of),
        "supersedes": _key(figure.supersedes),
        "created_at": moment(figure.created_at),
    }


def _sum(amount: Decimal) -> str:
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"
