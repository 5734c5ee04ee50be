"""The world as one SVG of named paths, for `<use href="…/world.svg#UA">`: the page colours what it uses."""

import math
from pathlib import Path

from .countries import Countries

# The full height of the projection is 973; without Antarctica the last part of it is sea.
WIDTH, HEIGHT, VISIBLE_HEIGHT = 2000, 973, 880
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_WIDTH = 2.7066297  # of the projection at the equator, for a globe of radius 1


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Equal Earth (Šavrič, Patterson, Jenny 2018): areas are true, so no country looks poorer than it is."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    scale = WIDTH / 2 / _HALF_WIDTH
    return WIDTH / 2 + x * scale, HEIGHT / 2 - y * scale


def write(countries: Countries, path: Path) -> int:
    """Bytes written. Antarctica is left out: nobody lives there, and it would take a tenth of the height."""
    paths = [f'<path id="{code}" d="{_data(countries[code])}"/>' for code in countries if code != "AQ"]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {VISIBLE_HEIGHT}">'
    text = head + "\n" + "\n".join(paths) + "\n</svg>\n"
    path.write_text(text, encoding="utf-8")
    return len(text)


def _data(outline) -> str:
    rings = [ring for polygon in outline.geoms for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring(ring.coords) for ring in rings)


def _ring(coords) -> str:
    points = [tuple(round(value) for value in equal_earth(*point)) for point in list(coords)[:-1]]
    corners = [point for index, point in enumerate(points) if point != points[index - 1]] or points[:1]
    (x, y), *rest = corners
    steps = []
    for px, py in rest:
        steps.append(f"{px - x},{py - y}" if py - y >= 0 else f"{px - x}{py - y}")
        x, y = px, py
    # A state smaller than a unit still needs an area to be coloured.
    return f"M{corners[0][0]},{corners[0][1]}" + ("l" + " ".join(steps) if len(corners) > 2 else "h1v1h-1") + "z"
