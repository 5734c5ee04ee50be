"""A page from its copy, and a 304, against the least Django can do: `python -m bench.cached` (N= for more turns).

The same server, the same bytes, turn by turn. Loads the demo into an empty database (`python -m scripts.postgres …`).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from bench.serving import ROOT, gunicorn, load

PAGES = ("/en/", "/en/news/", "/en/news/?area=peace-and-security", "/api/articles/")
ROUNDS = int(os.environ.get("N", "5"))


def prepare() -> None:
    os.environ.setdefault("FPS_VAR", tempfile.mkdtemp(prefix="fps-bench-"))
    os.environ.setdefault("FPS_SECRET_KEY", "only for a benchmark on this machine")
    for command in (["collectstatic", "--noinput", "-v0"], ["migrate", "-v0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def fetch(url: str):
    with urllib.request.urlopen(url, timeout=30) as answer:  # nosec B310 # loopback
        return answer.read(), answer.headers


def main() -> None:
    prepare()
    with gunicorn("fps.wsgi") as (site, ours), tempfile.TemporaryDirectory() as folder:
        print(f"{'page':36} {'bytes':>7} {'req/s':>7} {'ratio':>6} {'cost':>6} {'ratio of 304':>13} {'cost':>6}")
        for page in PAGES:
            body, headers = fetch(site + page)
            constant = Path(folder, "page")
            constant.write_bytes(body)
            with gunicorn("bench.bare", BARE_PAGE=str(constant)) as (bare, theirs):
                known = f"If-None-Match: {headers['ETag']}"
                for url, server in ((f"{bare}/const/", theirs), (site + page, ours)):
                    load(url, server, seconds=1)  # every process has made the page once
                turns = [
                    (load(f"{bare}/const/", theirs), load(site + page, ours), load(site + page, ours, known))
                    for _ in range(ROUNDS)
                ]
            tell(page, len(body), turns)


def tell(page: str, size: int, turns: list) -> None:
    """Ratios are paired: each turn has its own constant. Above 1 is better than the constant."""
    rate = statistics.median(copy.rate for _bare, copy, _known in turns)
    copies = [(copy.rate / bare.rate, bare.cost / copy.cost) for bare, copy, _known in turns]
    known = [(same.rate / bare.rate, bare.cost / same.cost) for bare, _copy, same in turns]
    ratios = [statistics.median(column) for pairs in (copies, known) for column in zip(*pairs, strict=True)]
    print(f"{page:36} {size:7} {rate:7.0f} {ratios[0]:6.2f} {ratios[1]:6.2f} {ratios[2]:13.2f} {ratios[3]:6.2f}")


if __name__ == "__main__":
    main()
