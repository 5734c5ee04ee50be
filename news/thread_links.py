"""Threads that are worth a link: a subject and a country with two items or more."""

from collections import Counter

from django.db.models import Count
from django_countries import countries

from policy.tree import LiveTree
from publishing.addresses import public_path, segment

from .articles import ArticleCountry, ArticleEdition
from .tags import Tag

LEAST, MOST = 2, 4


def threads_of(edition, tags) -> list[dict]:
    """The threads that an article is part of: of its tags (`tags`: pairs of tag and label) in its countries."""
    codes = [row.country.code for row in edition.subject.country_rows.all()]
    if not codes or not tags:
        return []
    live = ArticleEdition.objects.live(edition.language).values("subject")
    counted = (
        ArticleCountry.objects.filter(country__in=codes, article__in=live)
        .filter(article__tagged_items__tag__in=[tag.pk for tag, _label in tags])
        .values_list("article__tagged_items__tag", "country")
        .annotate(count=Count("article", distinct=True))
        .filter(count__gte=LEAST)
        .order_by("-count", "country")
    )
    by_pk = {tag.pk: (tag, label) for tag, label in tags}
    return [
        {
            "url": _url(edition.language, by_pk[tag][0].slug, code),
            "subject": by_pk[tag][1],
            "country": countries.name(code),
            "count": count,
        }
        for tag, code, count in counted[:MOST]
    ]


def all_threads(trees: dict[str, LiveTree]) -> list[dict[str, str]]:
    """For each thread its address in every language in which it has two items; those of tags, then of topics. A topic
    counts what stands below it, so an article in two of them counts twice: enough to say whether a page is worth it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    tags = Tag.objects.in_bulk()
    for tag, code, language, count in _counted("subject__tagged_items__tag"):
        if count >= LEAST and tags[tag].label(language):
            found.setdefault((tags[tag].slug, code), {})[language] = _url(language, tags[tag].slug, code)
    taken = {tag.slug for tag in tags.values()}
    sums: Counter = Counter()
    for topic, code, language, count in _counted("subject__topic_places__topic"):
        node = trees[language].get(topic) if language in trees else None
        for each in node.line if node else []:
            sums[each.key, code, language] += count
    for (key, code, language), count in sorted(sums.items()):
        if count >= LEAST and key not in taken:  # a tag of the same name answers at that address
            found.setdefault((key, code), {})[language] = _url(language, key, code)
    return [dict(sorted(urls.items())) for urls in found.values()]


def _counted(subject: str):
    live = ArticleEdition.objects.live().filter(**{f"{subject}__isnull": False, "subject__country_rows__isnull": False})
    pairs = live.values_list(subject, "subject__country_rows__country", "language").order_by()
    return pairs.annotate(count=Count("subject", distinct=True)).order_by(subject, "subject__country_rows__country")


def _url(language: str, key: str, code: str) -> str:
    return public_path(language, segment(language, "subjects/"), key, code.lower())
