"""What the sentences around a sum let one suppose: who gives, who receives, where and when. A person decides.

Pure: organisations and names of countries come in as plain values. The stage is never supposed.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale

from ..amounts.dates import days

MATCH_NOTHING = "(?!)"
OF_FR = "(?:de la |de l[’']|du |de |d[’'])"
DETERMINER = "(?:the |het |de |le |la |l[’']|das |die |den |dem |der )?"
CHANNEL_CUE = re.compile(
    rf"\b(?:through|via|door|über|durch|par l[’']intermédiaire {OF_FR}|par le biais {OF_FR})\s*{DETERMINER}$",
    re.IGNORECASE,
)
RECIPIENT_CUE = re.compile(rf"\b(?:to|for|at|aan|voor|pour|à|au|aux|an|für)\s+{DETERMINER}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as texts name it; `gives` if it has given before, in figures that are known."""

    pk: int
    names: tuple[tuple[str, tuple[str, ...]], ...]  # language, its names in it
    gives: bool = False
    country: str = ""

    def named(self, language: str) -> tuple[str, ...]:
        return next((names for code, names in self.names if code == language), ())


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One place of a sum: its sentence, in which language, and the words of the sum in it."""

    sentence: str
    language: str
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    provider: int | None = None
    receiver: int | None = None
    channel: int | None = None
    country: str = ""
    value_date: date | None = None


def suggest(
    sources: Iterable[SourceSentence], parties: tuple[Party, ...], own: int | None, countries: Iterable[str]
) -> Suggestion:
    """From every sentence that tells of a sum, in whichever language; `countries` are those of the article."""
    votes: dict[str, Counter] = {name: Counter() for name in ("provider", "receiver", "channel", "country", "day")}
    home = {each.country for each in parties if each.pk == own}
    sources = list(dict.fromkeys(sources))
    for each in sources:
        for name, value in _read(each, parties, own, home):
            votes[name][value] += 1
    most = {name: _majority(found, len(sources)) for name, found in votes.items()}
    of_article = [code for code in countries if code not in home]
    return Suggestion(
        provider=most["provider"] or own,
        receiver=most["receiver"],
        channel=most["channel"],
        country=most["country"] or (of_article[0] if len(of_article) == 1 else ""),
        value_date=most["day"],
    )


def _majority(votes: Counter, sentences: int):
    """What at least half of the sentences say: one language may tell two sums in one breath."""
    return next((value for value, times in votes.most_common(1) if 2 * times >= sentences), None)


def _read(source: SourceSentence, parties, own, home):
    named = _parties_in(source, parties)
    channel = next((pk for pk, start in named if CHANNEL_CUE.search(source.sentence[:start])), None)
    if channel:
        yield "channel", channel
    rest = [(pk, start) for pk, start in named if pk != channel]
    provider = _provider(source, rest, parties, own)
    if provider:
        yield "provider", provider
    receiver = next((pk for pk, _start in rest if pk not in (provider, own)), None)
    if receiver:
        yield "receiver", receiver
    codes = list(dict.fromkeys(_countries_in(source.sentence, source.language)))
    codes = [code for code in codes if code not in home]
    if len(codes) == 1:
        yield "country", codes[0]
    at = source.sentence.find(source.quote)
    found = days(source.sentence, source.language, [(at, at + len(source.quote))] if at >= 0 else [])
    full = {place.value for place in found if place.value.year and place.value.month and place.value.day}
    if len(full) == 1:
        day = full.pop()
        try:
            yield "day", date(day.year, day.month, day.day)
        except ValueError:
            return


def _provider(source: SourceSentence, named, parties, own) -> int | None:
    """Ours where it is named; else who has given before and is not addressed ("to the EU")."""
    if any(pk == own for pk, _start in named):
        return own
    givers = {each.pk for each in parties if each.gives}
    return next((pk for pk, start in named if pk in givers and not RECIPIENT_CUE.search(source.sentence[:start])), None)


def _parties_in(source: SourceSentence, parties: tuple[Party, ...]) -> list[tuple[int, int]]:
    """Who is named, with the place, in the order of the sentence."""
    known = _party_names(parties, source.language)
    pattern = _any_of(frozenset(known))
    found = [(known[match[0]], match.start()) for match in pattern.finditer(source.sentence)]
    return list({pk: (pk, start) for pk, start in reversed(found)}.values())[::-1]


@lru_cache(maxsize=64)
def _party_names(parties: tuple[Party, ...], language: str) -> dict[str, int]:
    return {name: each.pk for each in parties for name in each.named(language) if len(name) > 1}


@lru_cache(maxsize=64)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    """Whole words, the longest first: "Equatorial Guinea" before "Guinea"."""
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{words or MATCH_NOTHING})(?!\w)")


def _countries_in(text: str, language: str) -> list[str]:
    names = country_names(language)
    return [names[match[0]] for match in _any_of(frozenset(names)).finditer(text)]


@lru_cache
def country_names(language: str) -> dict[str, str]:
    """Names of countries in that language, with those that texts use beside the official ones."""
    territories = Locale(language).territories
    names = {
        name: code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
    short = {name.partition(" (")[0].partition(" - ")[0]: names[name] for name in names}
    return short | names | COMMON_COUNTRY_NAMES.get(language, {})


NOT_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AQ"}
COMMON_COUNTRY_NAMES = {
    "en": {"Ivory Coast": "CI", "Palestine": "PS", "DR Congo": "CD", "Democratic Republic of the Congo": "CD",
           "Czech Republic": "CZ", "Turkey": "TR", "Burma": "MM"},
    "nl": {"Palestina": "PS", "DR Congo": "CD", "Democratische Republiek Congo": "CD"},
    "fr": {"Palestine": "PS", "RD Congo": "CD", "RDC": "CD", "République démocratique du Congo": "CD"},
    "de": {"Palästina": "PS", "DR Kongo": "CD", "Demokratische Republik Kongo": "CD"},
}  # fmt: skip
