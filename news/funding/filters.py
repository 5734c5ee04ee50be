"""The filters of the funding page, its exports, feed and dossier: one set for all of them."""

import re
from calendar import monthrange
from datetime import date
from functools import cached_property

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from policy.tree import LiveTree

from ..listing import tag_terms
from ..listing.filters import AnyOf, AnyOfField, AnyTag, ReaderForm
from ..models.article import ArticleTopic
from ..models.figure import FundingFigure, Organisation, Stage
from ..models.tag import TaggedArticle
from . import filter_choices
from .exchange_rates import currencies

DATE_PATTERN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class DayField(forms.Field):
    """A day, a month or a year: `2019` is its first day, or its last for the end of a span."""

    def __init__(self, *args, end=False, **kwargs):
        self.end = end
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if not value:
            return None
        found = DATE_PATTERN.fullmatch(value.strip())
        try:
            year, month, day = (int(part) if part else None for part in found.groups())
            month = month or (12 if self.end else 1)
            return date(year, month, day or (monthrange(year, month)[1] if self.end else 1))
        except (AttributeError, ValueError, IndexError) as error:
            raise forms.ValidationError("no day") from error


class DayFilter(django_filters.Filter):
    """Only read here: the day of a figure is known to the statement (its value date, else its first article's)."""

    field_class = DayField

    def filter(self, qs, value):
        return qs


class CountriesField(AnyOfField):
    """ISO codes; addresses have them in small letters, data files in capitals."""

    def clean(self, value):
        return super().clean([each.lower() for each in value or []])


class CountriesFilter(AnyOf):
    field_class = CountriesField


class FilterOptions:
    """What there is to choose from, read once for both sentences of a comparison."""

    def __init__(self, tree: LiveTree, asked_keys=(), at=None):
        self.tree, self.at, self._requested_keys = tree, at, list(asked_keys)

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        return filter_choices.choices(self.at)

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """By key: whoever stands in a public figure, our own, and those that the address names."""
        ids = {int(pk) for name in ("provider", "receiver") for pk in self.choices[name]}
        keys = [settings.ORGANISATION["key"], *(key[:100] for key in self._requested_keys if "\x00" not in key)]
        found = Organisation.objects.filter(Q(pk__in=ids) | Q(key__in=keys))
        return {each.key: each for each in found}

    @cached_property
    def by_id(self) -> dict[str, Organisation]:
        return {str(each.pk): each for each in self.organisations.values()}

    @cached_property
    def tags(self) -> dict[str, str]:
        return tag_terms.load(self.tree.language).labels


class FundingFilter(django_filters.FilterSet):
    """`qs` narrows by facts of the figures; `articles` by the articles that tell of them; both go into a Question."""

    provider = django_filters.ChoiceFilter(label=_("Provider"), choices=(), method="unchanged")
    receiver = AnyOf(label=_("Receiver"), choices=(), pick=lambda qs, value: qs.filter(receiver__key__in=value))
    country = CountriesFilter(
        label=_("Country"),
        choices=(),
        pick=lambda qs, value: qs.filter(country__in=[code.upper() for code in value]),
    )
    area = django_filters.ChoiceFilter(label=_("Area and topic"), choices=(), method="unchanged")
    tag = AnyTag(label=_("Tag"), choices=(), pick=lambda qs, value: qs)
    stage = AnyOf(label=_("Stage"), choices=Stage.choices, pick=lambda qs, value: qs.filter(stage__in=value))
    currency = django_filters.ChoiceFilter(label=_("Currency"), choices=(), method="unchanged")
    convert = django_filters.ChoiceFilter(label=_("Convert to"), choices=(), method="unchanged")

    # `from` is a word of Python.
    locals().update({"from": DayFilter(label=_("From")), "to": DayFilter(label=_("To"), end=True)})

    class Meta:
        model = FundingFigure
        fields = []
        form = ReaderForm

    def __init__(self, data, *, options: FilterOptions):
        super().__init__(data, FundingFigure.objects.order_by())
        self.options = options
        organisations = [(key, key) for key in options.organisations]
        self.filters["provider"].extra["choices"] = self.filters["receiver"].extra["choices"] = organisations
        self.filters["country"].extra["choices"] = [(code.lower(), name) for code, name in countries]
        self.filters["area"].extra["choices"] = [(key, node.title) for key, node in options.tree.by_key.items()]
        self.filters["tag"].extra["choices"] = list(options.tags.items())
        money = sorted({*currencies(), *options.choices["currency"]})
        self.filters["currency"].extra["choices"] = [(code, code) for code in money]
        self.filters["convert"].extra["choices"] = [(code, code) for code in sorted(currencies())]

    def unchanged(self, queryset, name, value):
        return queryset

    @property
    def cleaned(self) -> dict:
        self.form.errors  # noqa: B018 (cleans)
        return self.form.cleaned_data

    @property
    def figure_queryset(self) -> QuerySet | None:
        """The figures by their own facts; None if nothing was asked of them."""
        has_conditions = any(self.cleaned.get(name) for name in ("receiver", "country", "stage"))
        return self.qs if has_conditions else None

    @property
    def articles(self) -> tuple[QuerySet, ...]:
        found = []
        if area := self.cleaned.get("area"):
            topics = [node.pk for node in self.options.tree.by_key[area].with_below()]
            found.append(ArticleTopic.objects.filter(topic__in=topics).values("article"))
        if tags := self.cleaned.get("tag"):
            found.append(TaggedArticle.objects.filter(tag__slug__in=tags).values("content_object"))
        return tuple(found)
