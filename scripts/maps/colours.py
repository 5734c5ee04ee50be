"""The inks of the charts and their two colourings, from the site's colour tokens."""

from enum import IntEnum, auto


class Ink(IntEnum):
    """What a pixel is; the colouring says how it looks."""

    SEA = 0
    SHOAL = auto()  # the strip of shallow water along a coast
    SOUNDING = auto()
    GRATICULE = auto()
    LAND = auto()
    NEAR = auto()  # neighbours of the subject
    COAST = auto()
    SUBJECT = auto()
    VEIL = auto()  # the subject's colour, thinned: over sea
    VEIL_LAND = auto()  # the same over land
    PAPER = auto()
    INK = auto()


Colouring = dict[Ink, str]

ACCENTS = {"plum": ("#711c46", "#e97292"), "cobalt": ("#254c96", "#87bafd"), "ochre": ("#7f5714", "#e9c67d")}
VEILS = {
    "plum": (("#f3e6ec", "#e6d3db"), ("#2b2129", "#3a2b36")),
    "cobalt": (("#dfe8f6", "#c6d4ea"), ("#1d2d42", "#2b3f58")),
    "ochre": (("#f2ebdd", "#e4dac5"), ("#2b261b", "#3a3426")),
}
_LIGHT: Colouring = {
    Ink.SEA: "#f0f6f8",
    Ink.SHOAL: "#ffffff",
    Ink.SOUNDING: "#a3b7c0",
    Ink.GRATICULE: "#bfccd2",
    Ink.LAND: "#dee8ec",
    Ink.NEAR: "#c9d6dc",
    Ink.COAST: "#10202b",
    Ink.PAPER: "#ffffff",
    Ink.INK: "#10202b",
}
# The coast in ink-2: full ink would glow on a dark page.
_DARK: Colouring = {
    Ink.SEA: "#132028",
    Ink.SHOAL: "#0b161e",
    Ink.SOUNDING: "#4b606b",
    Ink.GRATICULE: "#2e4049",
    Ink.LAND: "#22343e",
    Ink.NEAR: "#31454f",
    Ink.COAST: "#afbdc3",
    Ink.PAPER: "#0b161e",
    Ink.INK: "#e6ecef",
}


def colourings(accent: str) -> tuple[Colouring, Colouring]:
    """Light and dark, with the accent of the picture's area as the subject."""
    both = []
    for base, subject, (sea, land) in zip((_LIGHT, _DARK), ACCENTS[accent], VEILS[accent], strict=True):
        both.append(base | {Ink.SUBJECT: subject, Ink.VEIL: sea, Ink.VEIL_LAND: land})
    return both[0], both[1]
