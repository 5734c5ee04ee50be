"""The filter above a list: one GET form; a value that cannot be is said, and the rest holds."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from images.library import Licence
from images.models import Image
from news.models import Article
from policy.models import Topic
from publishing.status import state_filters
from publishing.status.language_status import WORDS
from publishing.status.subject_search import subjects_named

from ..permissions.querysets import visible_active

ANY_CHOICE = ("", _("any"))
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


class WordsFilter(forms.Form):
    """What every list can be asked."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, user):
        super().__init__(data, label_suffix="")
        self.user = user
        self.prepare()
        self.is_valid()
        self.values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    def prepare(self):
        """Choices that come from the database."""

    @property
    def active_fields(self) -> list[str]:
        """What narrows the list down."""
        return [name for name in self.values if name != "sort"]

    def apply(self, queryset):
        return queryset


class SubjectFilter(WordsFilter):
    """Of texts: what state in what language, where, whose."""

    newest = ("-pk",)
    is_bounded = False

    state = forms.ChoiceField(
        label=pgettext_lazy("filter", "State"), required=False,
        choices=lambda: [
            ANY_CHOICE, *((name, WORDS[name]) for name in state_filters.STATES),
            (LACKING, _("with a language gap")), (ALONE, _("in Dutch or French alone")),
        ],
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), required=False,
        choices=lambda: [ANY_CHOICE, *((code, dict(settings.LANGUAGES)[code]) for code in settings.LANGUAGE_ORDER)],
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), required=False)
    mine = forms.BooleanField(label=_("Written by me"), required=False)

    def prepare(self):
        self.areas = area_choices()
        self.fields["area"].choices = [ANY_CHOICE, *((key, title) for _pk, key, title in self.areas)]

    def apply(self, queryset):
        return self.apply_state(self.apply_indexed(queryset))

    def apply_state(self, queryset):
        """Some states are asked of each subject in turn: of the newest alone, so that a long list costs no more."""
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

    def apply_indexed(self, queryset):
        """What an index answers."""
        model, values = queryset.model, self.values
        editions = model.editions.rel.related_model.objects
        if values.get("mine"):
            queryset = queryset.filter(pk__in=editions.filter(updated_by=self.user).values("subject"))
        if words := values.get("q"):
            queryset = queryset.filter(pk__in=subjects_named(words, visible_active(self.user, editions.all())))
        return queryset

    def below_area(self) -> list[int] | None:
        """The topics of the area that was asked for; None: of all."""
        pk = next((pk for pk, key, _title in self.areas if key == self.values.get("area")), None)
        if pk is None:
            return None
        return list(Topic.objects.descendants(pk, include_self=True).order_by().values_list("pk", flat=True))


class ArticleFilter(SubjectFilter):
    newest = ("-date", "-pk")

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [ANY_CHOICE, *Article.Kind.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    field_order = ["q", "state", "language", "area", "kind", "year", "mine", "sort"]

    def apply_indexed(self, queryset):
        queryset, values = super().apply_indexed(queryset), self.values
        if topics := self.below_area():
            queryset = queryset.about(topics)
        if kind := values.get("kind"):
            queryset = queryset.filter(kind=kind)
        if year := values.get("year"):
            queryset = queryset.filter(date__year=year)
        return queryset


class TopicFilter(SubjectFilter):
    field_order = ["q", "state", "language", "area", "mine", "sort"]

    def apply_indexed(self, queryset):
        queryset = super().apply_indexed(queryset)
        topics = self.below_area()
        return queryset if topics is None else queryset.filter(pk__in=topics)


class ImageFilter(WordsFilter):
    licence = forms.ChoiceField(label=_("Licence"), required=False, choices=lambda: [ANY_CHOICE, *Licence.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    mine = forms.BooleanField(label=_("Uploaded by me"), required=False)
    unfinished = forms.BooleanField(label=_("Not finished"), required=False)

    field_order = ["q", "licence", "year", "mine", "unfinished", "sort"]

    def apply(self, queryset):
        values = self.values
        if words := values.get("q"):
            queryset = queryset.filter(state_filters.in_words(words, ["key", "credit"], ["alt", "caption"]))
        if licence := values.get("licence"):
            queryset = queryset.filter(licence=licence)
        if year := values.get("year"):
            queryset = queryset.filter(created_at__year=year)
        if values.get("unfinished"):
            queryset = queryset.filter(Image.unfinished())
        return queryset.filter(created_by=self.user) if values.get("mine") else queryset


class DocumentFilter(WordsFilter):
    licence = forms.ChoiceField(label=_("Licence"), required=False, choices=lambda: [ANY_CHOICE, *Licence.choices])
    mine = forms.BooleanField(label=_("Uploaded by me"), required=False)

    field_order = ["q", "licence", "mine", "sort"]

    def apply(self, queryset):
        values = self.values
        if words := values.get("q"):
            queryset = queryset.filter(state_filters.in_words(words, ["key", "credit"], ["title"]))
        if licence := values.get("licence"):
            queryset = queryset.filter(licence=licence)
        return queryset.filter(created_by=self.user) if values.get("mine") else queryset


def without_label(tags, languages):
    """Of these tags those that lack a label in one of the languages."""
    return tags.exclude(labels__has_keys=list(languages))


class TagFilter(WordsFilter):
    missing = forms.ChoiceField(
        label=_("Without a label in"), required=False,
        choices=lambda: [("", "–"), ("any", _("some language")),
                         *((code, dict(settings.LANGUAGES)[code]) for code in settings.LANGUAGE_ORDER)],
    )  # fmt: skip

    field_order = ["q", "missing", "sort"]

    def apply(self, queryset):
        from news.models.tag import TagName, normalize_name

        if missing := self.values.get("missing"):
            queryset = without_label(queryset, settings.LANGUAGE_ORDER if missing == "any" else [missing])
        if words := self.values.get("q"):
            queryset = queryset.filter(
                pk__in=TagName.objects.filter(folded__contains=normalize_name(words)).values("tag")
            )
        return queryset


def parse_int(text: str, digits: int = 18) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= digits else None
