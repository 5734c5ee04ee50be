"""Makes the committed country files from the npm package `world-atlas`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/world.py package/countries-10m.json

Writes static/map/world.json and world.svg (for pages and tests) and scripts/maps/data/atlas.json (for the pictures).
Needs shapely; the same source gives the same bytes.
"""

import sys
from pathlib import Path

from maps import compact, svg
from maps.countries import Countries, corrected_countries

ROOT = Path(__file__).resolve().parent.parent

# Long coasts that no picture shows from near: coarser, so that the file stays small where nobody looks.
FAR = ("AQ", "AR", "AU", "BR", "CA", "CL", "GL", "ID", "IS", "JP", "NO", "NZ", "PG", "PH", "SJ")


def main(source: Path) -> None:
    countries = corrected_countries(source)
    world = compact.simplified(countries, tolerance=0.2, smallest=0.12)
    size = compact.write(world, ROOT / "static/map/world.json", steps_per_degree=25)
    print(f"static/map/world.json: {len(world)} countries, {size} bytes")
    # From the rounded file, so that both show the same corners.
    size = svg.write(compact.read(ROOT / "static/map/world.json"), ROOT / "static/map/world.svg")
    print(f"static/map/world.svg: {size} bytes")
    atlas = _atlas(countries)
    size = compact.write(atlas, ROOT / "scripts/maps/data/atlas.json", steps_per_degree=200)
    print(f"scripts/maps/data/atlas.json: {len(atlas)} countries, {size} bytes")


def _atlas(countries: Countries) -> Countries:
    fine = compact.simplified(countries, tolerance=0.013, smallest=5e-4)
    coarse = compact.simplified(countries, tolerance=0.05, smallest=5e-3)
    return {code: coarse[code] if code in FAR else outline for code, outline in fine.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
