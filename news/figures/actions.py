"""What a person decides about a sum: confirm, same as another, no funding; and takes back or changes."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import hooks

from ..models.figure import FigureMention, FundingFigure, SetAsideSum
from .detection import Card, found_in
from .forms import PARTIES, FigureFacts
from .mentions import key_of_figure, words_of
from .panel import Board
from .panel_rows import Row


class NotDone(Exception):
    """Why an act was not done, in a sentence for the editor."""


@transaction.atomic
def act(board: Board, name: str, card_name: str, data) -> str:
    """Do it, and say what was done. `data` holds the fields of the card under its prefix."""
    hooks.require(board.user, "confirm_figure", board.article)
    row = next((row for row in board.rows if row.name == card_name), None)
    if row is None or name not in ACTS:
        raise NotDone(_("This sum no longer stands in the text. Look at the list again."))
    return ACTS[name](board, row, data)


def confirm(board: Board, row: Row, data) -> str:
    card, figure = row.card, row.figure
    if not card.is_confirmed:
        form = _valid(row, data)
        figure = figure or FundingFigure(currency=card.key[2], period=card.period)
        figure.amount, figure.amount_max = Decimal(card.key[0]), card.key[1] and Decimal(card.key[1])
        figure.qualifier = "range" if card.key[1] else form.cleaned_data["qualifier"]
        for field, value in form.facts().items():
            setattr(figure, field, value)
        replaced = form.cleaned_data.get("replaces")
        figure.supersedes_id = int(replaced) if replaced else figure.supersedes_id
        _save(figure)
    languages = _bind(board, card, figure)
    _record(board, "confirm_figure", figure, after=f"{row.amount} ({', '.join(languages)})")
    return _("Confirmed: %(sum)s.") % {"sum": row.amount}


def same_as(board: Board, row: Row, data) -> str:
    """The same money, told of before. Another amount or currency for it is a figure of its own that never counts."""
    pk = str(data.get(f"money-{row.name}-same", ""))
    known = FundingFigure.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None
    if known is None:
        raise NotDone(_("Choose the figure that it is the same as."))
    card = row.card
    figure = known
    if key_of_figure(known) != card.key:
        figure = FundingFigure(
            amount=card.key[0],
            amount_max=card.key[1],
            currency=card.key[2],
            qualifier=card.qualifier,
            period=card.period,
            equivalent_of=known,
            **{name: getattr(known, name) for name in ("stage", "country", "value_date", *PARTIES)},
        )
        _save(figure)
    languages = _bind(board, card, figure)
    _record(board, "link_figure", figure, after=f"{row.amount} = {known.key} ({', '.join(languages)})")
    return _("Linked: %(sum)s. It is counted once.") % {"sum": row.amount}


def set_aside(board: Board, row: Row, data) -> str:
    if row.card.is_confirmed:
        raise NotDone(_("A confirmed figure cannot be set aside."))
    amount, top, currency = row.card.key
    SetAsideSum.objects.get_or_create(
        article=board.article, amount=amount, amount_max=top, currency=currency, defaults={"by": board.user}
    )
    hooks.record(board.user, "set_aside_figure", board.article, after=row.amount)
    return _("Set aside: %(sum)s.") % {"sum": row.amount}


def bring_back(board: Board, row: Row, data) -> str:
    amount, top, currency = row.card.key
    board.article.set_aside_sums.filter(amount=amount, amount_max=top, currency=currency).delete()
    hooks.record(board.user, "bring_back_figure", board.article, before=row.amount)
    return _("Brought back: %(sum)s.") % {"sum": row.amount}


def change(board: Board, row: Row, data) -> str:
    """The facts of a confirmed figure; its amount, currency and bound stay. What is public needs the right to it."""
    if row.figure is None:
        raise NotDone(_("This sum is not confirmed yet."))
    if row.is_public:
        hooks.require(board.user, "change_facts", board.article)
    form, figure = _valid(row, data), row.figure
    facts = form.facts()
    before = {name: str(getattr(figure, name) or "") for name in facts}
    for field, value in facts.items():
        setattr(figure, field, value)
    _save(figure)
    after = {name: str(getattr(figure, name) or "") for name in facts}
    _record(board, "change_figure", figure, before=before, after=after)
    return _("Changed: %(sum)s.") % {"sum": row.amount}


def let_go(board: Board, row: Row, data) -> str:
    """The drafts no longer tell of it: their mentions go. What is live keeps its own."""
    drafts = [each for each in board.editions if each.is_working() and each.language in row.card.lost]
    if row.figure is None or not drafts:
        raise NotDone(_("Only a draft can let a figure go; what is live keeps it until the draft replaces it."))
    FigureMention.objects.filter(figure=row.figure, edition__in=drafts).delete()
    _record(board, "let_go_figure", row.figure, before=", ".join(each.language for each in drafts))
    return _("Let go: %(sum)s. It stays public as long as a live text tells of it.") % {"sum": row.amount}


ACTS = {
    "confirm": confirm,
    "same": same_as,
    "aside": set_aside,
    "back": bring_back,
    "change": change,
    "let-go": let_go,
}


def _valid(row: Row, data) -> FigureFacts:
    blank = row.form
    form = FigureFacts(
        data,
        instance=row.figure,
        prefix=blank.prefix,
        organisations=row.board.choices,
        keeps_bound="qualifier" not in blank.fields,
        replaced=blank.fields["replaces"].choices[1:] if "replaces" in blank.fields else [],
    )
    if not form.is_valid():
        shown = form.errors.get("stage") or [sentence for errors in form.errors.values() for sentence in errors]
        raise NotDone(" ".join(shown))
    return form


def _save(figure: FundingFigure) -> None:
    try:
        figure.clean()
        figure.save()
    except ValidationError as refusal:
        raise NotDone(" ".join(refusal.messages)) from refusal


def _bind(board: Board, card: Card, figure: FundingFigure) -> list[str]:
    """Confirmed mentions wherever the sum stands, in drafts and in what is live or scheduled; returns the languages."""
    bound = set()
    for edition in board.editions:
        if board.shown[edition.language] is edition:
            places = [place for place in card.places if place.language == edition.language]
        else:
            places = [place for place in found_in(words_of(edition), edition.language) if place.key == card.key]
        taken = {(each.field, each.start): each for each in board.mentions if each.edition_id == edition.pk}
        for place in places:
            there = taken.get((place.field, place.start))
            if there and there.confirmed_at and there.figure_id != figure.pk:
                continue  # another figure has these words
            FigureMention.objects.update_or_create(
                edition=edition,
                field=place.field,
                start=place.start,
                defaults={
                    "figure": figure,
                    "quote": place.quote,
                    "confirmed_at": (there and there.confirmed_at) or timezone.now(),
                    "confirmed_by": there.confirmed_by if there and there.confirmed_at else board.user,
                },
            )
            bound.add(edition.language)
    if not bound:
        raise NotDone(_("Save the text first: a confirmation belongs to words that are saved."))
    return sorted(bound)


def _record(board: Board, verb: str, figure: FundingFigure, before="", after="") -> None:
    before = before and {"figure": figure.key, "was": before}
    hooks.record(board.user, verb, board.article, before=before, after={"figure": figure.key, "is": after})
