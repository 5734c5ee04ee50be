"""Requests that no browser sends, at every public address: an answer in words, never a fault, a trace or a long wait.

They are put to the site as a server would put them, byte for byte: a client of the tests would mend them first.
"""

import random
import time
from io import BytesIO
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import translation

A_ROUND = 100  # requests
SLOWEST, SLOWEST_OF_MOST = 2.0, 0.1  # seconds of the processor (others use the machine too): of one, of 99 in 100
PROTECTION = {
    *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Permissions-Policy"),
    *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
}
LONG = "9" * 4000
TOKEN = "0123456789abcdef" * 2
ODD = [
    *("", "%00", "a%00b", "%FF%FE", "%C3%28", "%ED%A0%80", "%E2%80%AE", "%0D%0ASet-Cookie:%20a=b", "\xff\xfe", "\x00"),
    *("-1", "0", "1", LONG, "1e9999", "NaN", "%D9%A3", "9" * 19, "1.5", "true", "[]", "{}", "null", "None", "%"),
    *("2026-02-31", "0001-01-01", "9999-12-31", "99999-01-01", "2026-13-01", "2026", "en", "xx", "UA"),
    *("ukraine", "EUR", "%2B" * 300, "*:*&!|%20%7C%7C", "%22" * 99, "%5C", "aid%20OR", "%C3%A9" * 500, "%" * 300),
    *("peace-and-security", "news", "best", "'%20OR%201=1--", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    *("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd", "%252e", "%F0%9F%92%A3" * 300, "a" * 3900, "(" * 500, "a*" * 900),
]  # fmt: skip
NAMES = [
    *("q", "area", "tag", "kind", "year", "from", "to", "country", "has_figures", "sort", "page", "page_size"),
    *(
        "format",
        "provider",
        "receiver",
        "stage",
        "currency",
        "convert",
        "b_provider",
        "b_from",
        "b_area",
        "language",
        "token",
    ),
    *("q[]", "page[0]", "page[$gt]", "%00", "__proto__", "_method", "utm_source", "x" * 200, "", "state__in", "pk"),
]
METHODS = [
    *["GET"] * 12,
    *("HEAD", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X" * 50),
]
HEADERS = {
    "HTTP_HOST": ["", "evil.example", "localhost:99999", "local host", "[::1", "\xff", "a" * 300, "localhost,x"],
    "HTTP_X_FORWARDED_FOR": ["127.0.0.1", "'", "::ffff:1.2.3.4, x", "," * 500],
    "HTTP_X_FORWARDED_PROTO": ["https", "gopher", "https,http"],
    "HTTP_X_FORWARDED_HOST": ["evil.example"],
    "HTTP_ACCEPT_LANGUAGE": ["*", "xx-" * 200, "nl;q=9e999", ";;;,,,", "\xff", "de-" + "a" * 4000],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=0", "gzip" * 500, "*", "\xff"],
    "HTTP_ACCEPT": ["*/*;q=x", "text/" + "x" * 5000, "application/json;version=;;"],
    "HTTP_IF_NONE_MATCH": ["*", '"', 'W/"' + "x" * 5000, '"a",' * 1500, "\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["never", "Thu, 99 Xxx 9999 99:99:99 GMT", "0" * 4000],
    "HTTP_RANGE": ["bytes=-1", "bytes=9-1", "bytes=" + "0-0," * 900, "bytes=99999999999999999999-"],
    "HTTP_COOKIE": ["sessionid=x", "sessionid=" + "x" * 4000, "=;=;=", "\x00", "csrftoken=\xff", "a=b;" * 900],
    "HTTP_AUTHORIZATION": ["Basic !", "Bearer " + "x" * 3000, "\xff"],
    "HTTP_REFERER": ["javascript:alert(1)", "\xff", "http://[::1"],
    "HTTP_USER_AGENT": ["", "() { :; }; x", "x" * 7000],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE"],
    "CONTENT_TYPE": ["application/json", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300, "\xff"],
    "CONTENT_LENGTH": ["-1", "abc", "99999999999", ""],
}  # fmt: skip
FIXED = [
    *("/", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-{}.xml"),
    *("/favicon.ico", "/.well-known/security.txt", "/styleguide/", "/share/{}/", "/share/{}"),
    *("/calendar/{}.ics", "/static/{}"),
    *("/media/card/en/article/{}.png", "/media/card/xx/topic/{}.png", "/media/card/{}.png", "/media/{}"),
    *(f"/media/{TOKEN}/w800.webp", f"/media/{TOKEN}/{{}}.jpg", f"/media/{TOKEN}/{{}}.pdf", "/media/{}/w800.webp"),
    *(f"/media/by/{TOKEN}/w800.webp", f"/media/by/{TOKEN}.pdf", "/media/by/{}.pdf", "/{}", "/{}/"),
    *("/api/", "/api/openapi.json", "/api/articles/", "/api/articles/{}/", "/api/topics/", "/api/topics/{}/"),
    *("/api/tags/", "/api/organisations/", "/api/figures/", "/api/{}/"),
]  # fmt: skip
BY_LANGUAGE = {
    "": ["", "{}/"],
    "policy/": ["", "{}/", "{}/{}/", "{}/changes/"],
    "about/": ["sitemap/", "", "{}/", "{}/changes/"],
    "news/": ["", "feed.json", "feed.atom", "{}/", "{}/changes/"],
    "subjects/": ["{}/", "{}/{}/", "{}/ua/thread.ics", "{}/feed.atom"],
    "search/": [""],
    "funding/": ["", "figures.csv", "figures.json", "dataset.jsonld", "iati.xml", "feed.atom", "map.svg",
                 "map-dark.svg", "corrections/", "dossier/", "dossier/dossier.csv"],
}  # fmt: skip


def addresses() -> list[str]:
    """Every public address, with {} where something may be chosen."""
    found = list(FIXED)
    for language, _name in settings.LANGUAGES:
        for segment, rest in BY_LANGUAGE.items():
            spoken = segment
            if segment:
                with translation.override(language):
                    spoken = translation.pgettext("address", segment)
            found += [f"/{language}/{spoken}{each}" for each in rest]
    return found


class Site:
    """The whole application with all its middleware, without a server in front."""

    def __init__(self):
        self.application, self.places = WSGIHandler(), addresses()

    def request(self, dice) -> dict:
        place = dice.choice(self.places)
        while "{}" in place:
            place = place.replace("{}", dice.choice(ODD), 1)
        names = dice.choices(NAMES, k=dice.choice([0, 1, 1, 2, 3, 8, 300] if dice.random() < 0.5 else [0, 1, 2]))
        query = "&".join(f"{name}={dice.choice(ODD)}" for name in names)
        if names and dice.random() < 0.3:
            query += f"&{names[0]}={dice.choice(ODD)}"
        body = dice.choice([b"", b"\x00\xff" * 99, b'{"a":' * 500, b"a=" + b"b" * 9000, b"--x\r\n\r\n"])
        environ = {
            "REQUEST_METHOD": dice.choice(METHODS), "PATH_INFO": unquoted(place), "QUERY_STRING": query[:9000],
            "SCRIPT_NAME": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": dice.choice(["127.0.0.1", "203.0.113.9", "", "2001:db8::1"]), "HTTP_HOST": "localhost",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "wsgi.url_scheme": "http",
        }  # fmt: skip
        for name in dice.sample(sorted(HEADERS), dice.choice([0, 0, 1, 2, 5])):
            environ[name] = dice.choice(HEADERS[name])
        return environ

    def ask(self, environ: dict) -> tuple[int, dict[str, str], bytes]:
        told = []
        answer = self.application(dict(environ), lambda status, headers, _fault=None: told.append((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        return int(told[0][0][:3]), dict(told[0][1]), body


def unquoted(path: str) -> str:
    """As servers hand it over: each byte a character."""
    return unquote_to_bytes(path.encode("latin-1")).decode("latin-1")


def fault_of(environ: dict, status: int, headers: dict, body: bytes) -> str:
    """What is wrong with an answer, in words; empty if nothing is."""
    what = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'][:80]!r}?{environ['QUERY_STRING'][:200]!r}: "
    if status >= 500:
        return f"{what}{status}"
    if b"Traceback (most" in body:
        return f"{what}a trace"
    if any("\n" in value or "\r" in value for value in headers.values()) or "evil.example" in headers.get(
        "Location", ""
    ):
        return f"{what}a header that was let in: {headers}"
    missing = PROTECTION - headers.keys()
    return f"{what}{status} without {', '.join(sorted(missing))}" if missing else ""


def run(number: int, seed: int) -> tuple[list[str], list[float], list[float]]:
    """So many requests; returns the faults, a sentence each, and the seconds that the answers took: on the clock, and
    of the processor.
    """
    site, dice, faults, clock, processor = Site(), random.Random(seed), [], [], []  # noqa: S311 - can be played again
    for _ in range(number):
        environ = site.request(dice)
        asked, spent = time.perf_counter(), time.process_time()
        answer = site.ask(environ)
        clock.append(time.perf_counter() - asked)
        processor.append(time.process_time() - spent)
        if processor[-1] > SLOWEST:
            faults.append(f"{environ['PATH_INFO'][:80]!r}?{environ['QUERY_STRING'][:200]!r}: {processor[-1]:.1f} s")
        if fault := fault_of(environ, *answer):
            faults.append(fault)
    return faults, clock, processor


def rounds(seed, first, last):
    """A hundred requests a round."""
    from django.core.management import call_command

    call_command("load_demo", verbosity=0)
    run(A_ROUND, 0)  # templates and translations are read
    clock, processor = [], []
    for number in range(first, last):
        faults, *times = run(A_ROUND, seed * 1_000_000 + number)
        assert not faults, "; ".join(faults[:10])
        clock, processor = sorted(clock + times[0]), sorted(processor + times[1])
        p99 = processor[len(processor) * 99 // 100]
        assert number < last - 1 or p99 < SLOWEST_OF_MOST, f"99 of 100 answers took up to {p99 * 1000:.0f} ms"
        summary = {"p99": p99, "p99 on the clock": clock[len(clock) * 99 // 100], "slowest": clock[-1]}
        milliseconds = {name: round(value * 1000) for name, value in summary.items()}
        yield number, {"requests": (number + 1) * A_ROUND, "in ms": milliseconds}
