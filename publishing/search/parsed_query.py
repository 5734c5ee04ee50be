"""What a visitor typed, as clauses: every clause must hold. Bounded in length; no operator can break it. Pure."""

import re
from dataclasses import dataclass, replace

from . import compounds
from .tokens import asked_forms, forms, is_stop, normal, tokens

MAX_QUERY_LENGTH = 200  # characters
MAX_QUERY_WORDS = 8
MIN_PREFIX_LENGTH = 3  # letters of a beginning of a word
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Clause:
    """One word, or the words of a phrase in their order. `shown` is how the visitor wrote it."""

    words: tuple[str, ...]
    shown: str
    beginning: bool = False  # any word that begins like this one

    def alternatives(self, language: str) -> list[tuple[str, ...]]:
        """Tokens of which one must stand in the text; several in one alternative stand side by side."""
        if len(self.words) > 1:
            return [tuple(forms(word, language)[0] for word in self.words)]
        if self.beginning:
            return [(self.words[0],)]
        return [(form,) for form in asked_forms(self.words[0], language)]


@dataclass(frozen=True)
class ParsedQuery:
    clauses: tuple[Clause, ...]
    language: str
    left_out: bool = False  # more words were typed than are asked
    typed: int = 0  # words, those included that stand in every text

    def __bool__(self):
        return bool(self.clauses)

    def in_language(self, language: str) -> "ParsedQuery":
        return replace(self, language=language)

    def with_clause(self, place: int, *clauses: Clause) -> "ParsedQuery":
        return replace(self, clauses=(*self.clauses[:place], *clauses, *self.clauses[place + 1 :]))

    def without(self, places) -> "ParsedQuery":
        return replace(self, clauses=tuple(clause for place, clause in enumerate(self.clauses) if place not in places))

    @property
    def text(self) -> str:
        """The question as one would type it."""
        return " ".join(f"“{clause.shown}”" if len(clause.words) > 1 else clause.shown for clause in self.clauses)


def parse(text: str, language: str) -> ParsedQuery:
    """Words that stand in every text are left out, here and inside phrases; `sanct*` asks for a beginning."""
    text = normal(text[:MAX_QUERY_LENGTH])
    clauses: list[Clause] = []
    place = 0
    for quoted in _QUOTED.finditer(text):
        clauses += _singles(text[place : quoted.start()], language)
        clauses += _phrase(quoted.group(1), language)
        place = quoted.end()
    clauses += _singles(text[place:], language)
    clauses_within_limit: list[Clause] = []
    number = 0
    for clause in dict.fromkeys(clauses):
        number += len(clause.words)
        if number <= MAX_QUERY_WORDS:
            clauses_within_limit.append(clause)
    typed = sum(1 for _token in tokens(text))
    return ParsedQuery(tuple(clauses_within_limit), language, left_out=number > MAX_QUERY_WORDS, typed=typed)


def split_clause(clause: Clause, language: str) -> list[Clause]:
    """A compound that stands nowhere, as the parts that may."""
    pieces = compounds.parts(clause.words[0], language) if len(clause.words) == 1 else ()
    return [Clause((piece,), piece) for piece in pieces]


def _singles(text: str, language: str) -> list[Clause]:
    clauses = []
    for start, end, word in tokens(text):
        if is_stop(word, language):
            continue
        beginning = text[end : end + 1] == "*" and len(word) >= MIN_PREFIX_LENGTH
        clauses.append(Clause((word,), text[start:end] + ("*" if beginning else ""), beginning))
    return clauses


def _phrase(text: str, language: str) -> list[Clause]:
    words = [token for token in tokens(text) if not is_stop(token.word, language)][:MAX_QUERY_WORDS]
    if not words:
        return []
    return [Clause(tuple(token.word for token in words), text[words[0].start : words[-1].end])]
