"""Cells of tables that a spreadsheet would run: marked on the way out, and as they were on the way in.

A spreadsheet passes over blanks and invisible signs, and takes “＝” (full width) for “=”. An apostrophe in front makes
a cell text. What begins with apostrophes before a formula gets one more, so that each cell comes back as it was.
"""

import unicodedata

SIGNS = frozenset("=+-@")
LINE_SIGNS = ("\t", "\r", "\n")  # which some spreadsheets take for the start of another cell
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})  # categories of Unicode


def escape_formula(value) -> str:
    text = str(value)
    return f"'{text}" if _is_formula(text) else text


def unescape_formula(cell: str) -> str:
    """What was given to `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    text = text.lstrip("'")
    if text.startswith(LINE_SIGNS):
        return True
    first = next((sign for sign in text if unicodedata.category(sign) not in INVISIBLE), "")
    return unicodedata.normalize("NFKC", first) in SIGNS
