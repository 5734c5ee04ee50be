"""Choosing things by their name: type it, with suggestions of the browser; works without a script and by keyboard.

One input a chosen thing, some empty ones after them; the order counts (a first topic is the main one). With a script
the inputs become a list with "Make main" and "Remove" and one field to add (static/js/admin/names.js).
"""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EMPTY_INPUTS = 2


def loose(text: str) -> str:
    """Without accents, case and doubled blanks: what two spellings of one name share."""
    bare = (c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join("".join(bare).casefold().split())


class NamesWidget(forms.Widget):
    template_name = "publishing/names_widget.html"

    def __init__(self, attrs=None, *, ordered=False, single=False, words=None):
        super().__init__(attrs)
        self.ordered, self.single, self.words = ordered, single, words or {}
        self.options: list[tuple] = []  # (key, name) or (key, name, further spellings), set by the field

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [value.strip() for value in values if value.strip()]

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        names = {str(option[0]): option[1] for option in self.options}
        chosen = [names.get(str(each), str(each)) for each in (value or [])]
        empty = (0 if chosen else 1) if self.single else EMPTY_INPUTS
        context["widget"] |= {
            "chosen": chosen,
            "empty": [""] * empty,
            "suggestions": [{"name": name, "also": "|".join(*also or [()])} for _key, name, *also in self.options],
            "words": self.words,
            "ordered": self.ordered,
            "single": self.single,
        }
        return context


class NamesField(forms.Field):
    """Keys of the things named. `options()` gives (key, name) or (key, name, further spellings) for suggestions;
    `find(name)` may know more. `words` names the buttons of a chosen thing: `{"remove": "Remove tag %(name)s"}`.
    """

    widget = NamesWidget

    def __init__(self, *, options, find=None, ordered=False, single=False, words=None, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(widget=self.widget(ordered=ordered, single=single, words=words), **kwargs)
        self.read_options, self.find = options, find

    def fill(self) -> None:
        """Read the options anew; the form calls it once."""
        self.widget.options = self.options = list(self.read_options())

    def clean(self, value):
        known = {loose(option[1]): option[0] for option in self.options}
        keys = {str(option[0]) for option in self.options}
        chosen, unknown = [], []
        for each in value or []:
            key = known.get(loose(each)) or (each if each in keys else None) or (self.find(each) if self.find else None)
            (chosen.append(key) if key else unknown.append(each))
        self.unknown(unknown)
        if unknown:
            raise ValidationError(
                _("There is no such name: %(names)s. Nothing of this field was saved.") % {"names": ", ".join(unknown)}
            )
        return list(dict.fromkeys(chosen))

    def unknown(self, names: list[str]) -> None:
        """Called with the names that lead to nothing; a kind of thing may offer to make them."""

    def has_changed(self, initial, data):
        try:
            return [str(each) for each in (initial or [])] != [str(each) for each in self.clean(data)]
        except ValidationError:
            return True
