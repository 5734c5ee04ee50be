"""Threads: what was done on one subject in one country, dated, the oldest first."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_countries import countries

from policy.tree import LiveTree, live_trees
from publishing.core.addresses import public_path, segment
from publishing.web.alternates import alternates
from publishing.web.decorators import OtherLanguagesOnly, PageMoved, public_view
from publishing.web.ics import calendar_response, event

from ..listing.rows import ArticleRow, rows
from ..models.article import ArticleEdition
from ..models.tag import Tag, normalize_name
from ..tags.merging import tag_for_former_key

MAX_ITEMS = 200  # items on a page: the newest of them


class Thread:
    """`key` is that of a tag, else of a topic with all below it; `country` is ISO alpha-2 in lower case."""

    def __init__(self, key: str, country: str, trees: dict[str, LiveTree]):
        self.key, self.country = key, country
        if self.tag:
            self.names = {code: label for code, label in self.tag.labels.items() if label}
            found = ArticleEdition.objects.live().tagged([key])
        else:
            nodes = {code: tree.by_key[key] for code, tree in trees.items() if key in tree.by_key}
            self.names = {code: node.title for code, node in nodes.items()}
            topics = {each.pk for node in nodes.values() for each in node.with_below()}
            found = ArticleEdition.objects.live().about(topics)
        self.editions = found.in_countries([country])

    @cached_property
    def tag(self) -> Tag | None:
        return Tag.objects.filter(slug=self.key).first()

    @cached_property
    def urls(self) -> dict[str, str]:
        """Its page in each language in which an item of it is live."""
        codes = self.editions.order_by().values_list("language", flat=True).distinct()
        parts = {code: (segment(code, "subjects/"), self.key, self.country) for code in codes if code in self.names}
        return {code: public_path(code, *path) for code, path in parts.items()}

    @property
    def query(self) -> str:
        """The same items as a list or a feed."""
        return f"?{'tag' if self.tag else 'area'}={self.key}&country={self.country}"

    def title(self, language: str) -> str:
        names = {"subject": self.names[language], "country": countries.name(self.country.upper())}
        return _("%(subject)s: %(country)s") % names

    def rows(self, tree: LiveTree) -> list[ArticleRow]:
        return rows(self.editions.in_language(tree.language).newest_first()[:MAX_ITEMS], tree)[::-1]


@public_view
def thread_detail(request, key, country):
    thread, tree = _thread(request, key, country)
    context = {
        "thread": thread,
        "title": thread.title(tree.language),
        "name": thread.names[tree.language],
        "parent": thread.tag or tree.by_key[key],
        "rows": thread.rows(tree),
        "alternates": alternates(tree.language, thread.urls),
    }
    return render(request, "news/thread_detail.html", context)


@public_view
def thread_calendar(request, key, country):
    thread, tree = _thread(request, key, country)
    return calendar_response("news", thread.title(tree.language), map(_event, thread.rows(tree)))


def _event(row: ArticleRow):
    """A whole day."""
    uid = f"{row.subject.key}.{row.language}"
    return event(uid, row.edition.live_from, row.date, None, row.title, row.url, row.teaser, row.language)


def country_rows(counted: list[tuple[str, int]], limit: int = 40, least: int = 1) -> list[dict]:
    """Countries and how many articles lie in them (the most first): name, number and the end of a thread's address."""
    counted = [(code, count) for code, count in counted if count >= least][:limit]
    found = [{"label": countries.name(code), "count": count, "query": f"{code.lower()}/"} for code, count in counted]
    return sorted(found, key=lambda each: normalize_name(each["label"]))


def _thread(request, key, country):
    """The thread and the tree of the language; raises Http404 where there is nothing to tell."""
    if country.upper() not in countries or not country.islower():
        raise Http404
    trees = live_trees()
    thread = Thread(key, country, trees)
    if not thread.tag and (tag := tag_for_former_key(key)):
        url = public_path(request.LANGUAGE_CODE, segment(request.LANGUAGE_CODE, "subjects/"), tag.slug, country)
        raise PageMoved(url + request.path_info.rpartition("/")[2])
    request.live_tree = trees.get(request.LANGUAGE_CODE) or LiveTree(request.LANGUAGE_CODE, [])
    if request.LANGUAGE_CODE not in thread.urls:
        raise OtherLanguagesOnly(thread.urls)
    return thread, request.live_tree
