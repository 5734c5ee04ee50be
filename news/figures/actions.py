"""What a person decides about a sum: confirm, same as another, no funding; and takes back or changes."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing import extension_points

from ..models.figure import FigureMention, FundingFigure, SetAsideSum
from .confirmation import can_change_figure, confirm_mentions, detach_mentions
from .detection import DetectedAmount, occurrences_in
from .forms import PARTY_FIELDS, FigureFactsForm
from .mentions import field_texts, figure_key
from .panel import FigurePanel
from .panel_rows import FigureCard


class ActionRefused(Exception):
    """Why an act was not done, in a sentence for the editor."""


@transaction.atomic
def run_action(panel: FigurePanel, name: str, card_name: str, data) -> str:
    """Do it, and say what was done. `data` holds the fields of the card under its prefix."""
    extension_points.require(panel.user, "confirm_figure", panel.article)
    card = next((card for card in panel.cards if card.name == card_name), None)
    if card is None or name not in ACTIONS:
        raise ActionRefused(_("This sum no longer stands in the text. Look at the list again."))
    return ACTIONS[name](panel, card, data)


def confirm(panel: FigurePanel, card: FigureCard, data) -> str:
    detected, figure = card.detected, card.figure
    if not detected.is_confirmed:
        form = _valid(card, data)
        _require_all_texts(panel, figure)
        figure = figure or FundingFigure(currency=detected.key[2], period=detected.period)
        figure.amount, figure.amount_max = Decimal(detected.key[0]), detected.key[1] and Decimal(detected.key[1])
        figure.qualifier = "range" if detected.key[1] else form.cleaned_data["qualifier"]
        for field, value in form.facts().items():
            setattr(figure, field, value)
        replaced = form.cleaned_data.get("replaces")
        figure.supersedes_id = int(replaced) if replaced else figure.supersedes_id
        _save(figure)
    confirm_mentions(figure, _mentions(panel, detected, figure), panel.user, card.amount)
    return _("Confirmed: %(sum)s.") % {"sum": card.amount}


def link_to_existing(panel: FigurePanel, card: FigureCard, data) -> str:
    """The same money, told of before. Another amount or currency for it is a figure of its own that never counts."""
    pk = str(data.get(f"money-{card.name}-same", ""))
    existing = FundingFigure.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None
    if existing is None:
        raise ActionRefused(_("Choose the figure that it is the same as."))
    detected = card.detected
    figure = existing
    if figure_key(existing) != detected.key:
        figure = FundingFigure(
            amount=detected.key[0],
            amount_max=detected.key[1],
            currency=detected.key[2],
            qualifier=detected.qualifier,
            period=detected.period,
            equivalent_of=existing,
            **{name: getattr(existing, name) for name in ("stage", "country", "value_date", *PARTY_FIELDS)},
        )
        _save(figure)
    amount = f"{card.amount} = {existing.key}"
    confirm_mentions(figure, _mentions(panel, detected, figure), panel.user, amount, "link_figure")
    return _("Linked: %(sum)s. It is counted once.") % {"sum": card.amount}


def dismiss(panel: FigurePanel, card: FigureCard, data) -> str:
    if card.detected.is_confirmed:
        raise ActionRefused(_("A confirmed figure cannot be set aside."))
    amount, top, currency = card.detected.key
    SetAsideSum.objects.get_or_create(
        article=panel.article, amount=amount, amount_max=top, currency=currency, defaults={"by": panel.user}
    )
    extension_points.record(panel.user, "set_aside_figure", panel.article, after=card.amount)
    return _("Set aside: %(sum)s.") % {"sum": card.amount}


def restore(panel: FigurePanel, card: FigureCard, data) -> str:
    amount, top, currency = card.detected.key
    panel.article.set_aside_sums.filter(amount=amount, amount_max=top, currency=currency).delete()
    extension_points.record(panel.user, "bring_back_figure", panel.article, before=card.amount)
    return _("Brought back: %(sum)s.") % {"sum": card.amount}


def change(panel: FigurePanel, card: FigureCard, data) -> str:
    """The facts of a confirmed figure; its amount, currency and bound stay. What is public needs the right to it."""
    if card.figure is None:
        raise ActionRefused(_("This sum is not confirmed yet."))
    if card.is_public:
        extension_points.require(panel.user, "change_facts", panel.article)
    _require_all_texts(panel, card.figure)
    form, figure = _valid(card, data), card.figure
    facts = form.facts()
    before = {name: str(getattr(figure, name) or "") for name in facts}
    for field, value in facts.items():
        setattr(figure, field, value)
    _save(figure)
    after = {name: str(getattr(figure, name) or "") for name in facts}
    _record(panel, "change_figure", figure, before=before, after=after)
    return _("Changed: %(sum)s.") % {"sum": card.amount}


def detach(panel: FigurePanel, card: FigureCard, data) -> str:
    """The drafts no longer tell of it: their mentions go. What is live keeps its own."""
    drafts = [each for each in panel.editions if each.is_working() and each.language in card.detected.lost]
    if card.figure is None or not drafts:
        raise ActionRefused(_("Only a draft can let a figure go; what is live keeps it until the draft replaces it."))
    mentions = card.figure.mentions.filter(edition__in=drafts).select_related("edition__subject")
    detach_mentions(card.figure, mentions, panel.user)
    return _("Let go: %(sum)s. It stays public as long as a live text tells of it.") % {"sum": card.amount}


ACTIONS = {
    "confirm": confirm,
    "same": link_to_existing,
    "aside": dismiss,
    "back": restore,
    "change": change,
    "let-go": detach,
}


def _valid(card: FigureCard, data) -> FigureFactsForm:
    blank = card.form
    form = FigureFactsForm(
        data,
        instance=card.figure,
        prefix=blank.prefix,
        organisations=card.panel.choices,
        keeps_bound="qualifier" not in blank.fields,
        replaced=blank.fields["replaces"].choices[1:] if "replaces" in blank.fields else [],
    )
    if not form.is_valid():
        shown = form.errors.get("stage") or [sentence for errors in form.errors.values() for sentence in errors]
        raise ActionRefused(" ".join(shown))
    return form


def _save(figure: FundingFigure) -> None:
    try:
        figure.clean()
        figure.save()
    except ValidationError as refusal:
        raise ActionRefused(" ".join(refusal.messages)) from refusal


def _require_all_texts(panel: FigurePanel, figure: FundingFigure | None) -> None:
    if figure and not can_change_figure(panel.user, figure):
        raise ActionRefused(_("Another text that you may not write mentions this sum as well."))


def _mentions(panel: FigurePanel, detected: DetectedAmount, figure: FundingFigure) -> list[FigureMention]:
    """The words wherever the sum stands, in drafts and in what is live or scheduled, stored or not yet."""
    found = []
    for edition in panel.editions:
        if panel.shown_editions[edition.language] is edition:
            places = [place for place in detected.occurrences if place.language == edition.language]
        else:
            places = [
                place for place in occurrences_in(field_texts(edition), edition.language) if place.key == detected.key
            ]
        taken = {(each.field, each.start): each for each in panel.mentions if each.edition_id == edition.pk}
        for place in places:
            there = taken.get((place.field, place.start))
            if there and there.confirmed_at and there.figure_id != figure.pk:
                continue  # another figure has these words
            mention = there or FigureMention(edition=edition, field=place.field, start=place.start)
            mention.quote = place.quote
            found.append(mention)
    if not found:
        raise ActionRefused(_("Save the text first: a confirmation belongs to words that are saved."))
    return found


def _record(panel: FigurePanel, verb: str, figure: FundingFigure, before="", after="") -> None:
    before = before and {"figure": figure.key, "was": before}
    extension_points.record(panel.user, verb, panel.article, before=before, after={"figure": figure.key, "is": after})
