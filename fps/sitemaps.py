"""`/sitemap.xml`: every page in every language it has, each naming its sisters."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from news.models import ArticleEdition, Tag
from policy.models import TopicEdition
from policy.tree import live_trees
from publishing.alternates import alternates, default_page

VIEWS = ("home", "policy:areas", "news:article_list", "funding:funding_page")


class Page(NamedTuple):
    urls: dict[str, str]
    changed: dict[str, datetime]

    @property
    def sisters(self) -> list[tuple[str, str]]:
        return [*self.urls.items(), ("x-default", default_page(alternates("", self.urls)))]


@require_safe
def sitemap(request):
    pages = [*_views(), *_topics(), *_tags(), *_articles()]
    entries = [
        {"url": url, "changed": page.changed.get(language), "sisters": page.sisters}
        for page in pages
        for language, url in page.urls.items()
    ]
    xml = render_to_string("sitemap.xml", {"entries": entries, "site": settings.SITE_URL})
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


def _views():
    for name in VIEWS:
        urls = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                urls[language] = reverse(name)
        yield Page(urls, {})


def _topics():
    changed: dict[int, dict[str, datetime]] = {}
    for subject, language, start in TopicEdition.objects.live().values_list("subject_id", "language", "live_from"):
        changed.setdefault(subject, {})[language] = start
    pages: dict[int, dict[str, str]] = {}
    for language, tree in sorted(live_trees().items()):
        for node in tree.nodes.values():
            if node.addressed:
                pages.setdefault(node.pk, {})[language] = node.get_absolute_url()
    return [Page(urls, changed.get(pk, {})) for pk, urls in pages.items()]


def _tags():
    """Tags that a live article bears, in the languages in which one does."""
    used: dict[int, set[str]] = {}
    pairs = ArticleEdition.objects.live().values_list("subject__tagged_items__tag", "language")
    for tag, language in pairs.order_by().distinct():
        used.setdefault(tag, set()).add(language)
    for tag in Tag.objects.filter(pk__in=[pk for pk in used if pk]).order_by("slug"):
        urls = {code: tag.get_absolute_url(code) for code in sorted(used[tag.pk]) if tag.label(code)}
        if urls:
            yield Page(urls, {})


def _articles():
    pages: dict[int, Page] = {}
    live = ArticleEdition.objects.live().order_by("subject__key", "language")
    for edition in live.only("subject_id", "language", "slug", "live_from").iterator():
        page = pages.setdefault(edition.subject_id, Page({}, {}))
        page.urls[edition.language] = edition.get_absolute_url()
        page.changed[edition.language] = edition.live_from
    return pages.values()
