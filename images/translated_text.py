"""Short texts that belong to facts and stand beside them in each language: a tag's label, a picture's alt text."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0\u202f\u2009\u2011"


def plain(text: str) -> str:
    """One line without control characters and without blanks at its ends."""
    return "".join(c if c.isprintable() or c in NO_BREAK else " " for c in text or "").strip()


class WordsWidget(forms.MultiWidget):
    """One field a language, each with its `lang`, under the names `<name>_en`, `<name>_nl`, …"""

    template_name = "images/words_widget.html"

    def __init__(self, attrs=None, widget=forms.TextInput):
        self.languages = [code for code, _name in settings.LANGUAGES]
        super().__init__({code: widget(attrs={"lang": code}) for code in self.languages}, attrs)

    def decompress(self, value):
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, widget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            widget["language"], widget["language_name"] = code, names[code]
        return context


class WordsFormField(forms.MultiValueField):
    widget = WordsWidget

    def __init__(self, *, max_length=300, long=False, **kwargs):
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        kwargs.setdefault("require_all_fields", False)
        if long:
            kwargs["widget"] = WordsWidget(widget=forms.Textarea)
        fields = [forms.CharField(required=False, max_length=max_length) for _language in settings.LANGUAGES]
        super().__init__(fields, **kwargs)

    def compress(self, values):
        codes = (code for code, _name in settings.LANGUAGES)
        return {code: text for code, value in zip(codes, values, strict=False) if (text := plain(value or ""))}


class WordsField(models.JSONField):
    """`{"en": "…", "nl": "…"}`: plain text by language code, languages without words left out."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs):
        kwargs.pop("encoder", None)
        return models.Field.formfield(
            self, **{"form_class": WordsFormField, "initial": {}, "show_hidden_initial": False, **kwargs}
        )

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        known = dict(settings.LANGUAGES)
        if not isinstance(value, dict) or any(
            code not in known or not isinstance(text, str) for code, text in value.items()
        ):
            raise ValidationError(_("Expected one text for each language code."), code="words")


class LanguageField(models.CharField):
    """The code of one of the site's languages. As in `publishing`, which this app may not import: the choices are no
    part of the schema, so another language is no migration; those below are what the first one wrote down."""

    AS_FIRST_WRITTEN = [("en", "English"), ("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch")]

    def __init__(self, *args, **kwargs):
        kwargs["choices"] = settings.LANGUAGES
        super().__init__(*args, **{"max_length": 8, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, {**kwargs, "choices": self.AS_FIRST_WRITTEN}


def words_in(words: dict, language: str) -> str:
    """The text in that language or nothing: words of another language never slip in."""
    return (words or {}).get(language, "")


def any_words(words: dict) -> str:
    """Some text to name a thing by in the back office: in the order of the site's languages."""
    return next((words[code] for code, _name in settings.LANGUAGES if (words or {}).get(code)), "")
