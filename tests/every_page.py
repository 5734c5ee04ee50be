"""One page of every kind in every language that has it: asked of a running site."""

import re
import urllib.error
import urllib.request

from docs.tools.screenshots import PUBLIC

SISTER = re.compile(r'<link rel="alternate" hreflang="(\w\w)" href="https?://[^/"]+([^"]*)"')


def fetch(url: str) -> str:
    """The page, also where it is one of an error."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # nosec B310 # loopback
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def every_page(base: str) -> dict[str, str]:
    """Path → HTML. Where a page names its sisters they are followed; the question of a list goes along."""
    found = {}
    for path in PUBLIC.values():
        found[path] = fetch(base + path)
        query = path.partition("?")[2]
        for _language, sister in SISTER.findall(found[path]):
            sister = sister.partition("?")[0] + (f"?{query}" if query else "")
            found[sister] = found.get(sister) or fetch(base + sister)
    return found
