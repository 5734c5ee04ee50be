"""The filter above a list, a FilterSet for each: a value that cannot be is said, and the rest holds."""

import django_filters
from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from images.library import Licence
from images.models import Image
from news.models import Article
from news.models.tag import TagName, normalize_name
from policy.models import Topic
from publishing.status import state_filters
from publishing.status.language_status import WORDS
from publishing.status.subject_search import subjects_named

from ..permissions.querysets import visible_active

ANY_LABEL = _("any")
ANY_CHOICE = ("", ANY_LABEL)
ALONE, LACKING = "alone", "gap"
MAX_SUBJECTS_CHECKED = 2000  # subjects whose languages are looked at one by one


def area_choices() -> list[tuple[int, str, str]]:
    """Key and title of the policy areas, in the language of the desk where they have one; one query."""
    rows = Topic.objects.filter(parent=None, hidden=False).order_by("position", "pk")
    order = [get_language(), *settings.LANGUAGE_ORDER]
    named: dict = {}
    for pk, key, language, title in rows.values_list("pk", "key", "editions__language", "editions__title"):
        titles = named.setdefault((pk, key), {})
        if title:
            titles[language] = title
    return [(pk, key, next((t[code] for code in order if code in t), key)) for (pk, key), t in named.items()]


class ListForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class CheckboxFilter(django_filters.Filter):
    """Its method is asked in either case."""

    field_class = forms.BooleanField


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, field_name):
        super().__init__(field_name, "year", label=_("Year"), min_value=1900, max_value=2200)


def choice_filter(label, choices=(), method=None, empty_label=ANY_LABEL) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, method=method, empty_label=empty_label)


def language_choices() -> list[tuple[str, str]]:
    return [(code, dict(settings.LANGUAGES)[code]) for code in settings.LANGUAGE_ORDER]


class ListFilter(django_filters.FilterSet):
    """What every list can be asked. Only what stands in `field_order` is."""

    field_order: tuple[str, ...]
    is_bounded = False

    q = django_filters.CharFilter(label=_("Words"), max_length=100, method="with_words")
    sort = django_filters.CharFilter(label="", widget=forms.HiddenInput, method="as_it_is")

    class Meta:
        form = ListForm

    def __init__(self, data, queryset, user):
        super().__init__(data, queryset)
        self.user = user
        self.filters = {name: self.filters[name] for name in self.field_order}

    @cached_property
    def values(self) -> dict:
        """What was asked and could be read."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", False)}

    @property
    def active_fields(self) -> list[str]:
        """What narrows the list down."""
        return [name for name in self.values if name != "sort"]

    def as_it_is(self, queryset, name, value):
        """Answered for the list as a whole, not by one condition."""
        return queryset


class SubjectFilter(ListFilter):
    """Of texts: what state in what language, where, whose."""

    newest = ("-pk",)

    state = choice_filter(
        pgettext_lazy("filter", "State"),
        lambda: [
            *((name, WORDS[name]) for name in state_filters.STATES),
            (LACKING, _("with a language gap")),
            (ALONE, _("in Dutch or French alone")),
        ],
        "as_it_is",
    )
    language = choice_filter(_("Language"), language_choices, "as_it_is")
    area = choice_filter(_("Area"), method="in_area")
    mine = CheckboxFilter(label=_("Written by me"), method="by_user")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = area_choices()
        self.filters["area"].extra["choices"] = [(key, title) for _pk, key, title in self.areas]

    def filter_queryset(self, queryset):
        """Some states are asked of each subject in turn: of the newest alone, so that a long list costs no more."""
        queryset = super().filter_queryset(queryset)
        model, state, language = queryset.model, self.values.get("state"), self.values.get("language")
        if not state and not language:
            return queryset
        if state == ALONE:
            condition = state_filters.pair_split(model, language)
        elif state == LACKING:
            condition = state_filters.missing_or_outdated(model, language)
        elif state:
            condition = state_filters.in_state(model, state, language)
        else:
            condition = ~state_filters.in_state(model, "missing", language)
        self.is_bounded = state not in state_filters.STATES or state in state_filters.UNINDEXED_STATES
        if not self.is_bounded:
            return queryset.filter(condition)
        newest = queryset.order_by(*self.newest).values("pk")[:MAX_SUBJECTS_CHECKED]
        return model.objects.filter(pk__in=newest).filter(condition)

    def with_words(self, queryset, name, value):
        return queryset.filter(pk__in=subjects_named(value, visible_active(self.user, _editions(queryset).all())))

    def by_user(self, queryset, name, value):
        written = _editions(queryset).filter(updated_by=self.user).values("subject")
        return queryset.filter(pk__in=written) if value else queryset

    def in_area(self, queryset, name, value):
        pk = next(pk for pk, key, _title in self.areas if key == value)
        topics = Topic.objects.descendants(pk, include_self=True).order_by().values_list("pk", flat=True)
        return self.about(queryset, list(topics))


def _editions(queryset):
    return queryset.model.editions.rel.related_model.objects


class ArticleFilter(SubjectFilter):
    field_order = ("q", "state", "language", "area", "kind", "year", "mine", "sort")
    newest = ("-date", "-pk")

    kind = choice_filter(_("Kind"), Article.Kind.choices)
    year = YearFilter("date")

    def about(self, queryset, topics):
        return queryset.about(topics)


class TopicFilter(SubjectFilter):
    field_order = ("q", "state", "language", "area", "mine", "sort")

    def about(self, queryset, topics):
        return queryset.filter(pk__in=topics)


class DocumentFilter(ListFilter):
    field_order = ("q", "licence", "mine", "sort")
    word_fields = ("title",)  # in four languages

    licence = choice_filter(_("Licence"), Licence.choices)
    mine = CheckboxFilter(label=_("Uploaded by me"), method="by_user")

    def with_words(self, queryset, name, value):
        return queryset.filter(state_filters.in_words(value, ["key", "credit"], list(self.word_fields)))

    def by_user(self, queryset, name, value):
        return queryset.filter(created_by=self.user) if value else queryset


class ImageFilter(DocumentFilter):
    field_order = ("q", "licence", "year", "mine", "unfinished", "sort")
    word_fields = ("alt", "caption")

    year = YearFilter("created_at")
    unfinished = CheckboxFilter(label=_("Not finished"), method="unfinished_only")

    def unfinished_only(self, queryset, name, value):
        return queryset.filter(Image.unfinished()) if value else queryset


class TagFilter(ListFilter):
    field_order = ("q", "missing", "sort")

    missing = choice_filter(
        _("Without a label in"), lambda: [("any", _("some language")), *language_choices()], "without", empty_label="–"
    )

    def with_words(self, queryset, name, value):
        named = TagName.objects.filter(folded__contains=normalize_name(value))
        return queryset.filter(pk__in=named.values("tag"))

    def without(self, queryset, name, value):
        return without_label(queryset, settings.LANGUAGE_ORDER if value == "any" else [value])


def without_label(tags, languages):
    """Of these tags those that lack a label in one of the languages."""
    return tags.exclude(labels__has_keys=list(languages))


def parse_int(text: str, digits: int = 18) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= digits else None
