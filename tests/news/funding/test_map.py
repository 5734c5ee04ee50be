"""Whose land a place is on the committed world map, and that the pictures and their table belong together."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORLD = ROOT / "static/map/world.json"

PLACES = {
    "Simferopol": (34.10, 44.95, "UA"),
    "Sevastopol, inland": (33.75, 44.65, "UA"),
    "Kherson, inland": (33.5, 46.9, "UA"),
    "Laayoune": (-13.20, 27.15, "EH"),
    "Smara": (-11.67, 26.74, "EH"),
    "Bir Lehlou, east of the berm": (-9.57, 26.35, "EH"),
    "Tan-Tan": (-11.10, 28.44, "MA"),
    "Golan": (35.85, 33.00, "SY"),
    "Nazareth": (35.30, 32.70, "IL"),
    "Gaza": (34.44, 31.48, "PS"),
    "Ramallah": (35.20, 31.90, "PS"),
    "Hebron": (35.10, 31.53, "PS"),
    "Hargeisa": (44.06, 9.56, "SO"),
    "Mogadishu, inland": (45.20, 2.20, "SO"),
    "Lefkoşa": (33.37, 35.20, "CY"),
    "Limassol, inland": (33.00, 34.85, "CY"),
    "Pristina": (21.16, 42.66, "XK"),
    "Brussels": (4.35, 50.85, "BE"),
    "Cayenne, inland": (-53.00, 4.00, "GF"),
    "Port-au-Prince, inland": (-72.20, 18.70, "HT"),
}

Ring = list[tuple[float, float]]


@cache
def countries() -> dict[str, list[list[Ring]]]:
    data = json.loads(WORLD.read_text(encoding="utf-8"))
    steps = data["steps_per_degree"]
    return {
        code: [[ring_in_degrees(ring, steps) for ring in polygon] for polygon in polygons]
        for code, polygons in data["countries"].items()
    }


def ring_in_degrees(flat: list[int], steps: int) -> Ring:
    x = y = 0
    ring = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x / steps, y / steps))
    return ring


def is_inside(x: float, y: float, ring: Ring) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def owners(x: float, y: float) -> list[str]:
    """Countries with a polygon around the point that is in none of its holes."""
    return [
        code
        for code, polygons in countries().items()
        if any(
            is_inside(x, y, shell) and not any(is_inside(x, y, hole) for hole in holes) for shell, *holes in polygons
        )
    ]


@pytest.mark.parametrize("place", PLACES)
def test_place_lies_in_exactly_one_country(place):
    x, y, code = PLACES[place]
    assert owners(x, y) == [code]


def test_each_country_stands_once_and_has_an_area():
    # A parser would keep the last of two equal keys and say nothing.
    codes = re.findall(r'^"([A-Z]{2})":', WORLD.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(codes) == len(set(codes)) == len(countries()) == 249
    assert [code for code in codes if not countries()[code]] == []
    assert all(len(shell) >= 3 for polygons in countries().values() for shell, *_ in polygons)


def test_world_is_small_enough_for_a_page():
    assert len(gzip.compress(WORLD.read_bytes())) < 40_000


def test_drawing_names_every_path_and_none_twice():
    text = WORLD.with_suffix(".svg").read_text(encoding="utf-8")
    ids = re.findall(r'<path id="([A-Z]{2})"', text)
    assert len(ids) == text.count("<path") == len(set(ids))
    assert set(ids) == set(countries()) - {"AQ"}


def test_every_picture_has_both_files_and_four_languages():
    lines = (ROOT / "fps/demo/images.jsonl").read_text(encoding="utf-8").splitlines()
    images = [json.loads(line) for line in lines]
    files = {image[key] for image in images for key in ("file", "file_dark")}
    assert files == {f"pictures/{path.name}" for path in (ROOT / "fps/demo/pictures").glob("*.webp")}
    for image in images:
        assert list(image["alt"]) == list(image["caption"]) == ["en", "nl", "fr", "de"]
        assert max(map(len, image["alt"].values())) <= 140
