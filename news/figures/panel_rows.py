"""One card of the form with everything that its template says."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import get_language, get_language_info

from publishing.core.languages import languages

from ..amounts.formatting import in_full
from ..models.figure import FundingFigure
from .detection import Card, Place
from .forms import FigureFacts
from .search import in_line

if TYPE_CHECKING:
    from .panel import Board


@dataclass(frozen=True, slots=True)
class Sum:
    """What `in_full` writes, of a card that is no figure yet."""

    amount: Decimal
    amount_max: Decimal | None
    currency: str
    qualifier: str
    period: str

    @classmethod
    def of(cls, card: Card) -> "Sum":
        amount, top, currency = card.key
        return cls(Decimal(amount), None if top is None else Decimal(top), currency, card.qualifier, card.period)


class Row:
    """A card with everything that its template says."""

    def __init__(self, card: Card, board: "Board"):
        self.card, self.board, self.name = card, board, card.name

    @cached_property
    def figure(self) -> FundingFigure | None:
        return self.board.figures.get(self.card.figure)

    @property
    def amount(self) -> str:
        card = self.card
        return in_full(self.figure or Sum.of(card), get_language())

    @property
    def place(self) -> Place | None:
        return self.card.fullest

    @property
    def sentence(self) -> dict[str, str]:
        before, _quote, after = self.place.sentence.partition(self.place.quote)
        return {"before": before, "quote": self.place.quote, "after": after}

    @property
    def ticks(self) -> list[dict]:
        """One a language that has a text."""
        card = self.card
        return [
            {
                "language": code,
                "name": get_language_info(code)["name_translated"],
                "is_told": code in card.told,
                "waits": card.is_confirmed and code in card.told and code not in card.confirmed,
                "is_lost": code in card.lost,
            }
            for code in languages()
            if code in self.board.texts
        ]

    @property
    def waits(self) -> str:
        """Languages in which a confirmed sum stands that nobody has confirmed there."""
        card = self.card
        return ", ".join(code for code in languages() if card.is_confirmed and code in card.told - card.confirmed)

    @property
    def may_let_go(self) -> bool:
        return any(self.board.shown[code].is_working() for code in self.card.lost if code in self.board.shown)

    @property
    def near(self) -> int:
        return self.card.key[0]

    @property
    def alike(self) -> list[dict]:
        """The nearest amounts first."""
        near = sorted(self.board.alike, key=lambda each: abs(each.amount - self.near))
        return [{"pk": each.pk, "words": in_line(each)} for each in near]

    @property
    def is_new(self) -> bool:
        """Nobody has confirmed it in any language."""
        return not self.card.is_confirmed and not self.card.lost

    @property
    def is_public(self) -> bool:
        return self.card.figure in self.board.public

    @property
    def is_online(self) -> bool:
        """Its words are live already, so that confirming makes it public at once."""
        return any(
            place.language in self.board.shown and not self.board.shown[place.language].is_working()
            for place in self.card.places
        )

    @property
    def has_text(self) -> bool:
        """Is there a stored text to which a confirmation can be bound?"""
        return any(code in self.board.shown for code in self.card.told)

    @property
    def bound_differs(self) -> str:
        """The bound that the text says now, if the confirmed figure has another."""
        figure, said = self.figure, self.card.qualifier
        if not (figure and self.card.is_confirmed and self.card.places) or figure.qualifier == said:
            return ""
        return in_full(Sum.of(self.card), get_language())

    @cached_property
    def form(self) -> FigureFacts:
        initial = None
        if not self.figure:
            proposal = self.board.proposal(self.card)
            initial = {name: getattr(proposal, name) for name in proposal.__slots__}
            initial["qualifier"] = self.card.qualifier
        return FigureFacts(
            instance=self.figure,
            initial=initial,
            prefix=f"money-{self.name}",
            organisations=self.board.choices,
            short=self.board.abbreviations,
            keeps_bound=self.card.is_confirmed or self.card.key[1] is not None,
            replaced=[(row.figure.pk, row.amount) for row in self.board.vanished] if not self.figure else [],
        )
