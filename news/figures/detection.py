"""The sums that the texts of one article tell of, one card a sum: pure, no database and no request.

Four languages of one sum are one card. Places are offsets in the plain text of a field, as mentions keep them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from publishing.text.rich_text import read_html
from publishing.text.sentences import sentence_around

from ..amounts.parser import LANGUAGES, find_figures
from ..consistency.readings import Key, find_quote, key_of

FIELDS = ("title", "teaser", "body")
MAX_AMOUNTS = 80  # cards; a text with more sums than that is a table
MAX_OCCURRENCES = 400  # in one language
SENTENCE_WINDOW = 600  # characters to each side in which the sentence is looked for: a block may be a whole book
MAX_QUOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a text tells a sum, and how it says it."""

    key: Key
    language: str
    field: str
    start: int
    quote: str
    qualifier: str
    period: str
    sentence: str


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention that is stored already."""

    figure: int
    key: Key
    language: str
    field: str
    start: int
    quote: str
    confirmed: bool = True


@dataclass(slots=True)
class DetectedAmount:
    """One sum. `told`: languages whose text has it; `confirmed`: those of them where a person has confirmed it;
    `lost`: languages where it was confirmed and its words no longer stand."""

    key: Key
    figure: int | None = None
    occurrences: list[Occurrence] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    is_dismissed: bool = False

    @property
    def name(self) -> str:
        return f"figure-{self.figure}" if self.figure else amount_name(self.key)

    @property
    def qualifier(self) -> str:
        """A bound that is said anywhere holds: titles leave it out."""
        return _commonest(place.qualifier for place in self.occurrences if place.qualifier != "exactly") or "exactly"

    @property
    def period(self) -> str:
        return _commonest(place.period for place in self.occurrences) or "total"

    @property
    def best_occurrence(self) -> Occurrence | None:
        """The place whose sentence says most: in the body rather than in the title."""
        return max(self.occurrences, key=lambda place: FIELDS.index(place.field), default=None)

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed)

    @property
    def is_done(self) -> bool:
        """Nothing is left for a person to say."""
        return self.is_dismissed or (bool(self.confirmed) and self.mentioned <= self.confirmed and not self.lost)


def amount_name(key: Key) -> str:
    amount, top, currency = key
    return f"{currency}-{amount}" if top is None else f"{currency}-{amount}-{top}"


def occurrences_in(text: Mapping[str, str], language: str) -> list[Occurrence]:
    """Every place in title, teaser and body (HTML) of one language, in its order."""
    if language not in LANGUAGES:  # nobody can read its sums yet; a person finds them
        return []
    return list(_read(language, *(text.get(name) or "" for name in FIELDS)))


@lru_cache(maxsize=256)  # the same few texts are read again at each look at the desk and each rest in writing
def _read(language: str, *texts: str) -> tuple[Occurrence, ...]:
    found: list[Occurrence] = []
    for name, text in zip(FIELDS, texts, strict=True):
        for offset, block in field_blocks(name, text):
            for one in find_figures(block, language):
                if len(found) == MAX_OCCURRENCES:
                    return tuple(found)
                if len(one.surface) > MAX_QUOTE_LENGTH:
                    continue
                first = max(0, one.start - SENTENCE_WINDOW)
                near = block[first : one.end + SENTENCE_WINDOW]
                sentence = sentence_around(near, one.start - first, one.end - one.start)
                found.append(
                    Occurrence(
                        key_of(one),
                        language,
                        name,
                        offset + one.start,
                        one.surface,
                        one.qualifier,
                        one.period,
                        sentence,
                    )
                )
    return tuple(found)


def field_blocks(name: str, text: str) -> Iterator[tuple[int, str]]:
    """The blocks of a field with their offset in its plain text; nothing is read across two of them."""
    if name != "body":
        yield 0, text
        return
    for segment in read_html(text).segments:
        yield segment.start, segment.text


def is_quoted(stored: StoredMention, text: Mapping[str, str], found: list[Occurrence]) -> bool:
    """Whether the words stand in the text where nothing else is read: words that only a person can read as this sum."""
    length = len(stored.quote)
    for name in FIELDS:
        taken = [(one.start, one.start + len(one.quote)) for one in found if one.field == name]
        for offset, block in field_blocks(name, text.get(name) or ""):
            for start in find_quote(stored.quote, block):
                at = offset + start
                if not any(first < at + length and at < last for first, last in taken):
                    return True
    return False


def detect_amounts(
    texts: Mapping[str, Mapping[str, str]], stored: Iterable[StoredMention] = (), dismissed: Collection[Key] = ()
) -> list[DetectedAmount]:
    """The cards in the order in which the first language tells of them; what no text tells any more comes last."""
    stored = list(stored)
    found: dict[object, DetectedAmount] = {}
    read: dict[str, list[Occurrence]] = {}
    for language, text in texts.items():
        here = [each for each in stored if each.language == language]
        times: Counter = Counter()
        read[language] = occurrences_in(text, language)
        for place in read[language]:
            figure = _figure_of(place, here, stored, times[place.key])
            times[place.key] += 1
            if (card := found.get(figure or place.key)) is None:
                if len(found) == MAX_AMOUNTS:
                    continue
                card = found[figure or place.key] = DetectedAmount(place.key, figure)
            card.occurrences.append(place)
            card.mentioned.add(language)
    for each in stored:
        if each.language not in texts:
            continue
        card = found.setdefault(each.figure, DetectedAmount(each.key, each.figure))
        is_mentioned = each.language in card.mentioned or is_quoted(each, texts[each.language], read[each.language])
        if is_mentioned:
            card.mentioned.add(each.language)
        if each.confirmed:
            (card.confirmed if is_mentioned else card.lost).add(each.language)
    for card in found.values():
        card.is_dismissed = not card.is_confirmed and card.key in dismissed
    return list(found.values())


def _figure_of(place: Occurrence, here: list[StoredMention], stored: list[StoredMention], number: int) -> int | None:
    """The figure these words belong to: by the same words, else by the same sum. Where two figures of an article are
    of one sum, the places of a text are theirs in turn."""
    figures = [each.figure for each in sorted(here, key=lambda each: (FIELDS.index(each.field), each.start))
               if each.quote == place.quote] or [each.figure for each in stored if each.key == place.key]  # fmt: skip
    figures = list(dict.fromkeys(figures))
    return figures[min(number, len(figures) - 1)] if figures else None


def _commonest(words: Iterable[str]) -> str:
    return next((word for word, _times in Counter(words).most_common(1)), "")
