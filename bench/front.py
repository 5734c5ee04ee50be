"""The site behind our nginx: `python -m scripts.postgres python -m bench.front` (N= turns and publications).

How many requests a second nginx answers from its store of one second, against a file of the same bytes; how long after
a publication an old page is still handed out; and what other readers notice of clients that never finish asking.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from bench.cached import fetch, prepare
from bench.serving import ROOT, free_port, gunicorn, load, nginx

ROUNDS = int(os.environ.get("N", "5"))
PUBLISH = """
import sys, time
from fps.models import Banner
banner, draft = Banner.objects.create(key=f"bench-{time.time_ns()}"), None
for line in sys.stdin:
    draft = banner.new_draft("en")
    draft.title = f"Banner number {line.strip()}."
    draft.save()
    banner.approve(["en"])
    print(time.time(), flush=True)
"""


def main() -> None:
    prepare()
    with gunicorn("fps.wsgi") as (site, _master), tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "page.html").write_bytes(fetch(f"{site}/en/")[0])
        file = f"server {{ listen 127.0.0.1:{port}; root {folder}; types {{ text/html html; }} sendfile on; }}\n"
        with nginx(site, folder, file) as (front, server):
            host = site.removeprefix("http://")
            against_a_file(f"{front}/en/", f"http://127.0.0.1:{port}/page.html", server, host)
            publications(f"{front}/en/", host)
            half_open(front, host)


def against_a_file(page: str, file: str, server, host: str) -> None:
    for connections in (8, 64):
        for kind, headers in (("plain", ()), ("packed", ("Accept-Encoding: gzip",))):
            turns = []
            for _ in range(ROUNDS):
                still = load(file, server, f"Host: {host}", connections=connections)
                turns.append((still, load(page, server, f"Host: {host}", *headers, connections=connections)))
            rate = statistics.median(ours.rate for _file, ours in turns)
            ratio = statistics.median(ours.rate / still.rate for still, ours in turns)
            cost = statistics.median(still.cost / ours.cost for still, ours in turns)
            print(f"{connections:3} connections, {kind:6}: {rate:7.0f} a second, {ratio:.2f} × the file, "
                  f"{cost:.2f} by processor time", flush=True)  # fmt: skip


def publications(url: str, host: str) -> None:
    """The longest time after a commit at which somebody was still handed the page before it."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISH]
    editor = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    late = []
    for number in range(ROUNDS * 4):
        time.sleep(0.13 * (number % 8))  # at any moment of a second
        editor.stdin.write(f"{number}\n")
        editor.stdin.flush()
        words, last_old, fresh, begun = f"Banner number {number}.".encode(), 0.0, 0, None
        pauses = [0.01, 0.3, 0.9][number % 3]  # a rush, and a trickle
        reader: list[float] = []
        threading.Thread(target=lambda into=reader: into.append(float(editor.stdout.readline()))).start()
        while fresh < 5:
            asked = time.time()
            request = urllib.request.Request(url, headers={"Host": host})
            new = words in urllib.request.urlopen(request, timeout=30).read()  # nosec B310 # loopback
            last_old, fresh = (last_old, fresh + 1) if new else (asked, 0)
            time.sleep(pauses if not fresh else 0.05)
        begun = reader[0]
        late.append(max(0.0, last_old - begun))
    editor.stdin.close()
    editor.wait()
    print(f"{len(late)} publications: seen by all after {statistics.median(late):.2f} s, at most {max(late):.2f} s")


def half_open(front: str, host: str, clients: int = 30) -> None:
    address = tuple(front.removeprefix("http://").split(":"))
    begun = [
        f"GET /en/ HTTP/1.1\r\nHost: {host}\r\nX-Slow: ",
        f"POST /en/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9999\r\n\r\nx",
    ]
    held = []
    for number in range(clients):
        held.append(socket.create_connection(address))
        held[-1].sendall(begun[number % 2].encode())
    times, until = [], time.time() + 8
    while time.time() < until:
        asked = time.perf_counter()
        request = urllib.request.Request(f"{front}/en/news/?page=1&turn={len(times)}", headers={"Host": host})
        urllib.request.urlopen(request, timeout=30).read()  # nosec B310 # loopback
        times.append(time.perf_counter() - asked)
    for each in held:
        each.close()
    print(f"beside {clients} clients that never finish: {len(times)} pages made, the slowest in {max(times):.2f} s")


if __name__ == "__main__":
    main()
