"""Everything that must hold before a change goes in: `make test`; with --quick what takes a minute: `make check`.

Each gate and each test counts as one; the last line says how many passed and failed. What cannot run on this machine
is named; with CI=true it is a failure, and so is a test that was skipped in every run.
"""

import os
import secrets
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from contextlib import ExitStack

from scripts import chromium, lint, page_checkers, postgres
from scripts.build import ROOT, build

OUT = ROOT / "var" / "tests"
SLOWEST = 15  # tests named at the end
STRICT = os.environ.get("CI", "").lower() in {"true", "1"}
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
# Nothing of the caller's shell decides what is tested, or that each of many processes compiles all modules anew.
NOT_OURS = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
# But for the hour (FPS_TEST_CLOCK=2026-10-25T00:30Z make test, see tests/fixtures/clock.py), and for everything on both
# databases (FPS_TEST_ALL=1, see tests/fixtures/databases.py).
ASKED = {name: os.environ[name] for name in ("FPS_TEST_CLOCK", "FPS_TEST_ALL") if name in os.environ}
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("FPS_") and name not in NOT_OURS}
SQLITE = {"DATABASE_URL": f"sqlite:///{OUT / 'checks.sqlite3'}"}
LOCAL = {**CLEAN, **SQLITE, "FPS_SECRET_KEY": secrets.token_urlsafe(64), "FPS_DEMO": "0"}
PRODUCTION = {**LOCAL, "FPS_SITE_URL": "https://www.example.org", "FPS_ALLOWED_HOSTS": "www.example.org"}


class Tally:
    def __init__(self):
        self.passed, self.failures, self.not_run = 0, [], []
        self.ran, self.skipped = set(), set()
        self.seconds: list[tuple[float, str]] = []

    def gate(self, name: str, command: list[str], env: dict[str, str]) -> None:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
        if done.returncode == 0:
            self.passed += 1
        else:
            self.failures.append(name)
            print(done.stdout + done.stderr, flush=True)

    def missing(self, what: str) -> None:
        print(f"NOT RUN: {what}", flush=True)
        (self.failures if STRICT else self.not_run).append(f"not run: {what}")

    def finish(self, name: str, process: subprocess.Popen) -> None:
        """Waits for a run of pytest, shows what it said and counts its report."""
        process.wait()
        print(f"\n== tests: {name}\n{(OUT / f'{name}.log').read_text(errors='replace').strip()}", flush=True)
        before = len(self.failures)
        try:
            cases = list(ET.parse(OUT / f"{name}.xml").iter("testcase"))  # nosec B314 # noqa: S314 (pytest wrote it)
        except (OSError, ET.ParseError):
            cases = []
        for case in cases:
            test = f"{case.get('classname')}.{case.get('name')}"
            outcomes = {child.tag for child in case}
            self.seconds.append((float(case.get("time") or 0), f"{test} ({name})"))
            if outcomes & {"failure", "error"}:
                self.failures.append(f"{test} ({name})")
            elif "skipped" in outcomes:
                self.skipped.add(test)
                continue
            else:
                self.passed += 1
            self.ran.add(test)
        if process.returncode and len(self.failures) == before:
            self.failures.append(f"tests: {name} (pytest ended with {process.returncode})")

    def close(self) -> int:
        never = sorted(self.skipped - self.ran)
        for test in never:
            self.missing(f"{test} (skipped in every run)")
        for what in self.not_run:
            print(f"NOT RUN, so not proven: {what.removeprefix('not run: ')}")
        print(f"The slowest {SLOWEST} of {sum(seconds for seconds, _test in self.seconds):.0f} s in all:")
        for seconds, test in sorted(self.seconds, reverse=True)[:SLOWEST]:
            print(f"  {seconds:5.1f} s  {test}")
        for failure in self.failures:
            print(f"FAILED: {failure}")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0


def start(
    stack: ExitStack, name: str, marks: str, workers: int, env: dict[str, str], where: tuple[str, ...] = ()
) -> subprocess.Popen:
    """Starts pytest, its words going to a file: two runs at once must not mix. It ends with `stack` at the latest."""
    report = OUT / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-m", marks, f"--numprocesses={workers}", "--dist=loadfile"]
    command += ["-o", f"cache_dir={OUT / f'cache-{name}'}", f"--junitxml={report}", *where]
    with (OUT / f"{name}.log").open("wb") as log:
        env = {**CLEAN, **ASKED, **env}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def gates(tally: Tally) -> None:
    for name, command in lint.commands().items():
        tally.gate(name, command, CLEAN)
    manage = [sys.executable, "-W", "error", "manage.py"]
    tally.gate("check", [*manage, "check", "--fail-level", "WARNING"], LOCAL)
    tally.gate("migrations match the models", [*manage, "makemigrations", "--check", "--dry-run"], LOCAL)
    tally.gate("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION)


def all_runs(tally: Tally, stack: ExitStack) -> list[tuple[str, str, dict[str, str], tuple[str, ...]]]:
    """Name, marks, environment and folders of each run: the browser first, since it mostly waits, then the longest."""
    runs = []
    if path := chromium.find_or_install():
        runs.append(("browser", "browser", {**SQLITE, "CHROMIUM": path}, ()))
        for what in page_checkers.missing():
            tally.missing(f"tests with {what}")
    else:
        tally.missing("browser tests: install Chromium, or name one in CHROMIUM")
    url = os.environ.get("TEST_DATABASE_URL")
    if not url and (binaries := postgres.find_or_install_binaries()):
        url = stack.enter_context(postgres.server(binaries))
    if url:
        runs.append(("postgresql", "not browser and not apart and not one_database", {"DATABASE_URL": url}, ()))
    else:
        tally.missing("tests on PostgreSQL: install the package postgresql, or set TEST_DATABASE_URL")
    # In two parts of like length, so that at the end no core waits for the other.
    runs.append(("sqlite-desk", "not browser and not apart", SQLITE, ("tests/desk",)))
    runs.append(("sqlite", "not browser and not apart", SQLITE, ("--ignore=tests/desk",)))
    return [*runs, ("apart", "apart", SQLITE, ())]


def everything(tally: Tally, stack: ExitStack) -> None:
    """Three runs at a time on two cores, since one waits for its browser; when one ends the next begins."""
    waiting, running = all_runs(tally, stack), {}
    at_once, workers = min(CORES, 2) + 1, CORES // 2 if CORES > 3 else 0
    gates_to_come = True
    while waiting or running:
        while waiting and len(running) < at_once:
            name, marks, env, where = waiting.pop(0)
            running[name] = start(stack, name, marks, workers, env, where)
        if gates_to_come:
            gates(tally)
            gates_to_come = False
        for name in [name for name, process in running.items() if process.poll() is not None]:
            tally.finish(name, running.pop(name))
        time.sleep(0.2)


def main(quick: bool) -> int:
    postgres.end_on_signals()
    OUT.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    build()
    with ExitStack() as stack:
        if quick:
            tests = start(stack, "apart", "apart", 0, SQLITE)
            gates(tally)
            tally.finish("apart", tests)
        else:
            everything(tally, stack)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv[1:]))
