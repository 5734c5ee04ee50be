from django.conf import settings
from django.db import models

# What the first migrations wrote down. The choices are no part of the schema: another language is no migration.
AS_FIRST_WRITTEN = [("en", "English"), ("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch")]


class LanguageField(models.CharField):
    """The code of one of the site's languages."""

    def __init__(self, *args, **kwargs):
        kwargs["choices"] = settings.LANGUAGES
        super().__init__(*args, **{"max_length": 8, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, {**kwargs, "choices": AS_FIRST_WRITTEN}
