"""The text of a page, saved by hand: its lines as a reader sees them, numbered as an editor's window numbers them."""

import re
import unicodedata
from dataclasses import dataclass

MAX_FILE_BYTES = 5_000_000  # bytes; a page of text is a thousandth of it
MAX_TITLE_LENGTH, MAX_TEASER_LENGTH = 250, 1000  # what an edition holds

_NEWLINE = re.compile(r"\r\n|\r|\n")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# Blanks of every width, no-break ones included, and marks of no width at all.
_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + _INVISIBLE
_SPACED = re.compile(r"[\t\v\f\x85\u2028\u2029]")
_CONTROLS = dict.fromkeys((*range(32), 127, 65534, 65535))
_CLOSERS = "\"'”’»)]" + _BLANKS


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with words in it; `apart` says that a blank line (or nothing) stands before it."""

    number: int
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was left out, and why."""

    number: int
    text: str
    why: str


def decoded(content: bytes) -> str:
    """The text of a file, with or without a byte order mark; raises ValueError with a sentence for the operator."""
    if len(content) > MAX_FILE_BYTES:
        raise ValueError(f"is larger than {MAX_FILE_BYTES // 1_000_000} MB: that is no text of a page.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.") from error
    if "\0" in text:
        raise ValueError("is not a text file: it holds zero bytes.")
    return text


def trimmed(text: str) -> str:
    """Without blanks of any kind at its ends; those inside stay (no-break spaces hold sums together)."""
    return text.strip(_BLANKS)


def without_end(text: str, marks: str) -> str:
    """Without these marks, and blanks between them, at its end."""
    return text.rstrip(marks + _BLANKS)


def lines_of(text: str) -> list[PageLine]:
    """The lines that hold words, composed (NFC), without control characters and without blanks at their ends."""
    lines, apart = [], True
    for number, raw in enumerate(_NEWLINE.split(text), start=1):
        words = trimmed(unicodedata.normalize("NFC", _SPACED.sub(" ", raw).translate(_CONTROLS)))
        if words:
            lines.append(PageLine(number, words, apart))
        apart = not words
    return lines


def ends_as_sentence(text: str, marks: str = ".!?…") -> bool:
    """Does it end with one of these marks, whatever quotation mark or bracket closes after it?"""
    return text.rstrip(_CLOSERS).endswith(tuple(marks))
