from django.conf import settings


def ordered_languages() -> list[str]:
    """The languages as the house puts them; one that the setting forgets comes last."""
    names = dict(settings.LANGUAGES)
    known = [code for code in settings.LANGUAGE_ORDER if code in names]
    return [*known, *(code for code in names if code not in known)]


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def language_names(codes) -> str:
    """“Nederlands, Français”: each in its own language."""
    names = dict(settings.LANGUAGES)
    return ", ".join(names[code] for code in codes)
