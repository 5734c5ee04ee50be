"""One set of filters for the list page, its feeds and the search page. What cannot be read is told, never fatal."""

from datetime import date
from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from policy.tree import LiveTree
from publishing.search.parsed_query import MAX_QUERY_LENGTH as LONGEST_QUERY
from publishing.search.parsed_query import parse

from ..models.article import Article, ArticleEdition
from ..models.figure import FigureMention
from ..tags.merging import current_keys

YEARS = range(1830, 2200)


def validate_has_word(text: str) -> None:
    """Signs, or words that stand in every text, are nothing to search for."""
    if not parse(text, get_language()):
        raise ValidationError(_("There is no word in it to search for."))


@cache
def year_choices() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in YEARS]


def in_years(years) -> Q:
    """As stretches of days, which an index of days can answer."""
    found = Q()
    for year in years:
        found |= Q(subject__date__range=(date(year, 1, 1), date(year, 12, 31)))
    return found


class AnyOfField(forms.MultipleChoiceField):
    """Several values that mean "any of"; values that are none of the choices are set aside in `bad`."""

    def clean(self, value):
        values = list(dict.fromkeys(value or []))
        self.bad = [each for each in values if each and not self.valid_value(each)]
        return [each for each in values if self.valid_value(each)]


class TagKeysField(AnyOfField):
    """Keys of tags; that of a tag which was merged means the one that took its place."""

    def clean(self, value):
        return super().clean(current_keys(value or [], self.labels))

    @property
    def labels(self):
        return dict(self.choices)


class AnyOf(django_filters.MultipleChoiceFilter):
    field_class = AnyOfField

    def __init__(self, *args, pick, **kwargs):
        self.pick = pick
        super().__init__(*args, **kwargs)

    def filter(self, qs, value):
        return self.pick(qs, value) if value else qs


class AnyTag(AnyOf):
    field_class = TagKeysField


class ReaderForm(forms.Form):
    """A form that a reader may fill by typing in the address bar."""

    def complaints(self) -> list[tuple[str, str]]:
        """(parameter, value) of everything that was left out."""
        self.errors  # noqa: B018 (cleans)
        bad = [(name, each) for name, field in self.fields.items() for each in getattr(field, "bad", [])]
        bad += [(name, self.data.get(name, "")) for name in self.errors if name in self.fields]
        return [(name, value.replace("\x00", "�")[:60]) for name, value in bad][:10]


def _day(lookup, label):
    return django_filters.DateFilter(
        field_name="subject__date", lookup_expr=lookup, label=label, input_formats=["%Y-%m-%d"]
    )


class ArticleFilter(django_filters.FilterSet):
    """Filters over the live editions of one language; pass `tree`, the topics that can be seen in it."""

    q = django_filters.CharFilter(
        label=_("Search words"),
        method="search",
        max_length=LONGEST_QUERY,
        validators=[ProhibitNullCharactersValidator(), validate_has_word],
    )
    area = django_filters.ChoiceFilter(label=_("Area and topic"), method="in_area", choices=())
    kind = AnyOf(
        label=_("Kind"), choices=Article.Kind.choices, pick=lambda qs, value: qs.filter(subject__kind__in=value)
    )
    year = AnyOf(
        label=_("Year"),
        choices=year_choices,  # called: lists are copied with the form, again and again
        pick=lambda qs, value: qs.filter(in_years(int(year) for year in value)),
    )
    tag = AnyTag(label=_("Tag"), choices=(), pick=lambda qs, value: qs.tagged(value))
    country = AnyOf(
        label=_("Country"),
        choices=(),
        pick=lambda qs, value: qs.in_countries(value),
    )
    has_figures = django_filters.ChoiceFilter(
        label=_("With sums of money"), method="with_figures", choices=[("1", _("With sums of money"))]
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), method="sorted", choices=[("newest", _("newest first")), ("best", _("best match first"))]
    )

    # `from` is a word of Python.
    locals().update({"from": _day("gte", _("From")), "to": _day("lte", _("To"))})

    class Meta:
        model = ArticleEdition
        fields = []
        form = ReaderForm

    def __init__(self, data=None, queryset=None, *, tree: LiveTree, labels: dict[str, str], **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.tree = tree
        self.labels = labels
        self.filters["area"].extra["choices"] = lambda: [(key, node.title) for key, node in tree.by_key.items()]
        self.filters["tag"].extra["choices"] = lambda: list(labels.items())
        self.filters["country"].extra["choices"] = lambda: [(code.lower(), name) for code, name in countries]

    def search(self, queryset, name, value):
        """Words are asked by the list, which ranks what it finds; here they are only read and bounded."""
        return queryset

    def in_area(self, queryset, name, value):
        return queryset.about([node.pk for node in self.tree.by_key[value].with_below()])

    def with_figures(self, queryset, name, value):
        return queryset.filter(pk__in=FigureMention.objects.confirmed().values("edition"))

    def sorted(self, queryset, name, value):
        return queryset
