"""Draws the demo's pictures: one chart per image id, in light and in dark, and a contact sheet of all.

    python scripts/draw_pictures.py            all of them
    python scripts/draw_pictures.py map-…      only these, without the sheet

Needs numpy, Pillow and shapely; the same versions give the same bytes.
"""

import sys
from pathlib import Path

from maps import compact
from maps.base import draw_frame, draw_ground
from maps.chart import Chart
from maps.colours import colourings
from maps.pictures import PICTURES
from maps.sheet import write_sheet

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fps/demo/pictures"

# Enough for smooth edges; each further colour costs bytes and is not seen.
COLOURS = 14


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    atlas = compact.read(ROOT / "scripts/maps/data/atlas.json")
    for name in wanted or PICTURES:
        picture = PICTURES[name]
        chart = Chart(picture.view, atlas)
        draw_ground(chart, picture.subject, picture.near)
        picture.draw(chart)
        draw_frame(chart)
        for colouring, ending in zip(colourings(picture.accent), ("", "-dark"), strict=True):
            path = FOLDER / f"{name}{ending}.webp"
            image = chart.canvas.coloured(colouring, COLOURS)
            image.save(path, lossless=True, quality=100, method=4)
            print(f"{path.name}: {path.stat().st_size} bytes")
    if not wanted:
        write_sheet(FOLDER, list(PICTURES), ROOT / "docs/screenshots/contact-sheet-pictures.webp")


if __name__ == "__main__":
    main(sys.argv[1:])
