"""The cards of one article as the form shows them: what its texts tell, what is stored of it, what may be supposed."""

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When, prefetch_related_objects
from django.utils.translation import get_language, gettext, ngettext

from publishing import hooks
from publishing.core.languages import languages
from publishing.core.loading import editions_of, live_editions

from ..models.figure import FigureMention, FundingFigure, Organisation, SetAsideSum
from .detection import Card, cards
from .forms import choices_of_organisations
from .mentions import known_of, words_of
from .panel_rows import Row
from .suggestions import Party, Proposal, Said, propose

MOST_ALIKE = 40
MENTIONS = Prefetch("mentions", FigureMention.objects.select_related("figure").order_by("field", "start"))


def shown_among(editions) -> dict:
    """By language the text that the form shows: the draft, else what is live, else what comes."""
    found: dict = {}
    for edition in sorted(editions, key=lambda each: (not each.is_working(), each.is_scheduled(), each.pk)):
        found.setdefault(edition.language, edition)
    return found


def in_reading_order(shown: dict, typed=MappingProxyType({})) -> dict[str, dict[str, str]]:
    """The words by language, that of the editor first; what is `typed` stands for what is stored."""
    own = get_language()
    stored = {code: words_of(edition) for code, edition in shown.items()}
    texts = {code: typed.get(code) or stored.get(code) for code in sorted(languages(), key=lambda code: code != own)}
    return {code: text for code, text in texts.items() if text and any(text.values())}


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
        known = editions_of(self.article)
        live = live_editions(known).values()
        return [each for each in known if each.is_working() or each.is_scheduled() or each in live]

    @cached_property
    def shown(self) -> dict:
        """By language the text that the form shows: the draft, else what is live, else what comes."""
        return shown_among(self.editions)

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        typed = {code: self._typed(code) for code in languages()}
        return in_reading_order(self.shown, {code: text for code, text in typed.items() if text})

    def _typed(self, code):
        edition = self.shown.get(code)
        return self.typed.get(code) if edition is None or edition.is_working() else None

    @cached_property
    def mentions(self) -> list[FigureMention]:
        prefetch_related_objects(self.editions, MENTIONS)  # unless the page has read them already
        texts = sorted(self.editions, key=lambda each: each.pk)
        return [mention for text in texts for mention in text.mentions.all()]

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
        return {each.pk: each for each in self._met if each.is_told_here}

    @cached_property
    def public(self) -> set[int]:
        return {pk for pk, each in self.figures.items() if each.is_public}

    @cached_property
    def alike(self) -> list[FundingFigure]:
        """Figures of this article, and all of an amount that waits here: what a sum is most likely the same as."""
        return [each for each in self._met if each.is_alike]

    @cached_property
    def _met(self) -> list[FundingFigure]:
        """The figures of the cards and, if a sum waits, those it may be the same as: newest first, in one query."""
        told_here = Q(pk__in=[card.figure for card in self.cards if card.figure])
        amounts = [card.key[0] for card in self.cards if not card.is_confirmed]
        told = FigureMention.objects.filter(edition__subject=self.article).values("figure") if self.article else []
        near = FundingFigure.objects.visible_to(self.user).filter(Q(pk__in=told) | Q(amount__in=amounts))
        alike = Q(pk__in=near.order_by("-created_at", "-pk").values("pk")[:MOST_ALIKE]) if amounts else Q(pk__in=[])
        public = FundingFigure.objects.public().filter(pk=OuterRef("pk"))
        found = FundingFigure.objects.filter(told_here | alike).select_related("provider", "receiver", "channel")
        marks = {"is_told_here": Case(When(told_here, True), default=False)}
        marks |= {"is_alike": Case(When(alike, True), default=False), "is_public": Exists(public)}
        return list(found.annotate(**marks).order_by("-created_at", "-pk"))

    @cached_property
    def organisations(self) -> list[Organisation]:
        """All of them; `gives` says of each whether a figure names it as the giver."""
        given = FundingFigure.objects.filter(provider=OuterRef("pk"))
        return list(Organisation.objects.annotate(gives=Exists(given)).order_by("key"))

    def card(self, name: str) -> Card | None:
        return next((card for card in self.cards if card.name == name), None)

    # -- what may be supposed ----------------------------------------------------------------------------------------
    @cached_property
    def parties(self) -> tuple[Party, ...]:
        return tuple(
            Party(
                pk=each.pk,
                names=tuple(
                    (code, (*filter(None, [each.names.get(code), each.abbreviation]),)) for code in languages()
                ),
                gives=each.gives,
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
