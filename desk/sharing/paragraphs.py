"""What remarks and agreement hold on to: marks of the paragraphs of a text (`Document.paragraphs`), and of all of it.

Pure.
"""

from collections.abc import Sequence
from hashlib import sha256


def paragraph_digest(words: str) -> str:
    """Two paragraphs with the same mark say the same."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:32]


def find_paragraph(mark: str, index: int, paragraphs: Sequence[str]) -> int | None:
    """Where the paragraph with this mark stands now, the nearest to where it stood; None if it was rewritten."""
    found = [place for place, words in enumerate(paragraphs) if paragraph_digest(words) == mark]
    return min(found, key=lambda place: abs(place - index), default=None)


def digest_of(edition) -> str:
    """What somebody agrees to: every word of the text, but not its address."""
    words = (f"{name}\x1f{text}" for name, text in sorted(edition.words.items()) if name != "slug")
    return sha256("\x1e".join([edition.language, *words]).encode()).hexdigest()
