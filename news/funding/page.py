"""The funding page as its template needs it: the sentence, the answers, the tables, the figures of one page."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.utils.translation import get_language, gettext, pgettext
from django_countries import countries

from ..amounts.formatting import currency_name, in_full, in_table
from ..listing.article_list import NoSuchPage
from ..models.figure import Stage
from .charts import scale_length
from .figure_list import FigureSequence
from .summaries import basis_text, conversion_in_words, excluded_text
from .totals import Sum
from .totals_query import TotalsQuery

BAR_WIDTH = 100
MAX_TABLE_ROWS = 30  # rows of a small table; the rest is one row, so that the rows still make the whole


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a small table. `code` is a country's, where it is one."""

    label: str
    sum: Sum
    amount: str
    width: int
    query: str = ""
    code: str = ""


def _region(key: str) -> str:
    """The code of a region; keys of countries are capitals."""
    return key[1:] if key[:1] == "r" else ""


def question_in_words(answers: list["Answer"]) -> str:
    """“Belgium, Haiti”, or both sentences of a comparison: “Belgium / European Union”."""
    return " / ".join(answer.in_words for answer in answers)


class Answer:
    """What one sentence is answered with."""

    def __init__(self, funding: TotalsQuery, letter: str = ""):
        self.funding, self.letter = funding, letter
        self.language = get_language()

    @cached_property
    def years(self) -> dict[str, Sum]:
        return self.funding.sums("year")

    @property
    def years_newest_first(self) -> list[tuple[str, Sum]]:
        return sorted(self.years.items(), reverse=True)

    @property
    def amount(self) -> str:
        return in_full(self.funding.total, self.language) if self.funding.total else ""

    @property
    def text(self) -> str:
        return basis_text(self.funding.total, self.funding.articles)

    @cached_property
    def left_out(self) -> str:
        return excluded_text(self.funding)

    @property
    def in_other_currencies(self) -> list[dict]:
        return [
            {"amount": in_full(each, self.language), "query": self.funding.query(currency=code)}
            for code, each in self.funding.totals.items()
            if code != self.funding.currency
        ]

    @cached_property
    def conversion(self) -> dict | None:
        return conversion_in_words(self.funding)

    @property
    def convert_query(self) -> str:
        """A link to the conversion into euros, where there is something to convert."""
        foreign = [code for code in self.funding.totals if code != "EUR"]
        return self.funding.query(convert="EUR") if foreign and not self.funding.cleaned.get("convert") else ""

    @property
    def currency(self) -> str:
        return currency_name(self.funding.currency, self.language)

    @property
    def total_text(self) -> str:
        return in_table(self.funding.total, self.language)

    @property
    def empty_text(self) -> str:
        return gettext("No confirmed sums: %(conditions)s.") % {"conditions": self.in_words}

    @property
    def nearest(self) -> dict | None:
        year = self.funding.nearest_year
        return {"year": year, "query": self.funding.query(**{"from": year, "to": year})} if year else None

    @cached_property
    def in_words(self) -> str:
        """The sentence without its form: “Belgium, Haiti, 2017”."""
        cleaned, options = self.funding.cleaned, self.funding.options
        words = [self.name(options.organisations.get(self.funding.provider_key)) or gettext("all providers")]
        words += [self.name(options.organisations[key]) for key in cleaned.get("receiver") or []]
        words += [str(countries.name(code.upper())) for code in cleaned.get("country") or []]
        words += [options.tree.by_key[cleaned["area"]].title] if cleaned.get("area") else []
        words += [options.tags[key] for key in cleaned.get("tag") or []]
        words += [str(Stage(stage).label) for stage in cleaned.get("stage") or []]
        first, last = (self.funding.data.get(name, "") if cleaned.get(name) else "" for name in ("from", "to"))
        words += ["–".join(dict.fromkeys([first, last])) if first and last else first or last] if first or last else []
        words += [currency_name(cleaned["currency"], self.language)] if cleaned.get("currency") else []
        return ", ".join(words)

    def name(self, organisation) -> str:
        return organisation.name(self.language) if organisation else ""

    # -- where, by partner, by area, by stage ---------------------------------------------------------------------
    @cached_property
    def places(self) -> list[TableRow]:
        return self._lines(
            self.funding.sums("country"), self._place, "country", lambda key: "" if _region(key) else key.lower()
        )

    @property
    def places_in_words(self) -> str:
        return "; ".join(f"{line.label}, {line.amount}" for line in self.places[:3])

    @cached_property
    def partners(self) -> list[TableRow]:
        by_id = self.funding.options.by_id
        sums = {by_id[key].key if key in by_id else "": each for key, each in self.funding.sums("receiver").items()}
        return self._lines(sums, lambda key: self.name(self.funding.options.organisations[key]), "receiver")

    @cached_property
    def areas(self) -> list[TableRow]:
        by_key = self.funding.options.tree.by_key
        return self._lines(self.funding.by_area, lambda key: by_key[key].title, "area")

    @cached_property
    def stages(self) -> list[TableRow]:
        order = list(Stage.values)
        lines = self._lines(self.funding.sums("stage"), lambda key: str(Stage(key).label), "stage")
        return sorted(lines, key=lambda line: order.index(line.code))

    def _place(self, key) -> str:
        if _region(key):
            return gettext("Region %(code)s (OECD DAC)") % {"code": _region(key)}
        return str(countries.name(key)) or key

    def _lines(self, sums, label, name, value=str) -> list[TableRow]:
        most = max((each.amount for each in sums.values()), default=0)
        named = sorted(((key, each) for key, each in sums.items() if key), key=lambda pair: (-pair[1].amount, pair[0]))
        lines = [self._line(label(key), each, most, value(key), name, key) for key, each in named[:MAX_TABLE_ROWS]]
        if rest := [each for _key, each in named[MAX_TABLE_ROWS:]]:
            lines.append(self._line(pgettext("sums", "Others"), reduce(add, rest), most))
        if "" in sums:
            lines.append(self._line(gettext("Not specified"), sums[""], most))
        return lines

    def _line(self, label, each, most, value="", name="", code="") -> TableRow:
        query = self.funding.query(**{name: value}) if value else ""
        return TableRow(
            label,
            each,
            in_table(each, self.language),
            min(BAR_WIDTH, scale_length(each.amount, most, BAR_WIDTH)),
            query,
            code,
        )

    # -- the figures themselves ------------------------------------------------------------------------------------
    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(FigureSequence(self.funding), settings.PAGE_SIZE)

    def page(self, page_parameter: str):
        number = (
            int(page_parameter)
            if page_parameter.isascii() and page_parameter.isdecimal() and len(page_parameter) < 9
            else 1
        )
        if number and "result" not in self.funding.__dict__:
            self.funding.part = slice((number - 1) * settings.PAGE_SIZE, number * settings.PAGE_SIZE)
        try:
            return self.paginator.page(number)
        except EmptyPage as error:
            raise NoSuchPage(self.paginator.num_pages) from error

    def query(self, **more) -> str:
        """For the pager: the query string of another page of the same list."""
        return self.funding.query(**more)
