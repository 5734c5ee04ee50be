"""The contact sheet: all pictures side by side, light then dark, to see that no two are alike."""

from pathlib import Path

from PIL import Image

COLUMNS = 6
SMALL = (300, 200)
GAP = 12


def write_sheet(folder: Path, names: list[str], path: Path) -> None:
    """Light and dark of one picture stand next to each other."""
    files = [folder / f"{name}{ending}.webp" for name in names for ending in ("", "-dark")]
    rows = -(-len(files) // COLUMNS)
    size = (COLUMNS * (SMALL[0] + GAP) + GAP, rows * (SMALL[1] + GAP) + GAP)
    sheet = Image.new("RGB", size, "#ffffff")
    for index, file in enumerate(files):
        row, column = divmod(index, COLUMNS)
        with Image.open(file) as picture:
            small = picture.convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + column * (SMALL[0] + GAP), GAP + row * (SMALL[1] + GAP)))
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, quality=60, method=6)
