"""What may be asked, described once: the OpenAPI document publishes the very schemas that requests are checked with."""

import re
from dataclasses import dataclass, field

import django_filters
import jsonschema
from django.conf import settings
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter

from news.funding.filters import DayFilter, FundingFilter
from news.listing.filters import LONGEST_QUERY, YEARS, ArticleFilter

MAX_PAGE_SIZE = 100
KEY = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,100}$"}
WORDS = {"type": "string", "maxLength": LONGEST_QUERY, "pattern": "^[^\\u0000]*$"}
DAY = {"type": "string", "format": "date"}
DAY_MONTH_OR_YEAR = {
    "anyOf": [
        DAY,
        {"type": "string", "pattern": "^[12][0-9]{3}$"},
        {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"},
    ]
}
BY_NAME = {
    "country": {"type": "string", "pattern": "^[a-z]{2}$"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "convert": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "year": {"type": "integer", "minimum": YEARS.start, "maximum": YEARS.stop - 1},
}
WHOLE = re.compile(r"-?[0-9]{1,12}")


@dataclass(frozen=True)
class Parameter:
    name: str
    schema: dict = field(hash=False)
    about: str
    many: bool = False

    def is_readable(self, value: str) -> bool:
        whole = self.schema.get("type") == "integer" and WHOLE.fullmatch(value)
        checker = jsonschema.Draft202012Validator(self.schema, format_checker=jsonschema.FormatChecker(["date"]))
        return checker.is_valid(int(value) if whole else value)

    @property
    def described(self) -> OpenApiParameter:
        schema = {"type": "array", "items": self.schema} if self.many else self.schema
        return OpenApiParameter(self.name, schema, description=self.about, explode=True if self.many else None)


def parameter_errors(query, parameters) -> list[str]:
    """What a query string asks that nobody can read. Unknown names count: a slip must not widen an answer."""
    known = {each.name: each for each in parameters}
    errors = [f"“{name[:60]}” is no parameter of this address." for name in query if name not in known]
    for name, each in known.items():
        values = query.getlist(name)
        if len(values) > 1 and not each.many:
            errors.append(f"“{name}” may stand only once.")
        errors += [f"“{value[:60]}” is no value for “{name}”." for value in values if not each.is_readable(value)]
    return [each.replace("\x00", "�") for each in errors]


def of_filters(filterset) -> list[Parameter]:
    """One for each filter of a FilterSet, as its own kind says."""
    with override("en"):
        return [
            Parameter(name, _schema(name, each), str(each.label), isinstance(each, django_filters.MultipleChoiceFilter))
            for name, each in filterset.base_filters.items()
        ]


def _schema(name, each) -> dict:
    if name in BY_NAME:
        return BY_NAME[name]
    if isinstance(each, DayFilter):
        return DAY_MONTH_OR_YEAR
    if isinstance(each, django_filters.DateFilter):
        return DAY
    if isinstance(each, django_filters.CharFilter):
        return WORDS
    values = [value for value, _label in each.extra["choices"]]
    return {"type": "string", "enum": values} if values else KEY


CODES = [code for code, _name in settings.LANGUAGES]
LANGUAGE = Parameter(
    "language",
    {"type": "string", "enum": CODES, "default": settings.LANGUAGE_CODE},
    "The language of the answer: only texts that are live in it.",
)
PAGE = Parameter("page", {"type": "integer", "minimum": 1, "maximum": 9_999_999, "default": 1}, "Pages count from 1.")
PAGE_SIZE = Parameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": settings.PAGE_SIZE},
    "Items on a page.",
)
PAGED = (LANGUAGE, PAGE, PAGE_SIZE)
ARTICLES = (*PAGED, *of_filters(ArticleFilter))
FIGURES = (*PAGED, *of_filters(FundingFilter))
TOPICS = (*PAGED, next(each for each in ARTICLES if each.name == "area"))
