"""A language that has no text yet: from which of the others somebody may start, in the words of the form.

To start is to write with the other text beside it. Nothing is copied and nothing is translated: the draft comes into
being with the first word that is saved.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOTHING_YET = {
    "en": gettext_lazy("No English text yet"),
    "nl": gettext_lazy("No Dutch text yet"),
    "fr": gettext_lazy("No French text yet"),
    "de": gettext_lazy("No German text yet"),
}
START_FROM = {
    "en": gettext_lazy("Start from the English text"),
    "nl": gettext_lazy("Start from the Dutch text"),
    "fr": gettext_lazy("Start from the French text"),
    "de": gettext_lazy("Start from the German text"),
}
TO_TRASH = {
    "en": gettext_lazy("Move the English draft to the trash…"),
    "nl": gettext_lazy("Move the Dutch draft to the trash…"),
    "fr": gettext_lazy("Move the French draft to the trash…"),
    "de": gettext_lazy("Move the German draft to the trash…"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may stand beside: `act` is what its button posts."""

    language: str
    act: str
    words: str


def nothing_yet(language: str) -> str:
    return str(NOTHING_YET.get(language) or _("No text in %(language)s yet") % {"language": _name(language)})


def to_trash(language: str) -> str:
    return str(TO_TRASH.get(language) or _("Move this draft to the trash…"))


def sources(language: str, readable: list[str]) -> list[Source]:
    return [Source(other, f"start:{language}:{other}", _words(other)) for other in readable if other != language]


def side_by_side_request(value: str, readable: dict) -> tuple[str, str]:
    """(language, source) of `?start=nl:fr`; empty where there is no such text."""
    language, _colon, source = (value or "").partition(":")
    return (language, source) if source in readable and language != source else ("", "")


def _words(language):
    return str(START_FROM.get(language) or _("Start from the text in %(language)s") % {"language": _name(language)})


def _name(language):
    return dict(settings.LANGUAGES).get(language, language)
