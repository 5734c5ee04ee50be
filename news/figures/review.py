"""In which languages a confirmed sum stands, for whoever reviews a text."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..amounts.formatting import in_full
from ..models.figure import FigureMention


def sums_in_words(subject) -> list[str]:
    """“At least €9,000,000 stands in fr, nl; not in en.”, for drafts, and for what is live where there is none."""
    drafts = {each.language: each for each in subject.editions.working()}
    texts = {each.language: each for each in subject.editions.live()} | drafts
    mentions = FigureMention.objects.confirmed().filter(edition__in=[each.pk for each in texts.values()])
    languages: dict = {}
    for mention in mentions.select_related("figure", "edition").order_by("figure", "edition__language"):
        languages.setdefault(mention.figure, set()).add(mention.edition.language)
    return [_sentence(figure, found, sorted(texts.keys() - found)) for figure, found in languages.items()]


def _sentence(figure, found, missing) -> str:
    amount = in_full(figure, get_language())
    parts = {"amount": amount, "languages": ", ".join(sorted(found)), "missing": ", ".join(missing)}
    if missing:
        return _("The confirmed sum %(amount)s stands in %(languages)s; not in %(missing)s.") % parts
    return _("The confirmed sum %(amount)s stands in %(languages)s.") % parts
