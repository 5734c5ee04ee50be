"""The memory of the site at rest: `python -m bench.memory` (SQLite, or under `python -m scripts.postgres`).

PSS of the master and its two workers in MiB (what they share is counted once): right after the start, after the first
page of each kind, after many, and after the interface was asked, whose libraries a worker reads only then.
"""

from pathlib import Path

from bench.cached import fetch, prepare
from bench.serving import family, gunicorn

PAGES = (
    *("/en/", "/nl/", "/fr/", "/de/", "/en/policy/peace-and-security/", "/nl/nieuws/", "/de/aktuelles/?page=1"),
    *("/fr/actualites/feed.atom", "/de/aktuelles/feed.json", "/en/funding/", "/nl/financiering/?country=ht"),
    *("/en/search/?q=ukraine", "/fr/recherche/?q=aide", "/en/about/sitemap/", "/sitemap.xml"),
)
MANY = 8  # rounds: either worker takes a connection, as chance has it


def tell(name: str, pids: list[int]) -> None:
    each = []
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        each.append(sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
    print(f"{name:24} {sum(each):6.1f} MiB  ({' + '.join(f'{one:.1f}' for one in each)})", flush=True)


def visit(site: str, number: int) -> None:
    """Every page by a question of its own, so that no copy of it answers."""
    for page in PAGES:
        fetch(f"{site}{page}{'&' if '?' in page else '?'}visit={number}")


def main() -> None:
    prepare()
    with gunicorn("fps.wsgi") as (site, master):
        tell("after the start", family(master.pid))
        visit(site, 0)
        tell("after the first pages", family(master.pid))
        for number in range(1, MANY):
            visit(site, number)
        tell(f"after {MANY * len(PAGES)} pages", family(master.pid))
        for number in range(5, 20):
            fetch(f"{site}/api/articles/?page_size={number}")
        tell("after the interface", family(master.pid))


if __name__ == "__main__":
    main()
