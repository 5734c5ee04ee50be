"""The list of articles as the page, its feeds and the search page need it: filtered, counted, cut into pages."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.tree import LiveTree
from publishing.search.query import NEWEST_LIMIT, Scope, SearchOutcome, narrow, run_query
from publishing.web.memory_cache import StateCache

from ..models.article import ArticleEdition
from . import active_filters, facets, tag_terms
from .cached_counts import cached
from .filters import ArticleFilter
from .pagination import ByMonth, months_of
from .rendered_rows import RenderedRow, RowStyle, render_rows
from .rows import ArticleRow, rows

_filterset_cache, _page_cache = StateCache(50), StateCache(500)


class NoSuchPage(Exception):
    def __init__(self, last: int):
        self.last = last


@dataclass
class ArticleList:
    """`data` is the query of the reader (a QueryDict); `tree` gives the language."""

    data: object
    tree: LiveTree
    per_page: int = settings.PAGE_SIZE
    order: str = ""  # "newest" or "best", whatever the reader asks for
    default_order = "newest"

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def filterset(self) -> ArticleFilter:
        """The question of the reader, read; without words in it, which are never the same twice, it is kept."""
        pairs = ((name, *self.data.getlist(name)) for name in ArticleFilter.base_filters if name in self.data)
        return (
            self._read()
            if self.data.get("q")
            else _filterset_cache.get_or_set((self.tree.language, *pairs), self._read)
        )

    def _read(self) -> ArticleFilter:
        found = ArticleFilter(self.data, tree=self.tree, labels=self.tags.labels)
        found.is_valid()
        return found

    @cached_property
    def tags(self) -> tag_terms.TagTerms:
        return tag_terms.load(self.tree.language)

    @cached_property
    def words(self) -> str:
        """The words asked for; empty if there is nothing to search for in them."""
        return self.cleaned.get("q", "")

    @property
    def cleaned(self) -> dict:
        return self.filterset.form.cleaned_data

    @cached_property
    def unfiltered_results(self) -> SearchOutcome:
        """What the words find without the other filters: a slip is judged by all live texts."""
        return run_query(self.words, self.tree.language, self.scopes_anywhere())

    @cached_property
    def found(self) -> SearchOutcome:
        """What the words find within the filters."""
        if not self.is_filtered:
            return self.unfiltered_results
        return narrow(self.unfiltered_results, self.scopes(self._filtered(self._all)))

    @cached_property
    def is_filtered(self) -> bool:
        return any(name not in ("q", "sort") and value for name, value in self.cleaned.items())

    def scopes(self, editions, everything: bool = False) -> list[Scope]:
        return [Scope(editions, (self.tree.language,), self.tags.by_tag, everything)]

    def scopes_anywhere(self) -> list[Scope]:
        return self.scopes(self._all, everything=True)

    @property
    def is_best_first(self) -> bool:
        order = self.order or self.cleaned.get("sort") or self.default_order
        return bool(self.words) and order == "best"

    @cached_property
    def paginator(self) -> Paginator:
        if self.words:
            return Paginator(self.found.hits if self.is_best_first else self.found.newest_first(), self.per_page)
        months = cached(("months", *self.cache_key), lambda: months_of(self._filtered(self._all)))
        return Paginator(ByMonth(lambda: self._filtered(self._all), months), self.per_page)

    @cached_property
    def cache_key(self) -> tuple:
        """What the numbers of this list depend on."""
        values = ((name, tuple(value) if isinstance(value, list) else value) for name, value in self.cleaned.items())
        return self.tree.language, *((name, value) for name, value in values if value and name != "sort")

    @cached_property
    def page(self):
        """The page asked for; raises NoSuchPage beyond the last one."""
        number = self.data.get("page", "1")
        try:
            return self.paginator.page(
                int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else number
            )
        except PageNotAnInteger:
            return self.paginator.page(1)
        except EmptyPage as error:
            raise NoSuchPage(self.paginator.num_pages) from error

    @cached_property
    def rows(self) -> list[ArticleRow]:
        if not self.words:
            return self.read(self.page.object_list())
        pks = [hit.edition for hit in self.page.object_list]
        shown = {row.edition.pk: row for row in self.read(ArticleEdition.objects.filter(pk__in=pks))}
        return [shown[pk] for pk in pks]

    def read(self, editions) -> list[ArticleRow]:
        return rows(editions, self.tree)

    def entries(self, look: RowStyle) -> list[RenderedRow]:
        """The page as entries. Which texts stand on it is kept, unless words were searched for."""

        def make():
            return [row.edition.pk for row in self.rows]

        pks = make() if self.words else _page_cache.get_or_set((*self.cache_key, self.per_page, self.page.number), make)
        return render_rows([(pk, look) for pk in pks], self.tree, read=vars(self).get("rows", ()))

    @cached_property
    def complaints(self) -> list[str]:
        """What was left out of the query, in words."""
        complaints = [
            _("“%(value)s” is no value for “%(filter)s”; this filter was left out.")
            % {"value": value, "filter": self.filterset.form.fields[name].label}
            for name, value in self.filterset.form.complaints()
        ]
        number = self.data.get("page", "1")
        if not (number.isascii() and number.isdecimal() and len(number) < 9):
            complaints.append(_("“%(value)s” is no page number; this is the first page.") % {"value": number[:60]})
        return complaints

    @cached_property
    def counts(self) -> facets.Counts:
        if self.words and not self.is_filtered:
            articles = ArticleEdition._meta.label_lower
            return facets.counts_of_hits([hit for hit in self.found.hits if hit.kind == articles], self.tree)
        make = partial(facets.counts, self._without, self.tree)
        return make() if self.words else cached(("counts", *self.cache_key), make)

    @property
    def sentence(self) -> str:
        """“3 items, peace and security, 2021, newest first”."""
        words = [condition.words for condition in self.conditions]
        return ", ".join([self.number_in_words, *words, self.order_in_words])

    @property
    def number_in_words(self) -> str:
        total = self.paginator.count
        if self.words and self.found.more:
            return _("more than %(number)s items") % {"number": number_format(NEWEST_LIMIT, force_grouping=True)}
        return ngettext("%(number)s item", "%(number)s items", total) % {"number": total}

    @property
    def order_in_words(self) -> str:
        return _("best match first") if self.is_best_first else _("newest first")

    @property
    def feed_query(self) -> str:
        """The filters for the feed of this list; empty without any."""
        return self.query().removesuffix("?")

    @property
    def canonical_query(self) -> str:
        number = self.page.number
        return self.query(page=number if number > 1 else None).removesuffix("?")

    @cached_property
    def conditions(self) -> list[active_filters.ActiveFilter]:
        return active_filters.conditions(self.filterset)

    def query(self, **more) -> str:
        """The query string of this list, understood parameters only: `?area=…&page=2`."""
        return active_filters.query_string(active_filters.query_pairs(self.filterset), **more)

    @cached_property
    def _all(self):
        return ArticleEdition.objects.live(self.tree.language, self.now)

    def _filtered(self, editions, but: str = ""):
        """By every filter but one."""
        for name, value in self.cleaned.items():
            if name != but:
                editions = self.filterset.filters[name].filter(editions, value)
        return editions

    def _without(self, name: str):
        editions = self._all
        if self.words:  # what was found is live
            editions = ArticleEdition.objects.with_pks(self.unfiltered_results.of_kind(ArticleEdition))
        return self._filtered(editions, but=name)
