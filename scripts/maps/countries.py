"""The corrected countries: the source's features, renamed, cut and joined by the table of corrections."""

from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from .corrections import CUTS, OVERSEAS, WITHOUT_CODE, Cut
from .iso import ALPHA_2
from .topology import only_polygons, read_features

Countries = dict[str, MultiPolygon]

# Splinters left where a hand-drawn line runs beside a border of the source, in square degrees.
_SPLINTER = 2e-4


def corrected_countries(source: Path) -> Countries:
    """ISO alpha-2 code to outline, in the order of the codes; every code once, nothing without a code."""
    pieces: dict[str, list[MultiPolygon]] = {}
    for number, name, outline in read_features(source):
        code = ALPHA_2[number] if number else WITHOUT_CODE[name]
        if code:
            pieces.setdefault(code, []).append(outline)
    countries = {code: only_polygons(unary_union(outlines)) for code, outlines in pieces.items()}
    for cut in CUTS + OVERSEAS:
        _apply(cut, countries)
    return {code: countries[code] for code in sorted(countries) if not countries[code].is_empty}


def _apply(cut: Cut, countries: Countries) -> None:
    area = unary_union([Polygon(ring) for ring in cut.rings])
    taken = only_polygons(shapely.intersection(countries[cut.taker], area))
    # An island has no border to run beside: overseas parts keep their rocks.
    least = _SPLINTER if cut in CUTS else 0
    taken = MultiPolygon([part for part in taken.geoms if part.area > least])
    if taken.is_empty:
        return
    countries[cut.taker] = only_polygons(shapely.difference(countries[cut.taker], taken))
    countries[cut.owner] = only_polygons(unary_union([countries.get(cut.owner, MultiPolygon()), taken]))
