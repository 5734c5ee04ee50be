"""Cut the faces of the site from the packaged variable fonts.

    npm install --no-save @fontsource-variable/newsreader@5.3.0 @fontsource-variable/instrument-sans@5.3.0
    pip install fonttools brotli
    python scripts/cut_fonts.py node_modules static/fonts

The results are committed; run this only to change a face. The same sources
give the same bytes.

Two gaps of both families are closed here: U+202F (groups the digits of French
sums) is drawn with the no-break space, U+2011 (no-break hyphen) with the
hyphen. Without that a browser sets "457 000" in two faces.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

NEWSREADER = "@fontsource-variable/newsreader/files/newsreader-{part}-opsz-{style}.woff2"
INSTRUMENT = "@fontsource-variable/instrument-sans/files/instrument-sans-{part}-wght-{style}.woff2"

# name of the file → package, style, place on the axes
FACES = {
    "newsreader-display": (NEWSREADER, "normal", {"opsz": 48, "wght": 500}),
    "newsreader-text": (NEWSREADER, "normal", {"opsz": 17, "wght": 400}),
    "newsreader-text-strong": (NEWSREADER, "normal", {"opsz": 17, "wght": 600}),
    "newsreader-text-italic": (NEWSREADER, "italic", {"opsz": 17, "wght": 400}),
    "instrument-sans": (INSTRUMENT, "normal", {"wght": (400, 600)}),
}

DRAWN_AS = {0x202F: 0x00A0, 0x2011: 0x002D}

LATIN = {
    *range(0x20, 0x7F),
    *(set(range(0xA0, 0x100)) - {0xA4, 0xA6, 0xAC, 0xAF, 0xB8}),  # without ¤ ¦ ¬ ¯ ¸
    *(0x0131, 0x0152, 0x0153),  # ı Œ œ
    *(0x2013, 0x2014),
    *(0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2212),
    *DRAWN_AS,
}
# Š č ł Ÿ ẞ …: their own file, fetched only by a page that names such a person.
LATIN_EXT = {*range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E} - LATIN

FEATURES = ["kern", "liga", "ccmp", "locl", "tnum"]


def cut(source: Path, axes: dict, characters: set[int]) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    font = instantiateVariableFont(font, axes, inplace=True)
    for table in font["cmap"].tables:
        for character, twin in DRAWN_AS.items():
            if table.isUnicode() and twin in table.cmap:
                table.cmap[character] = table.cmap[twin]
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 5, 6, 14]  # copyright and the address of the licence stay
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters & set(font.getBestCmap()))
    subsetter.subset(font)
    return font


def save_woff2(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name:40} {path.stat().st_size:7,} bytes, {len(font.getBestCmap())} characters")


def save_display_ttf(modules: Path, target: Path) -> None:
    """Pillow cannot read woff2; pictures for Open Graph need Latin and Latin-ext in one file."""
    package, style, axes = FACES["newsreader-display"]
    parts = []
    for part, characters in (("latin", LATIN), ("latin-ext", LATIN_EXT)):
        font = cut(modules / package.format(part=part, style=style), axes, characters)
        font.flavor = None
        stream = BytesIO()
        font.save(stream)
        stream.seek(0)
        parts.append(stream)
    path = target / "newsreader-display.ttf"
    font = Merger().merge(parts)
    font["head"].created = font["head"].modified = 0  # else the merge writes the hour
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path.name:40} {path.stat().st_size:7,} bytes, {len(font.getBestCmap())} characters")


def main(modules: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, (package, style, axes) in FACES.items():
        for part, suffix, characters in (("latin", "", LATIN), ("latin-ext", "-ext", LATIN_EXT)):
            font = cut(modules / package.format(part=part, style=style), axes, characters)
            save_woff2(font, target / f"{name}{suffix}.woff2")
    save_display_ttf(modules, target)
    for family in ("newsreader", "instrument-sans"):
        shutil.copyfile(modules / "@fontsource-variable" / family / "LICENSE", target / f"LICENSE-{family}.txt")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
