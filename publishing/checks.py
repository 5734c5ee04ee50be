from django.conf import settings
from django.core.checks import Error, register
from django.utils.translation import override, pgettext


@register()
def addresses_are_translated(app_configs, **kwargs):
    """Fixed segments of addresses live in the compiled messages: without them `/nl/beleid/` would silently be 404."""
    seen = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            seen[language] = pgettext("address", "policy/")
    untranslated = [code for code, segment in seen.items() if code != "en" and segment == "policy/"]
    if not untranslated:
        return []
    return [
        Error(
            "The messages are not compiled: the addresses of these languages are missing: " + ", ".join(untranslated),
            hint="Run `python -m scripts.compile_messages`.",
            id="publishing.E001",
        )
    ]
