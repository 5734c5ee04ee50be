"""One card of the form with everything that its template says."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from django.utils.translation import get_language, get_language_info

from publishing.core.languages import languages

from ..amounts.formatting import in_full
from ..models.figure import FundingFigure
from .detection import DetectedAmount, Occurrence
from .forms import FigureFactsForm
from .search import summary_line
from .suggestions import Suggestion


class Panel(Protocol):
    """What a card reads of the panel on which it stands (`panel.FigurePanel`)."""

    texts: dict[str, dict[str, str]]  # by language
    shown_editions: dict  # by language
    figures: dict[int, FundingFigure]
    similar: list[FundingFigure]
    public: set[int]
    lost_cards: list["FigureCard"]
    choices: list[tuple]
    abbreviations: dict[str, str]

    def suggestion(self, detected: DetectedAmount) -> Suggestion: ...


@dataclass(frozen=True, slots=True)
class DisplayAmount:
    """What `in_full` writes, of a card that is no figure yet."""

    amount: Decimal
    amount_max: Decimal | None
    currency: str
    qualifier: str
    period: str

    @classmethod
    def of(cls, detected: DetectedAmount) -> "DisplayAmount":
        amount, top, currency = detected.key
        return cls(
            Decimal(amount), None if top is None else Decimal(top), currency, detected.qualifier, detected.period
        )


class FigureCard:
    """A card with everything that its template says."""

    def __init__(self, detected: DetectedAmount, panel: Panel):
        self.detected, self.panel, self.name = detected, panel, detected.name

    @cached_property
    def figure(self) -> FundingFigure | None:
        return self.panel.figures.get(self.detected.figure)

    @property
    def amount(self) -> str:
        detected = self.detected
        return in_full(self.figure or DisplayAmount.of(detected), get_language())

    @property
    def place(self) -> Occurrence | None:
        return self.detected.best_occurrence

    @property
    def sentence(self) -> dict[str, str]:
        before, _quote, after = self.place.sentence.partition(self.place.quote)
        return {"before": before, "quote": self.place.quote, "after": after}

    @property
    def ticks(self) -> list[dict]:
        """One a language that has a text."""
        detected = self.detected
        return [
            {
                "language": code,
                "name": get_language_info(code)["name_translated"],
                "is_mentioned": code in detected.mentioned,
                "waits": detected.is_confirmed and code in detected.mentioned and code not in detected.confirmed,
                "is_lost": code in detected.lost,
            }
            for code in languages()
            if code in self.panel.texts
        ]

    @property
    def unconfirmed_languages(self) -> str:
        """Languages in which a confirmed sum stands that nobody has confirmed there."""
        detected = self.detected
        return ", ".join(
            code for code in languages() if detected.is_confirmed and code in detected.mentioned - detected.confirmed
        )

    @property
    def can_detach(self) -> bool:
        return any(
            self.panel.shown_editions[code].is_working()
            for code in self.detected.lost
            if code in self.panel.shown_editions
        )

    @property
    def near(self) -> int:
        return self.detected.key[0]

    @property
    def similar(self) -> list[dict]:
        """The nearest amounts first."""
        near = sorted(self.panel.similar, key=lambda each: abs(each.amount - self.near))
        return [{"pk": each.pk, "words": summary_line(each)} for each in near]

    @property
    def is_new(self) -> bool:
        """Nobody has confirmed it in any language."""
        return not self.detected.is_confirmed and not self.detected.lost

    @property
    def is_public(self) -> bool:
        return self.detected.figure in self.panel.public

    @property
    def is_online(self) -> bool:
        """Its words are live already, so that confirming makes it public at once."""
        return any(
            place.language in self.panel.shown_editions and not self.panel.shown_editions[place.language].is_working()
            for place in self.detected.occurrences
        )

    @property
    def has_text(self) -> bool:
        """Is there a stored text to which a confirmation can be bound?"""
        return any(code in self.panel.shown_editions for code in self.detected.mentioned)

    @property
    def bound_differs(self) -> str:
        """The bound that the text says now, if the confirmed figure has another."""
        figure, qualifier = self.figure, self.detected.qualifier
        if not (figure and self.detected.is_confirmed and self.detected.occurrences) or figure.qualifier == qualifier:
            return ""
        return in_full(DisplayAmount.of(self.detected), get_language())

    @cached_property
    def form(self) -> FigureFactsForm:
        initial = None
        if not self.figure:
            suggestion = self.panel.suggestion(self.detected)
            initial = {name: getattr(suggestion, name) for name in suggestion.__slots__}
            initial["qualifier"] = self.detected.qualifier
        return FigureFactsForm(
            instance=self.figure,
            initial=initial,
            prefix=f"money-{self.name}",
            organisations=self.panel.choices,
            short=self.panel.abbreviations,
            keeps_bound=self.detected.is_confirmed or self.detected.key[1] is not None,
            replaced=[(card.figure.pk, card.amount) for card in self.panel.lost_cards] if not self.figure else [],
        )
