"""German and Dutch write compounds in one word: here they come apart again. Pure; the known parts are files."""

from functools import cache
from pathlib import Path

from .tokens import STOP, fold

MIN_PART_LENGTH = 4  # letters of a part; a shorter one must stand in the file ("Rat")
LONG = 7  # letters of a word worth splitting
LANGUAGES = ("nl", "de")
_LINKS = {"de": ("s", "n", "e", "en", "es", "er", "ern"), "nl": ("s", "n", "e", "en", "er")}


@cache
def known(language: str) -> frozenset[str]:
    """The parts of the file, folded."""
    lines = (Path(__file__).parent / "parts" / f"{language}.txt").read_text().splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def parts(word: str, language: str, own: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The parts of a folded compound, or nothing: `menschenrechtsrat` gives `menschen`, `rechts`, `rat`.

    A part is a known word, also with an ending or a linking s, n, en; `own` are words of the same text, which is how
    a text explains its own compounds. Every split takes the fewest parts, then the longest last part.
    """
    if language not in LANGUAGES or len(word) < LONG or not word.isalpha():
        return ()
    parts = _split(word, language, known(language), own - STOP[language], 3)
    return tuple(parts or ())


def _split(word, language, listed, own, most):
    if most < 2:
        return None
    best = None
    for place in range(3, len(word) - 2):
        head, tail = word[:place], word[place:]
        if not _is_part(head, language, listed, own):
            continue
        if _is_part(tail, language, listed, own):
            return [head, tail]
        rest = _split(tail, language, listed, own, most - 1)
        if rest and (best is None or len(rest) + 1 < len(best)):
            best = [head, *rest]
    return best


def _is_part(piece, language, listed, own):
    if piece in listed or (len(piece) >= MIN_PART_LENGTH + 1 and piece in own):
        return True
    for link in _LINKS[language]:
        bare = piece.removesuffix(link)
        if (
            bare != piece
            and len(bare) >= MIN_PART_LENGTH - 1
            and (bare in listed or (len(bare) > MIN_PART_LENGTH and bare in own))
        ):
            return True
    return False
