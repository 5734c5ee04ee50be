"""Choosing tags, and making one that does not exist yet with its labels, without leaving the article."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from images.translated_text import any_words, plain
from publishing.editor.name_choice_field import NamesField, NamesWidget, loose

from ..models.tag import Tag, TagName, normalize_name

MAX_NEW_TAGS = 20


@dataclass(slots=True)
class NewTag:
    """A name that leads to nothing, the labels typed for it, and whether somebody wants it to be a tag."""

    name: str
    labels: dict[str, str] = field(default_factory=dict)
    wanted: bool = False

    def fields(self):
        names = dict(settings.LANGUAGES)
        return [(code, names[code], self.labels.get(code, "")) for code in names]


def label_of(tag) -> str:
    """In the editor's language, else in any."""
    return tag.labels.get(get_language()) or any_words(tag.labels) or tag.name


def tag_names():
    found = {}
    rows = Tag.objects.values_list("pk", "name", "labels", "names__text").order_by("name", "names__text")
    for pk, name, labels, text in rows:
        option = found.setdefault(pk, (pk, label_of(Tag(name=name, labels=labels)), []))
        if text and loose(text) != loose(option[1]):
            option[2].append(text)
    return sorted(found.values(), key=lambda option: loose(option[1]))


def tag_by_spelling(text):
    """Labels in every language and aliases lead to the tag."""
    return TagName.objects.filter(folded=normalize_name(text)).values_list("tag", flat=True).first()


class TagsWidget(NamesWidget):
    may_make, posted, missing = False, (), ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        known = {loose(each.name): each for each in self.posted}
        context["widget"] |= {
            "may_make": self.may_make,
            "maker_template": "news/new_tag.html",
            "blank": NewTag("", wanted=True),
            "unknown": [known.get(loose(each)) or NewTag(each, {own_language(): each}) for each in self.missing],
        }
        return context


class TagsField(NamesField):
    widget = TagsWidget

    def __init__(self, **kwargs):
        words = {"remove": _("Remove tag %(name)s"), "make": _("Make the tag “%(name)s”…")}
        super().__init__(options=tag_names, find=tag_by_spelling, words=words, **kwargs)

    def unknown(self, names):
        self.widget.missing = names

    def make(self, by) -> list[str]:
        """Make the new tags that were asked for; returns what cannot be made, a sentence each."""
        refusals = []
        for each in self.widget.posted if self.widget.may_make else ():
            if not each.wanted or tag_by_spelling(each.name):
                continue
            try:
                tag = Tag.make(each.labels or {own_language(): each.name}, by, [each.name])
            except ValidationError as refusal:
                refusals += refusal.messages
            else:
                self.options.append((tag.pk, each.name, []))
        return refusals


def own_language() -> str:
    return get_language() if get_language() in dict(settings.LANGUAGES) else settings.LANGUAGES[0][0]


def new_tags(data) -> list[NewTag]:
    """What the fields for new tags hold: names and labels stand in the same order."""
    names = data.getlist("tags-new")[:MAX_NEW_TAGS]
    wanted = {loose(name) for name in data.getlist("tags-make")}
    columns = {code: data.getlist(f"tags-new-{code}") for code, _name in settings.LANGUAGES}
    found = []
    for place, name in enumerate(names):
        labels = {code: plain(column[place])[:100] for code, column in columns.items() if place < len(column)}
        found.append(NewTag(name, {code: label for code, label in labels.items() if label}, loose(name) in wanted))
    return [each for each in found if each.name.strip()]
