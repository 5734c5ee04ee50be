"""The chart under every picture: sea with soundings, graticule, land, coast, subject and neighbours, scale frame."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from .canvas import XY, Canvas
from .colours import Ink
from .countries import Countries
from .projection import Floats, LonLat, View, great_circle, travel
from .topology import only_polygons

SMALLEST_ISLAND = 14  # square pixels
MARGIN = 40  # drawn beyond the edge, so that no coast line runs along it


class Chart:
    """The view, its land in pixels, and a canvas to draw on; all lines and areas are in pixels."""

    def __init__(self, view: View, atlas: Countries) -> None:
        self.view = view
        self.canvas = Canvas(view.width, view.height, Ink.SEA)
        self.frame = box(-MARGIN, -MARGIN, view.width + MARGIN, view.height + MARGIN)
        self.countries = {code: shape for code, outline in atlas.items() if (shape := self._flatten(outline))}

    def _flatten(self, outline: MultiPolygon) -> BaseGeometry | None:
        """A country as seen in this view, or None."""
        parts = []
        for polygon in outline.geoms:
            flat = self._flat_polygon(polygon)
            if flat is not None and flat.intersects(self.frame):
                parts.append(shapely.intersection(shapely.make_valid(flat.simplify(0.2)), self.frame))
        return shapely.union_all(parts) if parts else None

    def _flat_polygon(self, polygon: Polygon) -> Polygon | None:
        corners = shapely.get_coordinates(polygon)
        here = np.array([[self.view.longitude, self.view.latitude]])
        near = np.cos(np.radians(corners[:, 1])) * np.cos(np.radians(here[0, 0] - corners[:, 0]))
        cosine = near * np.cos(np.radians(here[0, 1])) + np.sin(np.radians(corners[:, 1])) * np.sin(
            np.radians(here[0, 1])
        )
        # A country may reach into the view while all its corners lie outside; none is larger than 40°.
        if cosine.max() < np.cos(np.radians(min(179, self.view.radius() + 40))):
            return None
        return shapely.transform(shapely.segmentize(polygon, 1.0), self.view.project)

    @cached_property
    def land(self) -> BaseGeometry:
        """All land as one, the seams between countries closed, without rocks of a few pixels."""
        land = shapely.union_all(list(self.countries.values()), grid_size=0.05).buffer(1.2, quad_segs=2)
        land = land.buffer(-2.6, quad_segs=2).buffer(1.4, quad_segs=2).simplify(0.9)
        return MultiPolygon([part for part in getattr(land, "geoms", [land]) if part.area > SMALLEST_ISLAND])

    def area(self, codes: Sequence[str]) -> BaseGeometry:
        """Countries joined, without the seams between them."""
        shapes = [self.countries[code] for code in codes if code in self.countries]
        joined = shapely.union_all(shapes).buffer(1.5, quad_segs=2).buffer(-1.5, quad_segs=2)
        return only_polygons(joined.intersection(self.land))

    def at(self, place: LonLat) -> XY:
        x, y = self.view.project(np.array([place], dtype=float))[0]
        return float(x), float(y)

    def line(self, degrees: Floats) -> LineString:
        """A line through points in degrees."""
        return LineString(self.view.project(degrees))

    def way(self, start: LonLat, end: LonLat) -> LineString:
        """The shortest way between two places."""
        return self.line(great_circle(start, end))

    def circle(self, centre: LonLat, radius: float, start: float = 0, end: float = 360) -> LineString:
        """All places at `radius` degrees from a centre, between two bearings."""
        bearings = np.linspace(start, end, 241)
        return self.line(travel(centre, bearings, np.full_like(bearings, radius)))

    def degrees(self, length: float) -> float:
        """Degrees in pixels, at the centre."""
        return length * self.view.pixels_per_degree
