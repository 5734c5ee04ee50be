"""The site beside others: `python -m scripts.postgres python -m bench.beside FOLDER [SIZE]` (TURNS=, LASTS=).

FOLDER holds a side-by-side benchmark of other systems: `build.sh 1k 10k` makes them with their databases, `serve.sh`
serves one, `run.py` loads all of them turn by turn, `paths.toml` names their pages. Here it gets PostgreSQL, Redis and
our site with as many articles, all of which end with the run; what was built is kept below `var/beside`.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import databases
from bench.pages import pages
from bench.serving import ROOT, free_port, program

NAMES = {"home": "home", "area": "area", "topic": "topic", "listing": "list", "detail": "article",
         "listing_filtered": "list, by tag and year", "listing_deep": "list, last page",
         "search_common": "search, common word", "search_rare": "search, rare word"}  # fmt: skip


@contextmanager
def redis() -> Iterator[str]:
    port = free_port()
    command = [
        program("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--loglevel",
        "warning",
    ]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        while process.poll() is None and socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def served(folder: Path, env: dict, name: str, venv: Path, where: Path, module: str, **more) -> Iterator[str]:
    """The address of a system with two workers."""
    port, pid = free_port(), Path(env["RUN"], f"{name}.pid")
    command = ["sh", "serve.sh", name, str(port), str(venv), str(where), module]
    subprocess.run(command, cwd=folder, env={**env, **more}, check=True)
    try:
        while not pid.exists() or socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(int(pid.read_text()), signal.SIGTERM)


def main(source: str, size: str = "10k") -> None:
    from django.conf import settings
    from django.db import connection

    number = int(size.removesuffix("k")) * 1000
    known, name = connection.settings_dict, databases.ready(number)
    var = Path(settings.VAR, "beside").resolve()
    folder = shutil.copytree(source, var / "bench", dirs_exist_ok=True)
    ours = "\n".join(f'{other} = "{pages(number)[mine]}"' for other, mine in NAMES.items())
    paths = (Path(source) / "paths.toml").read_text()
    (folder / "paths.toml").write_text(f"{paths}\n[ours.pages]\n{ours}\n")
    with ExitStack() as stack:
        env = {
            **os.environ,
            "PGHOST": known["HOST"],
            "PGUSER": known["USER"],
            "BENCH": str(var),
            "RUN": str(var / "run"),
        }
        del env["DJANGO_SETTINGS_MODULE"]  # each has its own
        env["REDIS_URL"] = stack.enter_context(redis())
        subprocess.run(["bash", "build.sh", *dict.fromkeys(["1k", size])], cwd=folder, env=env, check=True)
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True)
        site = {"DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}", "FPS_DEMO": "0"}
        wagtail = (var / "wt", folder / "peer_wagtail", "peer.wsgi")
        peer = {"PEER_DB": f"wt_{size}", "PEER_VAR": str(var / "wtvar")}
        mine = (Path(sys.prefix), ROOT, "fps.wsgi")
        flat = {"PEER_DB": f"floor_{size}"}
        groups = (
            {
                "wagtail": ("wt", *wagtail, peer),
                "ours": ("ours", *mine, {**site, "FPS_PAGE_CACHE": "0"}),
                "floor": ("floor", var / "bare", folder / "peer_bare", "bare.wsgi", flat),
            },
            {
                "wagtail": ("wt_kept", *wagtail, {**peer, "PEER_CACHE": "redis"}),
                "ours": ("ours_kept", *mine, site),
            },
        )
        for systems in groups:
            targets = []
            for kind, (label, *what, more) in systems.items():
                url = stack.enter_context(served(folder, env, label, *what, **more))
                targets += ["--target", f"{kind}@{size}={url}"]
            turns = ["--reps", os.environ.get("TURNS", "3"), "-d", os.environ.get("LASTS", "5")]
            command = [sys.executable, "run.py", *targets, *turns, "--pages", ",".join(NAMES)]
            subprocess.run(command, cwd=folder, env=env, check=True)


if __name__ == "__main__":
    databases.set_up()
    main(*sys.argv[1:])
