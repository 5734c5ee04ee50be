"""The cards of one article as the form shows them: what its texts tell, what is stored of it, what may be supposed."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, get_language_info, gettext, ngettext

from publishing import hooks
from publishing.editions import languages

from .amounts_in_words import in_full
from .figures import FigureMention, FundingFigure, Organisation
from .money_cards import Card, Place, cards
from .money_form import FigureFacts, choices_of_organisations
from .money_mentions import known_of, words_of
from .money_proposals import Party, Proposal, Said, propose
from .money_search import in_line
from .set_aside import SetAsideSum

MOST_ALIKE = 40


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


@dataclass
class Board:
    """`typed`: words by language as they stand in the browser, saved or not; other languages as they are stored."""

    article: object = None
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    user: object = None

    # -- what there is ---------------------------------------------------------------------------------------------
    @cached_property
    def editions(self) -> list:
        """Every text of the article in which a sum can stand today or on its day: drafts, live and scheduled ones."""
        if self.article is None:
            return []
        family = self.article.editions
        found = {each.pk: each for each in [*family.working(), *family.live(), *family.scheduled()]}
        return list(found.values())

    @cached_property
    def shown(self) -> dict:
        """By language the text that the form shows: the draft, else what is live, else what comes."""
        order = sorted(self.editions, key=lambda each: (not each.is_working(), each.is_scheduled(), each.pk))
        found: dict = {}
        for edition in order:
            found.setdefault(edition.language, edition)
        return found

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        own = get_language()
        order = sorted(languages(), key=lambda code: code != own)
        stored = {code: words_of(edition) for code, edition in self.shown.items()}
        texts = {code: self._typed(code) or stored.get(code) for code in order}
        return {code: text for code, text in texts.items() if text and any(text.values())}

    def _typed(self, code):
        edition = self.shown.get(code)
        return self.typed.get(code) if edition is None or edition.is_working() else None

    @cached_property
    def mentions(self) -> list[FigureMention]:
        found = FigureMention.objects.filter(edition__in=self.editions).select_related("figure", "edition")
        return list(found.order_by("edition", "field", "start"))

    @cached_property
    def cards(self) -> list[Card]:
        shown = {each.pk for each in self.shown.values()}
        known = known_of(each for each in self.mentions if each.edition_id in shown)
        return cards(self.texts, known, {each.key for each in self.set_aside})

    @cached_property
    def set_aside(self) -> list[SetAsideSum]:
        return list(self.article.set_aside_sums.all()) if self.article else []

    @cached_property
    def figures(self) -> dict[int, FundingFigure]:
        wanted = [card.figure for card in self.cards if card.figure]
        return FundingFigure.objects.select_related("provider", "receiver", "channel").in_bulk(wanted)

    @cached_property
    def public(self) -> set[int]:
        return set(FundingFigure.objects.public().filter(pk__in=list(self.figures)).values_list("pk", flat=True))

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(Organisation.objects.order_by("key"))

    def card(self, name: str) -> Card | None:
        return next((card for card in self.cards if card.name == name), None)

    # -- what may be supposed ----------------------------------------------------------------------------------------
    @cached_property
    def parties(self) -> tuple[Party, ...]:
        givers = set(FundingFigure.objects.order_by().values_list("provider", flat=True).distinct())
        return tuple(
            Party(
                pk=each.pk,
                names=tuple(
                    (code, (*filter(None, [each.names.get(code), each.abbreviation]),)) for code in languages()
                ),
                gives=each.pk in givers,
                country=each.country.code or "",
            )
            for each in self.organisations
        )

    @cached_property
    def countries(self) -> list[str]:
        return [row.country.code for row in self.article.country_rows.all()] if self.article else []

    def proposal(self, card: Card) -> Proposal:
        own = next((each.pk for each in self.organisations if each.key == settings.ORGANISATION["key"]), None)
        in_full = [place for place in card.places if place.field == "body"] or card.places  # titles name nobody
        said = [Said(place.sentence, place.language, place.quote) for place in in_full]
        return propose(said, self.parties, own, self.countries)

    # -- as the page needs it ----------------------------------------------------------------------------------------
    @cached_property
    def alike(self) -> list[FundingFigure]:
        """Figures of this article, and all of an amount that waits here: what a sum is most likely the same as."""
        amounts = [card.key[0] for card in self.cards if not card.is_confirmed]
        mine = Q(mentions__edition__subject=self.article) if self.article else Q(pk=None)
        wanted = FundingFigure.objects.filter(mine | Q(amount__in=amounts)).order_by("-created_at", "-pk").distinct()
        return list(wanted.select_related("provider", "receiver")[:MOST_ALIKE])

    @cached_property
    def choices(self) -> list[tuple]:
        return choices_of_organisations(self.organisations, get_language())

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        return {str(each.pk): each.abbreviation for each in self.organisations if each.abbreviation}

    @cached_property
    def rows(self) -> list["Row"]:
        return [Row(card, self) for card in self.cards]

    @property
    def open(self) -> list["Row"]:
        return [row for row in self.rows if not row.card.is_set_aside]

    @property
    def aside(self) -> list["Row"]:
        return [row for row in self.rows if row.card.is_set_aside]

    @property
    def vanished(self) -> list["Row"]:
        """Confirmed sums that no text tells of any more: a new sum may take the place of one."""
        return [row for row in self.rows if row.card.figure and row.card.lost and not row.card.told]

    @property
    def to_confirm(self) -> int:
        return sum(not row.card.is_done for row in self.rows)

    @property
    def count(self) -> str:
        number, waiting = len(self.open), self.to_confirm
        if not number:
            return gettext("no sums")
        sums = ngettext("%(number)s sum", "%(number)s sums", number) % {"number": number}
        if not waiting:
            return gettext("%(sums)s, all confirmed") % {"sums": sums}
        return gettext("%(sums)s, %(waiting)s to confirm") % {"sums": sums, "waiting": waiting}

    @property
    def may_confirm(self) -> bool:
        return self.article is not None and hooks.may(self.user, "confirm_figure", self.article)

    @property
    def marks(self) -> dict[str, list[dict]]:
        """For the underline in the editor: the words of each sum by language, and whether it waits."""
        found: dict[str, dict[str, bool]] = {}
        for card in self.cards:
            for place in card.places:
                found.setdefault(place.language, {})[place.quote] = not card.is_done
        return {
            code: [{"words": words, "waits": waits} for words, waits in each.items()] for code, each in found.items()
        }


class Row:
    """A card with everything that its template says."""

    def __init__(self, card: Card, board: Board):
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
