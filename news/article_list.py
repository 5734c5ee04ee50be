"""The list of articles as the page, its feeds and the search page need it: filtered, counted, cut into pages."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.tree import LiveTree

from . import facets, state_line
from .articles import ArticleEdition
from .filters import ArticleFilter
from .listing import Row, rows


class NoSuchPage(Exception):
    def __init__(self, last: int):
        self.last = last


@dataclass
class ArticleList:
    """`data` is the query of the reader (a QueryDict); `tree` gives the language."""

    data: object
    tree: LiveTree
    per_page: int = settings.PAGE_SIZE

    @cached_property
    def filterset(self) -> ArticleFilter:
        return ArticleFilter(self.data, self._all(), tree=self.tree)

    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(self.filterset.qs.newest_first(), self.per_page)

    @cached_property
    def page(self):
        """The page asked for; raises NoSuchPage beyond the last one."""
        asked = self.data.get("page", "1")
        try:
            return self.paginator.page(
                int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else asked
            )
        except PageNotAnInteger:
            return self.paginator.page(1)
        except EmptyPage as error:
            raise NoSuchPage(self.paginator.num_pages) from error

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.page.object_list, self.tree)

    @cached_property
    def complaints(self) -> list[str]:
        """What was left out of the query, in words."""
        said = [
            _("“%(value)s” is no value for “%(filter)s”; this filter was left out.")
            % {"value": value, "filter": self.filterset.form.fields[name].label}
            for name, value in self.filterset.form.complaints()
        ]
        asked = self.data.get("page", "1")
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 9):
            said.append(_("“%(value)s” is no page number; this is the first page.") % {"value": asked[:60]})
        return said

    @cached_property
    def counts(self) -> facets.Counts:
        return facets.counts(self._without, self.tree)

    @property
    def sentence(self) -> str:
        """“3 items, peace and security, 2021, newest first”."""
        words = [condition.words for condition in self.conditions]
        return ", ".join([self.number_in_words, *words, self.order_in_words])

    @property
    def number_in_words(self) -> str:
        total = self.paginator.count
        return ngettext("%(number)s item", "%(number)s items", total) % {"number": total}

    @property
    def order_in_words(self) -> str:
        cleaned = self.filterset.form.cleaned_data
        best = cleaned.get("sort") == "best" and cleaned.get("q")
        return _("best match first") if best else _("newest first")

    @property
    def feed_query(self) -> str:
        """The filters for the feed of this list; empty without any."""
        return self.query().removesuffix("?")

    @property
    def canonical_query(self) -> str:
        number = self.page.number
        return self.query(page=number if number > 1 else None).removesuffix("?")

    @cached_property
    def conditions(self) -> list[state_line.Condition]:
        return state_line.conditions(self.filterset)

    def query(self, **more) -> str:
        """The query string of this list, understood parameters only: `?area=…&page=2`."""
        return state_line.query_string(state_line.kept_pairs(self.filterset), **more)

    def _all(self):
        return ArticleEdition.objects.live(self.tree.language)

    def _without(self, name: str):
        data = self.data.copy()
        data.pop(name, None)
        return ArticleFilter(data, self._all(), tree=self.tree, labels=self.filterset.labels).qs
