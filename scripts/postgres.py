"""A private PostgreSQL server that lives as long as the tests: no port, no password, nothing left behind.

python -m scripts.postgres COMMAND…     runs COMMAND with DATABASE_URL set to it
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from scripts.packages import apt_install

INITDB = ["--auth=trust", "--username=postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
SETTINGS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


def find_binaries() -> Path | None:
    """The folder of the newest server on this machine."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def find_or_install_binaries() -> Path | None:
    if found := find_binaries():
        return found
    if os.geteuid() == 0:
        # Debian's package would start a server of its own.
        config = Path("/etc/postgresql-common/createcluster.d")
        config.mkdir(parents=True, exist_ok=True)
        (config / "no-main-cluster.conf").write_text("create_main_cluster = false\n")
        apt_install("postgresql")
    return find_binaries()


def other_user() -> dict:
    """PostgreSQL refuses to run as root: the arguments of subprocess that make it somebody else."""
    if os.geteuid() != 0:
        return {}
    for name in ["postgres", "nobody"]:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("Neither a user 'postgres' nor 'nobody' exists to run the server as.")


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Starts a server and yields its DATABASE_URL; stops it by its own id, whatever happens in between."""
    folder = Path(tempfile.mkdtemp(prefix="fps-pg-"))
    process = None
    try:
        account = other_user()
        if account:
            os.chown(folder, account["user"], account["group"])
        start = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}, **account}
        data = folder / "data"
        made = subprocess.run([binaries / "initdb", *INITDB, "-D", data], **start, capture_output=True, text=True)
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr.strip()}")
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *settings],
                **start,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the tests first; we stop the server after them
            )
        for _ in range(200):
            if subprocess.run([binaries / "pg_isready", "-q", "-h", folder], **start).returncode == 0:
                break
            if process.poll() is not None:
                raise RuntimeError(f"The server did not start: {(folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)
        else:
            raise RuntimeError("The server did not answer within 20 seconds.")
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if process:
            stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def stop(process: subprocess.Popen) -> None:
    for way in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, the last resort
        if process.poll() is None:
            process.send_signal(way)
        try:
            process.wait(timeout=10)
            return
        except subprocess.TimeoutExpired:
            continue


def end_on_signals() -> None:
    """Makes a SIGTERM or a hang-up an ordinary exit, so that `finally` runs."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, frame: sys.exit(128 + received))


if __name__ == "__main__":
    end_on_signals()
    where = find_or_install_binaries() or sys.exit("No PostgreSQL server is installed: install the package postgresql.")
    with server(where) as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
