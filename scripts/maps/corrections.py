"""The table of corrections: whose land a piece of the source is, where the source takes a side or gives no code.

The source (Natural Earth through world-atlas) draws who is in control. These maps follow the resolutions of the
United Nations and the positions shared by the Member States of the European Union.
"""

from dataclasses import dataclass

from .cuts import CRIMEA, GOLAN, WESTERN_SAHARA

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Cut:
    """What lies in `ring` and is drawn as part of `taker` belongs to `owner`."""

    taker: str
    owner: str
    rings: tuple[Ring, ...]
    reason: str


# Features without a code. None: reefs and rocks that no outline at these scales can show.
WITHOUT_CODE: dict[str, str | None] = {
    "Kosovo": "XK",  # user-assigned code of ISO 3166, used by the European Union
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Akrotiri": "CY",  # British bases: as in the coarser scales of the source
    "Dhekelia": "CY",
    "USNB Guantanamo Bay": "CU",
    "Baikonur": "KZ",
    "Siachen Glacier": "IN",  # no line is drawn between India and Pakistan in any of our pictures
    "Indian Ocean Ter.": "CC",
    "Coral Sea Is.": "AU",
    "Clipperton I.": "FR",
    "Spratly Is.": None,
    "Bajo Nuevo Bank": None,
    "Serranilla Bank": None,
    "Scarborough Reef": None,
}

# Nothing to cut for Palestine: this scale of the source has Gaza and the West Bank, on the lines of 1949 (tested).
CUTS: tuple[Cut, ...] = (
    Cut("RU", "UA", (CRIMEA,), "UN General Assembly resolution 68/262"),
    Cut("MA", "EH", (WESTERN_SAHARA,), "non-self-governing territory, UN list; line of 27° 40 min N"),
    Cut("IL", "SY", (GOLAN,), "UN Security Council resolutions 242 and 497; line of 4 June 1967"),
)


def _box(west: float, south: float, east: float, north: float) -> tuple[Ring, ...]:
    return (((west, south), (east, south), (east, north), (west, north)),)


# Overseas parts that have an ISO code of their own, so that a sum for Paris does not colour Cayenne.
OVERSEAS: tuple[Cut, ...] = (
    Cut("FR", "GF", _box(-55, 2, -51, 6.5), "Guyane"),
    Cut("FR", "GP", _box(-61.95, 15.8, -60.9, 16.6), "Guadeloupe"),
    Cut("FR", "MQ", _box(-61.3, 14.3, -60.7, 15), "Martinique"),
    Cut("FR", "RE", _box(55, -21.5, 56, -20.7), "Réunion"),
    Cut("FR", "YT", _box(44.9, -13.1, 45.4, -12.5), "Mayotte"),
    Cut("NL", "BQ", _box(-68.6, 11.9, -62.8, 17.8), "Bonaire, Sint Eustatius, Saba"),
    Cut("NO", "SJ", _box(-10, 70.7, 40, 82), "Svalbard, Jan Mayen"),
    Cut("NO", "BV", _box(3, -55, 4, -54), "Bouvet Island"),
    Cut("NZ", "TK", _box(-173, -10, -171, -8), "Tokelau"),
    Cut("CC", "CX", _box(105, -11, 106, -10), "Christmas Island"),
)
