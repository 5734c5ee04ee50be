"""What stands beside texts and is counted over all articles of a topic or a tag: kept while the site stands as it does.

A topic is asked for by its number and those of all topics below it.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count

from publishing.web.memory_cache import StateCache

from ..models.article import ArticleCountry, ArticleEdition
from ..models.tag import TaggedArticle

NEWEST_LIMIT, TAG_LIMIT = 10, 8
_cache = StateCache(2000)


class TopicCounts(NamedTuple):
    count: int
    tags: list[tuple[int, int]]  # numbers of tags that stand most often on these articles, and how often


def newest_about(topic, language: str) -> list[int]:
    """The newest editions about a topic and what stands below it."""
    return _cached_for_topic("newest", topic, language, _newest)


def counts_about(topic, language: str) -> TopicCounts:
    return _cached_for_topic("numbers", topic, language, _counts)


def countries_about(topic, language: str) -> list[tuple[str, int]]:
    return _cached_for_topic("countries", topic, language, count_countries)


def countries_tagged(key: str, language: str) -> list[tuple[str, int]]:
    editions = ArticleEdition.objects.live(language).tagged([key])
    return _cache.get_or_set(("tagged", key, language), lambda: count_countries(editions))


def cached(key: tuple, make: Callable):
    """Something else that is told of the articles as they stand now."""
    return _cache.get_or_set(key, make)


def count_countries(editions) -> list[tuple[str, int]]:
    """Codes of the countries in which these articles lie, and how many of them, the most first."""
    countries = ArticleCountry.objects.filter(article__in=editions.values("subject"))
    return list(countries.values_list("country").annotate(count=Count("pk")).order_by("-count", "country"))


def _cached_for_topic(what, topic, language, count):
    pks = tuple(node.pk for node in topic.with_below())
    return _cache.get_or_set((what, pks, language), lambda: count(ArticleEdition.objects.live(language).about(pks)))


def _newest(editions) -> list[int]:
    return list(editions.newest_first().values_list("pk", flat=True)[:NEWEST_LIMIT])


def _counts(editions) -> TopicCounts:
    tagged = TaggedArticle.objects.filter(content_object__in=editions.values("subject"))
    counted = tagged.values_list("tag").annotate(count=Count("pk")).order_by("-count", "tag")[:TAG_LIMIT]
    return TopicCounts(editions.count(), list(counted))
