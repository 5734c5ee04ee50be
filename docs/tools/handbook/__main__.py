"""Takes the pictures of docs/editors.md on a fresh demo site: `python -m docs.tools.handbook`."""

import io
import secrets
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

from docs.tools.screenshots import demo_site
from scripts import chromium
from scripts.build import ROOT, build

from .a_day import Day

PICTURES = ROOT / "docs" / "pictures"
MOST, MOST_OF_ALL = 60_000, 900_000
PASSWORD = secrets.token_urlsafe(12)
PEOPLE = f"""
from django.contrib.auth import get_user_model
for name, family, role in (("amelie", "Lambert", "author"), ("karel", "Peeters", "editor")):
    somebody = get_user_model().objects.create_user(
        name, password={PASSWORD!r}, first_name=name.capitalize(), last_name=family, is_staff=True)
    somebody.roles.create(name=role)
"""


def shot(page, name, at=None):
    """What stands in the window, or the part of the page that is meant; small enough to keep beside the words."""
    page.wait_for_load_state("networkidle")
    taken = page.locator(at).first.screenshot() if at else page.screenshot()
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    for quality in range(70, 10, -10):
        picture.save(PICTURES / f"{name}.webp", quality=quality, method=6)
        if (PICTURES / f"{name}.webp").stat().st_size <= MOST:
            return
    sys.exit(f"The picture {name} is too heavy.")


def main():
    build()
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.webp"):
        old.unlink()
    with demo_site(["shell", "-v0", "-c", PEOPLE]) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find_or_install(), args=chromium.FLAGS)
        Day(browser, base, PASSWORD, shot).pass_by()
        browser.close()
    sizes = [each.stat().st_size for each in PICTURES.glob("*.webp")]
    print(f"{len(sizes)} pictures, {sum(sizes):,} bytes in {PICTURES.relative_to(ROOT)}")
    if sum(sizes) > MOST_OF_ALL:
        sys.exit("The pictures are too heavy together.")


if __name__ == "__main__":
    main()
