"""What a visitor typed, as clauses: every clause must hold. Bounded in length; no operator can break it. Pure."""

import re
from dataclasses import dataclass, replace

from . import compounds
from .tokens import asked_forms, forms, is_stop, normal, tokens

LONGEST = 200  # characters
MOST_WORDS = 8
SHORTEST_BEGINNING = 3  # letters of a beginning of a word
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
class Question:
    clauses: tuple[Clause, ...]
    language: str
    left_out: bool = False  # more words were typed than are asked
    typed: int = 0  # words, those included that stand in every text

    def __bool__(self):
        return bool(self.clauses)

    def in_language(self, language: str) -> "Question":
        return replace(self, language=language)

    def with_clause(self, place: int, *clauses: Clause) -> "Question":
        return replace(self, clauses=(*self.clauses[:place], *clauses, *self.clauses[place + 1 :]))

    def without(self, places) -> "Question":
        return replace(self, clauses=tuple(each for place, each in enumerate(self.clauses) if place not in places))

    @property
    def text(self) -> str:
        """The question as one would type it."""
        return " ".join(f"“{each.shown}”" if len(each.words) > 1 else each.shown for each in self.clauses)


def read(text: str, language: str) -> Question:
    """Words that stand in every text are left out, here and inside phrases; `sanct*` asks for a beginning."""
    text = normal(text[:LONGEST])
    clauses: list[Clause] = []
    place = 0
    for quoted in _QUOTED.finditer(text):
        clauses += _singles(text[place : quoted.start()], language)
        clauses += _phrase(quoted.group(1), language)
        place = quoted.end()
    clauses += _singles(text[place:], language)
    kept: list[Clause] = []
    number = 0
    for clause in dict.fromkeys(clauses):
        number += len(clause.words)
        if number <= MOST_WORDS:
            kept.append(clause)
    typed = sum(1 for _token in tokens(text))
    return Question(tuple(kept), language, left_out=number > MOST_WORDS, typed=typed)


def split_clause(clause: Clause, language: str) -> list[Clause]:
    """A compound that stands nowhere, as the parts that may."""
    pieces = compounds.parts(clause.words[0], language) if len(clause.words) == 1 else ()
    return [Clause((piece,), piece) for piece in pieces]


def _singles(text: str, language: str) -> list[Clause]:
    found = []
    for start, end, word in tokens(text):
        if is_stop(word, language):
            continue
        beginning = text[end : end + 1] == "*" and len(word) >= SHORTEST_BEGINNING
        found.append(Clause((word,), text[start:end] + ("*" if beginning else ""), beginning))
    return found


def _phrase(text: str, language: str) -> list[Clause]:
    kept = [token for token in tokens(text) if not is_stop(token.word, language)][:MOST_WORDS]
    if not kept:
        return []
    return [Clause(tuple(token.word for token in kept), text[kept[0].start : kept[-1].end])]
