"""`make bench`: what is measured, one after the other, as figures of one run.

The recogniser of sums needs nothing. The pages are measured on a corpus of their own in each size (ROWS=, default
"1000 10000 100000"; the largest takes some twenty minutes to make once, and is kept below `var/bench`) on a private
PostgreSQL server, or on SQLite with BENCH_DATABASE=sqlite.
"""

import os
import subprocess
import sys

ROWS = os.environ.get("ROWS", "1000 10000 100000").split()
SERVER = [] if os.environ.get("BENCH_DATABASE") == "sqlite" else [sys.executable, "-m", "scripts.postgres"]
RUNS = {
    "the recogniser of sums": [sys.executable, "-m", "bench.amounts"],
    "starting a command": [sys.executable, "-m", "bench.starting"],
    "memory at rest": [*SERVER, sys.executable, "-m", "bench.memory"],
    "pages without a cache": [*SERVER, sys.executable, "-m", "bench.pages", *ROWS],
    "publishing and importing": [*SERVER, sys.executable, "-m", "bench.writing", *ROWS],
    "pages from memory": [*SERVER, sys.executable, "-m", "bench.cached"],
    "pages behind nginx": [*SERVER, sys.executable, "-m", "bench.front"],
}


def main() -> int:
    env = {"FPS_SECRET_KEY": "only for a benchmark on this machine", "FPS_DEMO": "0", **os.environ}
    worst = 0
    for name, command in RUNS.items():
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run(command, env=env).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
