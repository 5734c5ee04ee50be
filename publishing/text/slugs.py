"""The address that a title suggests: ASCII, whole words, figures kept."""

import re
import unicodedata

# What decomposition does not take apart.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "⁄": "-"}
)
_POSSESSIVE = re.compile(r"['’](?=s\b)")


def slug_of(title: str, room: int = 200) -> str:
    """`EU: € 169.8 million for Belgium’s partners` gives `eu-169-8-million-for-belgiums-partners`.

    Every mark between two figures becomes a hyphen, so that 169.8 never reads as 1698. A slug longer than `room` loses
    whole words at its end, and with them a figure that stood before the cut: half a sum would be another sum. Empty if
    the title has neither Latin letters nor figures.
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", title).casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    words = re.findall(r"[a-z0-9]+", plain)
    if len("-".join(words)) <= room:
        return "-".join(words)
    length, chosen = -1, []
    for word in words:
        length += 1 + len(word)
        if length > room:
            break
        chosen.append(word)
    while chosen and chosen[-1].isdigit():
        chosen.pop()
    return "-".join(chosen)


MAX_SLUG_LENGTH = 120
