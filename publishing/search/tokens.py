"""From text to tokens: the same in both databases, in the index and in the question. Pure; no database."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import local
from typing import NamedTuple

import Stemmer

MAX_TOKEN_LENGTH = 40  # of a token, in characters
STEMMERS = {"en": ("english",), "nl": ("dutch", "dutch_porter"), "fr": ("french",), "de": ("german",)}

# What decomposition does not take apart.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_UMLAUTS = re.compile("ae|oe|ue")
_WORD = re.compile(
    r"(?<!\d)\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3})+(?!\d)"  # 457 000 · 457.000 · 457,000
    r"|\d+[.,]\d{1,2}(?![\d.,]*\d)"  # 2,7 · 2.7
    r"|(?:[^\W\d_]\.){2,}"  # U.N.
    r"|[^\W_]+"
)
_GROUPED = re.compile(r"\d{1,3}(?:\D\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
# Words that stand in every text. Short on purpose: "who" is also the World Health Organization, "us" a country.
_STOP = {
    "en": "a an and are as at be by for from has have in is it its of on or s t that the their this to was were which "
    "will with",
    "nl": "aan als bij dat de deze die dit door een en er het hun in is met naar of om op te tot uit van voor was "
    "waren wordt worden zijn",
    "fr": "a au aux avec c ce ces d dans de des du elle en est et il ils j l la le les leur m n ne ou par pas pour qu "
    "que qui s se ses son sont sur un une",
    "de": "als am an auf aus bei das dass dem den der des die durch ein eine einem einen einer eines er es für im in "
    "ist mit nach oder sich sie sind und vom von vor war werden wird zu zum zur",
}
_stemmers = local()  # a stemmer is not to be shared between threads


class Token(NamedTuple):
    start: int
    end: int
    word: str  # folded


def fold(word: str) -> str:
    """Small letters without accents: `Oekraïne` is `oekraine`, `Größe` is `grosse`."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c))


def normal(text: str) -> str:
    """The text whose places tokens name: composed, so that an accent never stands apart from its letter."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a `normal()` text, with their places. A sum is one word, however its figures are grouped."""
    for match in _WORD.finditer(text):
        if word := _bare(match.group())[:MAX_TOKEN_LENGTH]:
            yield Token(match.start(), match.end(), word)


def words_of(text: str) -> Iterator[str]:
    """The same without their places."""
    return filter(None, (_bare(spelt)[:MAX_TOKEN_LENGTH] for spelt in _WORD.findall(text)))


def places[Thing](text: str, wanted: Callable[[str], Thing | None]) -> list[tuple[int, int, Thing]]:
    """Where the words of a `normal()` text stand of which `wanted` says something, and what; asked once a spelling."""
    answers: dict[str, Thing | None] = {}
    matches = []
    for match in _WORD.finditer(text):
        spelt = match.group()
        if spelt not in answers:
            word = _bare(spelt)[:MAX_TOKEN_LENGTH]
            answers[spelt] = wanted(word) if word else None
        if answers[spelt] is not None:
            matches.append((match.start(), match.end(), answers[spelt]))
    return matches


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    if word[0].isdigit():
        if _GROUPED.fullmatch(word):
            return re.sub(r"\D", "", word)
        if decimal := _DECIMAL.fullmatch(word):
            return "d".join(decimal.groups())
    return re.sub(r"[\W_]", "", fold(word))


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """What a folded word is stored as and asked for: its stem first, then other stems and the word itself.

    The word itself finds beginnings and slips; two stemmers for Dutch because each misses plurals the other knows.
    """
    if word[0].isdigit():
        return (word,)
    stems = [_stem(name, word) for name in STEMMERS.get(language, ())]
    return tuple(dict.fromkeys([*stems, word]))


@lru_cache(maxsize=50_000)
def asked_forms(word: str, language: str) -> tuple[str, ...]:
    """As `forms`; a German may also have typed `ae` for `ä`."""
    asked = forms(word, language)
    if language == "de" and _UMLAUTS.search(word):
        asked = (*asked, *forms(_UMLAUTS.sub(lambda two: two.group()[0], word), language))
    return tuple(dict.fromkeys(asked))


def is_stop(word: str, language: str) -> bool:
    return word in STOP.get(language, ())


def _stem(name: str, word: str) -> str:
    known = _stemmers.__dict__.setdefault("known", {})
    if name not in known:
        known[name] = Stemmer.Stemmer(name)
    return fold(known[name].stemWord(word)) or word


STOP = {language: frozenset(fold(word) for word in listed.split()) for language, listed in _STOP.items()}
