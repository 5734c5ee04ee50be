"""The same page in the other languages: for the switch in the header and for hreflang."""

from typing import NamedTuple

from django.conf import settings
from django.urls import translate_url
from django.utils.translation.trans_real import parse_accept_lang_header

from ..core.languages import ordered_languages
from .memory_cache import StateCache

_translated_urls = StateCache(50)


class Alternate(NamedTuple):
    """`url` is empty where the page does not exist in that language."""

    code: str
    name: str
    url: str
    current: bool


def alternates(current: str, urls: dict[str, str]) -> list[Alternate]:
    """In the order of the settings, none first by accident."""
    names = dict(settings.LANGUAGES)
    return [Alternate(code, names[code], urls.get(code, ""), code == current) for code in ordered_languages()]


def same_view(request) -> list[Alternate]:
    """For pages that exist in every language: the same view, the same parameters."""
    path, question_mark, query = request.get_full_path().partition("?")
    urls = _translated_urls.get_or_set(
        path, lambda: {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    )
    return alternates(request.LANGUAGE_CODE, {code: url + question_mark + query for code, url in urls.items()})


def default_page(alternates: list[Alternate] | None) -> str:
    """For readers of no language of ours (`x-default`): the English page, else the first that exists."""
    pages = [page for page in alternates or [] if page.url]
    return next((page.url for page in [*(page for page in pages if page.code == settings.LANGUAGE_CODE), *pages]), "")


def accepted_languages(request) -> list[str]:
    """Our languages that the browser asks for, the most wished first: `fr-BE` is French."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    known = dict(settings.LANGUAGES)
    return list(dict.fromkeys(code[:2] for code, _weight in accepted if code[:2] in known))
