"""Servers and load for the benchmarks: gunicorn and nginx on loopback, requests by wrk. Each stops what it started."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scripts.packages import apt_install

ROOT = Path(__file__).resolve().parent.parent


def program(name: str) -> str:
    """Where a program of this name is; asks Debian for it where we may."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found and apt_install(name):
        found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return found or sys.exit(f"Install the package {name}.")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def running(command: list[str], url: str, env: dict | None = None) -> Iterator[subprocess.Popen]:
    """A server in the foreground, from its first answer (of any kind) on."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        for _ in range(300):
            if process.poll() is not None:
                sys.exit(f"{command[0]} ended with {process.returncode}")
            try:
                urllib.request.urlopen(url, timeout=5).close()  # nosec B310 # loopback
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def gunicorn(module: str, **env) -> Iterator[tuple[str, subprocess.Popen]]:
    """The base of the addresses of an application, served as the site is, and its master process."""
    base = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", module]
    with running(command, f"{base}/en/", {**os.environ, "PORT": str(port), **env}) as process:
        yield base, process


class Load(NamedTuple):
    rate: float  # requests a second
    cost: float  # milliseconds of the processor that the server spent on one: steady, also on a machine that is busy


def load(url: str, server: subprocess.Popen, *headers: str, seconds: int = 3, connections: int = 8) -> Load:
    """Anything but 2xx and 3xx ends the benchmark."""
    options = [part for header in headers for part in ("-H", header)]
    command = [program("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", *options, url]
    before = processor_seconds(server)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(said)
    spent = (processor_seconds(server) - before) * 1000
    done = int(re.search(r"(\d+) requests in", said)[1])
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), spent / done)


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def processor_seconds(server: subprocess.Popen) -> float:
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in family(server.pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


@contextmanager
def nginx(site: str, folder: Path, more: str = "") -> Iterator[tuple[str, subprocess.Popen]]:
    """Our own configuration in front of a site, on a free port; `more` is put into its http block."""
    port, alive = free_port(), free_port()
    conf = (ROOT / "ops" / "nginx.conf").read_text()
    for name, value in {
        "web:8000": site.removeprefix("http://"),
        "listen 8080": f"listen 127.0.0.1:{port}",
        "127.0.0.1:8081": f"127.0.0.1:{alive}",
        "/tmp/": f"{folder}/",  # nosec B108 # a folder of its own takes its place
        "/etc/nginx/pages": str(ROOT / "ops" / "pages"),
        "worker_processes auto": "worker_processes 2; user root",
    }.items():
        assert name in conf, name
        conf = conf.replace(name, value)
    file = folder / "nginx.conf"
    file.write_text(conf.rstrip().removesuffix("}") + more + "}\n")
    base = f"http://127.0.0.1:{port}"
    with running([program("nginx"), "-c", str(file), "-g", "daemon off;"], base) as process:
        yield base, process
