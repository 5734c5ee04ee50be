"""Threads that are worth a link: a subject and a country with two items or more."""

from collections import Counter

from django.db.models import Count
from django_countries import countries

from policy.tree import LiveTree
from publishing.core.addresses import public_path, segment

from ..listing.cached_counts import cached
from ..models.article import ArticleCountry, ArticleEdition
from ..models.tag import Tag

MIN_ITEMS, MAX_LINKS = 2, 4


def article_threads(edition, tags) -> list[dict]:
    """The threads that an article is part of: of its tags (`tags`: pairs of tag and label) in its countries."""
    codes = edition.subject.country_codes
    if not codes or not tags:
        return []
    counts = cached(("threads", edition.language), lambda: _counts(edition.language))
    found = [(counts.get((tag.pk, code), 0), code, tag, label) for tag, label in tags for code in codes]
    found = sorted((each for each in found if each[0] >= MIN_ITEMS), key=lambda each: (-each[0], each[1]))
    return [
        {
            "url": _url(edition.language, tag.slug, code),
            "subject": label,
            "country": countries.name(code),
            "count": count,
        }
        for count, code, tag, label in found[:MAX_LINKS]
    ]


def _counts(language: str) -> dict[tuple[int, str], int]:
    """How many live articles each tag has in each country."""
    live = ArticleEdition.objects.live(language).values("subject")
    rows = ArticleCountry.objects.filter(article__in=live, article__tagged_items__isnull=False)
    pairs = rows.values_list("article__tagged_items__tag", "country").order_by()
    return {(tag, code): count for tag, code, count in pairs.annotate(count=Count("pk"))}


def all_threads(trees: dict[str, LiveTree]) -> list[dict[str, str]]:
    """For each thread its address in every language in which it has two items; those of tags, then of topics. A topic
    counts what stands below it, so an article in two of them counts twice: enough to say whether a page is worth it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    tags = Tag.objects.in_bulk()
    for tag, code, language, count in _counted("subject__tagged_items__tag"):
        if count >= MIN_ITEMS and tags[tag].label(language):
            found.setdefault((tags[tag].slug, code), {})[language] = _url(language, tags[tag].slug, code)
    taken = {tag.slug for tag in tags.values()}
    sums: Counter = Counter()
    for topic, code, language, count in _counted("subject__topic_places__topic"):
        node = trees[language].get(topic) if language in trees else None
        for each in node.line if node else []:
            sums[each.key, code, language] += count
    for (key, code, language), count in sorted(sums.items()):
        if count >= MIN_ITEMS and key not in taken:  # a tag of the same name answers at that address
            found.setdefault((key, code), {})[language] = _url(language, key, code)
    return [dict(sorted(urls.items())) for urls in found.values()]


def _counted(subject: str):
    live = ArticleEdition.objects.live().filter(**{f"{subject}__isnull": False, "subject__country_rows__isnull": False})
    pairs = live.values_list(subject, "subject__country_rows__country", "language").order_by()
    return pairs.annotate(count=Count("subject", distinct=True)).order_by(subject, "subject__country_rows__country")


def _url(language: str, key: str, code: str) -> str:
    return public_path(language, segment(language, "subjects/"), key, code.lower())
