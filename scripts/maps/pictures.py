"""The table of pictures: which view, whose land, which object."""

from collections.abc import Callable
from dataclasses import dataclass

from .chart import Chart
from .objects import alliances, areas, arms, relief, themes
from .places import AFRICAN_UNION
from .projection import View

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """`subject` is drawn in the accent, `near` a step darker than other land."""

    view: View
    draw: Callable[[Chart], None]
    subject: Codes = ()
    near: Codes = ()
    accent: str = "cobalt"


def _codes(text: str) -> Codes:
    return tuple(text.split())


# Egypt and Morocco are no neighbours; with them no step of tone ends at Halaib or at 27° 40 min N.
AROUND_CHAD = _codes("LY SD SS EG CF CM NG NE")
AROUND_MAURITANIA = _codes("SN ML DZ EH MA")
AROUND_SYRIA = _codes("TR IQ JO LB IL PS")
AROUND_BELGIUM = _codes("FR NL DE LU")

PICTURES: dict[str, Picture] = {
    "map-strategic-compass": Picture(View(12, 49.5, 54), alliances.wind_rose, alliances.UNION),
    "map-humanitarian-aid-ukraine": Picture(View(30.6, 48.6, 21), relief.roads, ("UA",), _codes("PL SK HU RO MD")),
    "map-national-security-strategy": Picture(View(4.6, 50.55, 9), themes.contours, ("BE",), AROUND_BELGIUM),
    "map-sahel-engagement": Picture(View(6, 15.5, 54), themes.latitude_bands, _codes("ML NE BF TD MR")),
    "map-mine-free-world": Picture(View(58, 20, 118), arms.search_grid),
    "map-nuclear-suppliers-group": Picture(View(4.35, 47, 130), arms.orbits, ("BE",)),
    "map-humanitarian-aid-record-year": Picture(View(32, 12, 165), relief.year),
    "map-nato-alliance": Picture(View(-32, 52, 92), alliances.constellation, alliances.TREATY_AREA),
    "map-arms-control-chad-mauritania": Picture(
        View(2.5, 15.5, 46), arms.two_stores, ("TD", "MR"), AROUND_CHAD + AROUND_MAURITANIA
    ),
    "map-syria-conference": Picture(View(20.5, 43.5, 44), relief.conference, ("SY",), AROUND_SYRIA),
    "map-small-country-security-council": Picture(View(0.0, 53.2, 29), alliances.six_terms, ("BE",)),
    "map-african-peace-facility": Picture(View(18, 1.0, 122), alliances.sixteen_years, AFRICAN_UNION),
    "map-security-and-development": Picture(View(29.5, -3, 46), themes.weave),
    "map-climate-and-security": Picture(View(84, 10, 52), themes.isobars),
    "map-haiti-drought": Picture(View(-72.9, 19.0, 6.6), relief.dry_ground, ("HT",), ("DO",)),
    "map-locusts-east-africa": Picture(View(43.5, 9, 32), relief.swarm, ("ET",), _codes("ER DJ SO KE SS SD")),
    "map-syrian-crisis": Picture(View(38.6, 34.9, 12), relief.crossings, ("SY",), AROUND_SYRIA),
    "map-conflict-free-diamonds": Picture(View(25.5, -28.2, 38), arms.facets),
    "map-children-and-armed-conflict": Picture(View(51, 28, 58), themes.kites),
    "map-behind-the-scenes-security-council": Picture(View(-73.2, 40.9, 12), alliances.chamber),
    "map-rats-save-lives": Picture(View(37, -9.6, 20), arms.burrow),
    "map-ten-facts-migration": Picture(View(3, 22, 182), themes.journeys),
    "map-drones-demining-chad": Picture(View(18.8, 15.6, 26), arms.flight_lines, ("TD",), AROUND_CHAD),
    "map-dealing-with-conflict": Picture(View(4.35, 50.9, 26), themes.two_fields),
    "map-human-rights": Picture(View(2.35, 48.86, 96), areas.rosette, accent="plum"),
    "map-peace-and-security": Picture(View(3.1, 51.45, 6.8), areas.lights, ("BE",), AROUND_BELGIUM),
    "map-striving-for-a-global-solidarity": Picture(View(14, 4, 128), areas.chain, accent="ochre"),
}
