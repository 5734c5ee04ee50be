"""What a reader asked of the money, and the sums that answer it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial, reduce
from operator import add
from urllib.parse import urlencode

from django.conf import settings

from ..listing.cached_counts import cached
from ..models.figure import Organisation
from . import sql
from .exchange_rates import rate_of
from .filters import FilterOptions, FundingFilter
from .sql import FigureQuery, Group
from .totals import Conversion, Sum, add_by_currency, convert

EURO = "EUR"
PARAMETERS = ("provider", "receiver", "country", "area", "tag", "stage", "currency", "from", "to", "convert")


@dataclass
class TotalsQuery:
    """`data` is a QueryDict with the plain names. A page answers for our own organisation unless another one is named
    (`provider=` asks for all); with `everything` (exports) nothing narrows that was not asked for."""

    data: object
    options: FilterOptions
    everything: bool = False
    at: datetime | None = None
    part: slice | None = None  # of the figures, to be read together with the sums

    @cached_property
    def filterset(self) -> FundingFilter:
        return FundingFilter(self.data, options=self.options)

    @property
    def cleaned(self) -> dict:
        return self.filterset.cleaned

    @cached_property
    def provider_key(self) -> str:
        """Empty: whoever gave."""
        own = "" if self.everything or self.data.get("provider") == "" else settings.ORGANISATION["key"]
        return self.cleaned.get("provider") or own

    @property
    def provider(self) -> Organisation | None:
        return self.options.organisations.get(self.provider_key)

    @cached_property
    def figure_query(self) -> FigureQuery:
        """An organisation without a row gave nothing: its number is that of nobody."""
        return FigureQuery(
            provider=(self.provider.pk if self.provider else 0) if self.provider_key else None,
            currency=self.cleaned.get("currency") or None,
            figures=self.filterset.figure_queryset,
            articles=self.filterset.articles,
            first=self.cleaned.get("from"),
            last=self.cleaned.get("to"),
            at=self.at,
        )

    @cached_property
    def result(self) -> tuple[list[Group], list[sql.FigureTuple]]:
        make = partial(sql.groups_and_figures, self.figure_query, bool(self.cleaned.get("convert")), self.part)
        part = (self.part.start, self.part.stop) if self.part else None
        key = ("funding", self.options.tree.language, self.everything, self.query(), part)
        return make() if self.at else cached(key, make)

    @property
    def groups(self) -> list[Group]:
        return self.result[0]

    def figures_slice(self, part: slice) -> list[sql.FigureTuple]:
        """That part of the figures; without a further query if it was known before the sums were asked for."""
        if self.part and (self.part.start, self.part.stop) >= (part.start, part.stop) and self.part.start == part.start:
            return self.result[1][: part.stop - part.start]
        return sql.listing(self.figure_query, limit=part.stop - part.start, offset=part.start)

    @cached_property
    def totals(self) -> dict[str, Sum]:
        """One for each currency that was asked for, euros first, then by the number of figures."""
        found = {group.sum.currency: group.sum for group in self.groups if group.by == "total"}
        if self.cleaned.get("currency"):
            found = {code: each for code, each in found.items() if code == self.cleaned["currency"]}
        return dict(sorted(found.items(), key=lambda pair: (pair[0] != EURO, -pair[1].figures, pair[0])))

    @cached_property
    def currency(self) -> str:
        """The currency of charts and tables."""
        return self.cleaned.get("currency") or next(iter(self.totals), EURO)

    @property
    def total(self) -> Sum | None:
        return self.totals.get(self.currency)

    def sums(self, by: str) -> dict[str, Sum]:
        """Sums in the page's currency by the key of that kind; the empty key is "not specified"."""
        return {group.key: group.sum for group in self.groups if group.by == by and group.sum.currency == self.currency}

    @cached_property
    def by_area(self) -> dict[str, Sum]:
        """By the area of the main topic of the first article that tells of a figure; keys are those of topics."""
        found: dict[str, list[Sum]] = {}
        for key, each in self.sums("topic").items():
            node = self.options.tree.get(int(key)) if key else None
            found.setdefault(node.area.key if node else "", []).append(each)
        return {key: reduce(add, sums) for key, sums in found.items()}

    @property
    def number(self) -> int:
        """Public figures that fit, those that do not count among them."""
        wanted = self.cleaned.get("currency")
        groups = (group for group in self.groups if group.by in ("total", "superseded", "yearly"))
        return sum(group.sum.figures for group in groups if not wanted or group.sum.currency == wanted)

    @property
    def articles(self) -> int:
        return sum(
            group.sum.figures for group in self.groups if group.by == "articles" and group.sum.currency == self.currency
        )

    @property
    def excluded(self) -> Counter:
        """How many figures are not counted: `superseded`, `yearly`, or given by others (their id)."""
        found: Counter = Counter()
        for group in self.groups:
            if group.sum.currency not in self.totals and self.cleaned.get("currency"):
                continue
            if group.by in ("superseded", "yearly"):
                found[group.by] += group.sum.figures
            elif group.by == "provider" and self.provider_key and group.key != str(self.figure_query.provider):
                found[group.key] += group.sum.figures
        return found

    @cached_property
    def conversion(self) -> Conversion | None:
        """All of it in the currency of `convert`, at the rates of the days."""
        to = self.cleaned.get("convert")
        if not to:
            return None
        days = [(date.fromisoformat(group.key), group.sum) for group in self.groups if group.by == "day"]
        wanted = [(day, each) for day, each in days if each.currency in self.totals]
        return convert(sorted(wanted, key=lambda pair: (pair[0], pair[1].currency)), to, self._rate)

    def _rate(self, currency, day):
        return rate_of(currency, self.cleaned["convert"], day)

    @cached_property
    def nearest_year(self) -> str:
        """The year with sums nearest to the span asked for, if the span gave none."""
        first, last = self.cleaned.get("from"), self.cleaned.get("to")
        if self.totals or not (first or last):
            return ""
        anywhere = FigureQuery(**{**self.figure_query.__dict__, "first": None, "last": None})
        years = [group.key for group in sql.groups(anywhere) if group.by == "year"]
        middle = (first or last).year, (last or first).year
        return min(years, key=lambda year: (min(abs(int(year) - each) for each in middle), year), default="")

    def pairs(self, prefix="", leave_out=()) -> list[tuple[str, str]]:
        """Every parameter that was understood, for links to other forms of the same answer."""
        found = (
            [(prefix + "provider", self.provider_key)] if not self.everything and "provider" not in leave_out else []
        )
        for name in PARAMETERS[0 if self.everything else 1 :]:
            value = self.cleaned.get(name) if name not in leave_out else None
            values = value if isinstance(value, list) else [self.data[name]] if value else []
            found += [(prefix + name, each) for each in values]
        return found

    def query(self, leave_out=(), **more) -> str:
        pairs = [pair for pair in self.pairs(leave_out=leave_out) if pair[0] not in more]
        return "?" + urlencode([*pairs, *((name, value) for name, value in more.items() if value is not None)])


def own_totals(articles, largest: int) -> tuple[dict[str, Sum], list[sql.FigureTuple]]:
    """The sums of our own organisation in the articles of a subquery (a topic's, a tag's), by currency, and the largest
    of the figures."""
    own = Organisation.objects.filter(key=settings.ORGANISATION["key"]).values_list("pk", flat=True).first()
    groups, rows = sql.total_and_largest(FigureQuery(provider=own or 0, articles=(articles,)), largest)
    return add_by_currency(group.sum for group in groups), rows
