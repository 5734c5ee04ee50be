from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.utils.translation import override, pgettext


@register()
def addresses_are_translated(app_configs, **kwargs):
    """Fixed segments of addresses live in the compiled messages: without them `/nl/beleid/` would silently be 404."""
    seen = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            seen[language] = pgettext("address", "policy/")
    missing = [code for code, segment in seen.items() if code != "en" and segment == "policy/"]
    untranslated = [code for code in missing if _has_messages(code)]
    foreign = [
        Warning(
            f"There are no messages in “{code}” yet: its addresses and the words around its texts are English.",
            hint=f"Run `python -m scripts.messages {code}` and translate locale/{code}/LC_MESSAGES/django.po.",
            id="publishing.W001",
        )
        for code in missing
        if code not in untranslated
    ]
    if not untranslated:
        return foreign
    return [
        *foreign,
        Error(
            "The messages are not compiled: the addresses of these languages are missing: " + ", ".join(untranslated),
            hint="Run `python -m scripts.compile_messages`.",
            id="publishing.E001",
        ),
    ]


def _has_messages(language: str) -> bool:
    return any(Path(place, language, "LC_MESSAGES", "django.po").is_file() for place in settings.LOCALE_PATHS)
