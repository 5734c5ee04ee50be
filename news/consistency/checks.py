"""Stops an article whose languages tell different sums, or another one than was confirmed, and says so in words."""

from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from publishing.core.languages import languages
from publishing.core.loading import editions_of, live_editions
from publishing.extension_points import ApprovalWarning

from ..amounts.formatting import in_full
from ..amounts.parser import LANGUAGES
from .compare import Confirmed, Difference, Kind, compare

FIELDS = ("title", "teaser", "body")


def figure_warnings(article, drafts: dict, start: datetime) -> list[ApprovalWarning]:
    """Of these drafts among each other, against the texts of the other languages, and against confirmed figures."""
    if not drafts:
        return []
    texts = {**_other_texts(article, drafts, start), **drafts}
    texts = {code: text for code, text in texts.items() if code in LANGUAGES}  # those whose sums can be read
    words = {code: {name: getattr(text, name) for name in FIELDS} for code, text in texts.items()}
    prefetch_related_objects(list(texts.values()), "mentions__figure")
    figures = {
        Confirmed(code, mention.quote, _key(mention.figure)): mention.figure
        for code, text in texts.items()
        for mention in text.mentions.all()
        if mention.confirmed_at
    }
    found = compare(words, drafts, figures)
    stops = [
        ApprovalWarning(_language_to_warn(each, drafts), _fault_in_words(each, figures), blocks=True)
        for each in found.faults
    ]
    return stops + [ApprovalWarning(_language_to_warn(each, drafts), _hint_in_words(each)) for each in found.hints]


def _other_texts(article, drafts, start) -> dict:
    """The texts of the other languages: what is online at `start`, else what comes next."""
    texts: dict = {}
    if set(languages()) <= set(drafts):
        return texts
    known = editions_of(article)
    coming = sorted((each for each in known if each.is_scheduled(start)), key=lambda each: each.live_from)
    for text in [*live_editions(known, start).values(), *coming]:
        if text.language not in drafts:
            texts.setdefault(text.language, text)
    return texts


def _key(figure) -> tuple[int, int | None, str]:
    top = figure.amount_max
    return round(figure.amount), None if top is None else round(top), figure.currency


def _language_to_warn(difference: Difference, drafts) -> str:
    """Beside which text it is told: one that is being published; of two such, the one that most others contradict."""
    return difference.other if difference.other in drafts else difference.language


def _name(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


def _places(difference: Difference) -> dict[str, str]:
    return {
        "one": _name(difference.language),
        "other": _name(difference.other) if difference.other else "",
        "sentence": difference.sentence,
        "other_sentence": difference.other_sentence,
    }


def _fault_in_words(difference: Difference, figures) -> str:
    places = _places(difference)
    if difference.kind is Kind.FIGURE:
        confirmed = difference.confirmed
        places |= {"sum": in_full(figures[confirmed], get_language()), "quote": confirmed.quote}
        if not difference.sentence:
            return _("%(one)s no longer tells the confirmed figure %(sum)s (“%(quote)s”).") % places
        return _("%(one)s tells another sum than the confirmed figure %(sum)s (“%(quote)s”): “%(sentence)s”") % places
    if not difference.other_sentence:
        return _("A sum is missing in this language: %(other)s. %(one)s says: “%(sentence)s”") % places
    return _("The sums differ. %(one)s: “%(sentence)s” %(other)s: “%(other_sentence)s”") % places


def _hint_in_words(difference: Difference) -> str:
    places = _places(difference)
    if not difference.other_sentence:
        if difference.kind is Kind.DATE:
            return _("A date is missing in this language: %(other)s. %(one)s says: “%(sentence)s”") % places
        return _("A percentage is missing in this language: %(other)s. %(one)s says: “%(sentence)s”") % places
    if difference.kind is Kind.DATE:
        return _("The dates differ. %(one)s: “%(sentence)s” %(other)s: “%(other_sentence)s”") % places
    if difference.kind is Kind.PERCENTAGE:
        return _("The percentages differ. %(one)s: “%(sentence)s” %(other)s: “%(other_sentence)s”") % places
    return _("One sum, but not the same bound. %(one)s: “%(sentence)s” %(other)s: “%(other_sentence)s”") % places
