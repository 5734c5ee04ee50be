"""The cards of one article as the form shows them: what its texts tell, what is stored of it, what may be supposed."""

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When, prefetch_related_objects
from django.utils.translation import get_language, gettext, ngettext

from publishing import extension_points
from publishing.core.languages import languages
from publishing.core.loading import editions_of, live_editions

from ..models.figure import FigureMention, FundingFigure, Organisation, SetAsideSum
from .detection import DetectedAmount, detect_amounts
from .forms import organisation_choices
from .mentions import field_texts, stored_mentions
from .panel_rows import FigureCard
from .suggestions import Party, SourceSentence, Suggestion, suggest

MAX_SIMILAR = 40
MENTIONS_PREFETCH = Prefetch("mentions", FigureMention.objects.select_related("figure").order_by("field", "start"))


def current_editions(editions) -> dict:
    """By language the text that the form shows: the draft, else what is live, else what comes."""
    found: dict = {}
    for edition in sorted(editions, key=lambda each: (not each.is_working(), each.is_scheduled(), each.pk)):
        found.setdefault(edition.language, edition)
    return found


def texts_by_language(shown: dict, typed=MappingProxyType({})) -> dict[str, dict[str, str]]:
    """The words by language, that of the editor first; what is `typed` stands for what is stored."""
    own = get_language()
    stored = {code: field_texts(edition) for code, edition in shown.items()}
    texts = {code: typed.get(code) or stored.get(code) for code in sorted(languages(), key=lambda code: code != own)}
    return {code: text for code, text in texts.items() if text and any(text.values())}


@dataclass
class FigurePanel:
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
    def shown_editions(self) -> dict:
        """By language the text that the form shows: the draft, else what is live, else what comes."""
        return current_editions(self.editions)

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        typed = {code: self._typed(code) for code in languages()}
        return texts_by_language(self.shown_editions, {code: text for code, text in typed.items() if text})

    def _typed(self, code):
        edition = self.shown_editions.get(code)
        return self.typed.get(code) if edition is None or edition.is_working() else None

    @cached_property
    def mentions(self) -> list[FigureMention]:
        prefetch_related_objects(self.editions, MENTIONS_PREFETCH)  # unless the page has read them already
        texts = sorted(self.editions, key=lambda each: each.pk)
        return [mention for text in texts for mention in text.mentions.all()]

    @cached_property
    def amounts(self) -> list[DetectedAmount]:
        shown = {each.pk for each in self.shown_editions.values()}
        known = stored_mentions(each for each in self.mentions if each.edition_id in shown)
        return detect_amounts(self.texts, known, {each.key for each in self.set_aside})

    @cached_property
    def set_aside(self) -> list[SetAsideSum]:
        return list(self.article.set_aside_sums.all()) if self.article else []

    @cached_property
    def figures(self) -> dict[int, FundingFigure]:
        return {each.pk: each for each in self._related_figures if each.is_on_card}

    @cached_property
    def public(self) -> set[int]:
        return {pk for pk, each in self.figures.items() if each.is_public}

    @cached_property
    def similar(self) -> list[FundingFigure]:
        """Figures of this article, and all of an amount that waits here: what a sum is most likely the same as."""
        return [each for each in self._related_figures if each.is_similar]

    @cached_property
    def _related_figures(self) -> list[FundingFigure]:
        """The figures of the cards and, if a sum waits, those it may be the same as: newest first, in one query."""
        on_cards = Q(pk__in=[detected.figure for detected in self.amounts if detected.figure])
        amounts = [detected.key[0] for detected in self.amounts if not detected.is_confirmed]
        in_article = (
            FigureMention.objects.filter(edition__subject=self.article).values("figure") if self.article else []
        )
        near = FundingFigure.objects.visible_to(self.user).filter(Q(pk__in=in_article) | Q(amount__in=amounts))
        alike = Q(pk__in=near.order_by("-created_at", "-pk").values("pk")[:MAX_SIMILAR]) if amounts else Q(pk__in=[])
        public = FundingFigure.objects.public().filter(pk=OuterRef("pk"))
        found = FundingFigure.objects.filter(on_cards | alike).select_related("provider", "receiver", "channel")
        marks = {"is_on_card": Case(When(on_cards, True), default=False)}
        marks |= {"is_similar": Case(When(alike, True), default=False), "is_public": Exists(public)}
        return list(found.annotate(**marks).order_by("-created_at", "-pk"))

    @cached_property
    def organisations(self) -> list[Organisation]:
        """All of them; `gives` says of each whether a figure names it as the giver."""
        given = FundingFigure.objects.filter(provider=OuterRef("pk"))
        return list(Organisation.objects.annotate(gives=Exists(given)).order_by("key"))

    def card(self, name: str) -> DetectedAmount | None:
        return next((detected for detected in self.amounts if detected.name == name), None)

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

    def suggestion(self, detected: DetectedAmount) -> Suggestion:
        own = next((each.pk for each in self.organisations if each.key == settings.ORGANISATION["key"]), None)
        in_full = [
            place for place in detected.occurrences if place.field == "body"
        ] or detected.occurrences  # titles name nobody
        sources = [SourceSentence(place.sentence, place.language, place.quote) for place in in_full]
        return suggest(sources, self.parties, own, self.countries)

    # -- as the page needs it ----------------------------------------------------------------------------------------
    @cached_property
    def choices(self) -> list[tuple]:
        return organisation_choices(self.organisations, get_language())

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        return {str(each.pk): each.abbreviation for each in self.organisations if each.abbreviation}

    @cached_property
    def cards(self) -> list["FigureCard"]:
        return [FigureCard(detected, self) for detected in self.amounts]

    @property
    def open_cards(self) -> list["FigureCard"]:
        return [card for card in self.cards if not card.detected.is_dismissed]

    @property
    def dismissed_cards(self) -> list["FigureCard"]:
        return [card for card in self.cards if card.detected.is_dismissed]

    @property
    def lost_cards(self) -> list["FigureCard"]:
        """Confirmed sums that no text tells of any more: a new sum may take the place of one."""
        return [
            card for card in self.cards if card.detected.figure and card.detected.lost and not card.detected.mentioned
        ]

    @property
    def pending_count(self) -> int:
        return sum(not card.detected.is_done for card in self.cards)

    @property
    def count(self) -> str:
        number, waiting = len(self.open_cards), self.pending_count
        if not number:
            return gettext("no sums")
        sums = ngettext("%(number)s sum", "%(number)s sums", number) % {"number": number}
        if not waiting:
            return gettext("%(sums)s, all confirmed") % {"sums": sums}
        return gettext("%(sums)s, %(waiting)s to confirm") % {"sums": sums, "waiting": waiting}

    @property
    def can_confirm(self) -> bool:
        return self.article is not None and extension_points.can(self.user, "confirm_figure", self.article)

    @property
    def marks(self) -> dict[str, list[dict]]:
        """For the underline in the editor: the words of each sum by language, and whether it waits."""
        found: dict[str, dict[str, bool]] = {}
        for detected in self.amounts:
            for place in detected.occurrences:
                found.setdefault(place.language, {})[place.quote] = not detected.is_done
        return {
            code: [{"words": words, "waits": waits} for words, waits in each.items()] for code, each in found.items()
        }
