"""`/sitemap.xml`: every page in every language it has, each naming its sisters; an index of files on a large site."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from news.models import ArticleEdition, Tag
from news.pages.country_links import all_threads
from policy.models import TopicEdition
from policy.tree import live_trees
from publishing.web.alternates import alternates, default_page

XML = "application/xml; charset=utf-8"
VIEWS = ("home", "policy:areas", "news:article_list", "funding:funding_page", "funding:corrections", "site_map")


class Page(NamedTuple):
    urls: dict[str, str]
    changed: dict[str, datetime]

    @property
    def sisters(self) -> list[tuple[str, str]]:
        return [*self.urls.items(), ("x-default", default_page(alternates("", self.urls)))]


BLOCK = 10_000  # articles in a file: in four languages below the 50,000 addresses and 50 MB that a file may have


@require_safe
def sitemap(request):
    """All of it while the articles fit into one file, else an index: the pages, then the articles by their numbers."""
    blocks = _blocks()
    if len(blocks) < 2:
        return _file([*_pages(), *_articles()])
    parts = [("pages", None), *((str(number), changed) for number, changed in blocks.items())]
    files = [{"url": reverse("sitemap_part", args=[name]), "changed": changed} for name, changed in parts]
    xml = render_to_string("sitemap_index.xml", {"files": files, "site": settings.SITE_URL})
    return HttpResponse(xml, content_type=XML)


@require_safe
def sitemap_part(request, name):
    if name == "pages":
        return _file(_pages())
    if int(name) not in _blocks():
        raise Http404
    return _file(_articles(int(name)))


def _blocks() -> dict[int, datetime]:
    """The blocks of articles that have a live text, and when something began last in each."""
    live = ArticleEdition.objects.live().order_by().annotate(block=F("subject_id") / BLOCK)
    return dict(live.values_list("block").annotate(changed=Max("live_from")).order_by("block"))


def _file(pages) -> HttpResponse:
    entries = [
        {"url": url, "changed": page.changed.get(language), "sisters": page.sisters}
        for page in pages
        for language, url in page.urls.items()
    ]
    xml = render_to_string("sitemap.xml", {"entries": entries, "site": settings.SITE_URL})
    return HttpResponse(xml, content_type=XML)


def _pages():
    trees = live_trees()
    return [*_views(), *_topics(trees), *_tags(), *(Page(urls, {}) for urls in all_threads(trees))]


def _views():
    for name in VIEWS:
        urls = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                urls[language] = reverse(name)
        yield Page(urls, {})


def _topics(trees):
    changed: dict[int, dict[str, datetime]] = {}
    for subject, language, start in TopicEdition.objects.live().values_list("subject_id", "language", "live_from"):
        changed.setdefault(subject, {})[language] = start
    pages: dict[int, dict[str, str]] = {}
    for language, tree in sorted(trees.items()):
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


def _articles(block=None):
    pages: dict[int, Page] = {}
    live = ArticleEdition.objects.live().order_by("subject__key", "language")
    if block is not None:
        live = live.filter(subject_id__gte=block * BLOCK, subject_id__lt=(block + 1) * BLOCK)
    for edition in live.only("subject_id", "language", "slug", "live_from").iterator():
        page = pages.setdefault(edition.subject_id, Page({}, {}))
        page.urls[edition.language] = edition.get_absolute_url()
        page.changed[edition.language] = edition.live_from
    return pages.values()
