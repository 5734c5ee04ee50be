"""Pictures of every page type and of the back office: `make screenshots`, into var/screenshots.

A private demo site is started for it and ended after it. `--sheet` also joins them into docs/screenshots/*.webp.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts import chromium
from scripts.build import ROOT, build

OUT = ROOT / "var" / "screenshots"
PASSWORD = secrets.token_urlsafe(12)
SIZES, SCHEMES = ((1280, 900), (390, 844)), ("light", "dark")
PUBLIC = {
    "home": "/en/", "home-de": "/de/", "policy": "/nl/beleid/", "area": "/fr/politique/paix-et-securite/",
    "topic": "/en/policy/peace-and-security/sanctions/",
    "chapter": "/en/policy/peace-and-security/sanctions/european-union-sanctions/",
    "list": "/en/news/?area=peace-and-security&year=2021", "list-nothing": "/nl/nieuws/?year=2012&tag=ukraine",
    "article": "/en/news/belgium-helps-victims-war-ukraine/", "tag": "/de/themen/demining/",
    "search": "/en/search/?q=mines", "fixed": "/fr/a-propos/accessibilite/", "missing": "/de/aktuelles/no-such-page/",
    "funding": "/en/funding/", "funding-fr": "/fr/financement/", "thread": "/en/subjects/demining/td/",
    "interview": "/en/news/looking-at-the-whole-election-not-only-at-the-ballot-box/",
    "month": "/en/news/15-seats-on-the-security-council/",
    "press": "/en/news/photo-exhibition-on-mine-clearance-opens-in-the-egmont-palace/",
    "corrected": "/en/news/the-convention-that-banned-chemical-weapons/",
    "changes": "/en/news/the-convention-that-banned-chemical-weapons/changes/",
    "record": "/en/news/rio-20-ends-with-a-decision-to-draw-up-new-goals/",
    "gone": "/en/news/registering-for-the-information-day-on-election-observation/", "site-map": "/nl/over/sitemap/",
    "compare": "/nl/financiering/?provider=belgium&b_provider=european-union",
    "dossier": "/en/funding/dossier/", "corrections": "/de/finanzierung/corrections/",
    "search-nothing": "/fr/recherche/?q=xylophone", "list-bad": "/en/news/?year=2o21", "lost": "/en/news/ukrain/",
}  # fmt: skip
BACK_OFFICE = {
    "login": "/admin/login/", "desk": "/admin/", "articles": "/admin/news/article/", "topics": "/admin/policy/topic/",
    "new-article": "/admin/news/article/add/", "form": "/admin/news/article/1/change/",
    "review": "/admin/news/article/30/review/de/", "history": "/admin/news/article/28/history/",
    "publish": "/admin/news/article/30/publish/", "images": "/admin/images/image/", "tags": "/admin/news/tag/",
    "matrix": "/admin/languages/", "all": "/admin/all/", "mail": "/admin/mail/", "money": "/admin/news/fundingfigure/",
    "figure": "/admin/news/fundingfigure/1/change/", "styleguide": "/styleguide/",
}  # fmt: skip


@contextmanager
def demo_site(*more_steps):
    """The address of a demo site of its own; it ends, with all its data, when the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ, "FPS_VAR": folder, "FPS_SECRET_KEY": secrets.token_urlsafe(60), "FPS_DEMO": "1",
            "FPS_ADMIN_PASSWORD": PASSWORD, "PORT": str(port),
        }  # fmt: skip
        env.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        for step in (["collectstatic", "--noinput", "-v0"], ["set_up"], *more_steps):
            subprocess.run([*manage, *step], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "fps.wsgi"]
        server = subprocess.Popen(command, cwd=ROOT, env=env)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(url, seconds=30):
    for _try in range(seconds * 5):
        try:
            return urllib.request.urlopen(url, timeout=5).close()  # nosec B310 # noqa: S310 (loopback)
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} does not answer")


def take(base: str) -> list[Path]:
    OUT.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find_or_install(), args=chromium.FLAGS)
        for width, height in SIZES:
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=base, viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
                )
                page = context.new_page()
                for name, path in {**PUBLIC, **BACK_OFFICE}.items():
                    page.goto(path)
                    if name == "desk":
                        page.fill("#id_username", "admin")
                        page.fill("#id_password", PASSWORD)
                        page.press("#id_password", "Enter")
                    page.wait_for_load_state("networkidle")
                    file = OUT / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=file, full_page=name not in BACK_OFFICE)
                    taken.append(file)
                context.close()
        browser.close()
    return taken


def sheet(files: list[Path], target: Path, width=360, height=520, columns=6) -> None:
    """One picture of many: the top of each page, side by side."""
    rows = -(-len(files) // columns)
    page = Image.new("RGB", (columns * (width + 16) + 16, rows * (height + 16) + 16), "#7f8c92")
    for place, file in enumerate(files):
        with Image.open(file) as shot:
            small = shot.convert("RGB").resize(
                (width, round(shot.height * width / shot.width)), Image.Resampling.LANCZOS
            )
        left, top = 16 + place % columns * (width + 16), 16 + place // columns * (height + 16)
        page.paste(small.crop((0, 0, width, min(height, small.height))), (left, top))
    page.save(target, quality=70, method=6)


def main() -> None:
    build()
    with demo_site() as base:
        files = take(base)
    if "--sheet" in sys.argv[1:]:
        folder = ROOT / "docs" / "screenshots"
        for width, _height in SIZES:
            for scheme in SCHEMES:
                chosen = [file for file in files if file.stem.endswith(f"-{width}-{scheme}")]
                sheet(chosen, folder / f"pages-{width}-{scheme}.webp")
        with Image.open(OUT / "home-1280-light.png") as home:
            home.convert("RGB").crop((0, 0, 1280, 1100)).save(folder / "home.webp", quality=80, method=6)
    print(f"{len(files)} pictures in {OUT}")


if __name__ == "__main__":
    main()
