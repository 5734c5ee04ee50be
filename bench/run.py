"""`make bench`: what is measured so far, one after the other, as figures of one run.

The recogniser of sums needs nothing; the search builds its own corpus on a private PostgreSQL server (ROWS= to choose
the sizes, default 1000 and 10000); so does the funding page (FIGURES=, default 10000).
"""

import os
import subprocess
import sys

ROWS = os.environ.get("ROWS", "1000 10000").split()
FIGURES = os.environ.get("FIGURES", "10000")
RUNS = {
    "the recogniser of sums": [sys.executable, "-m", "bench.amounts"],
    "search": [sys.executable, "-m", "scripts.postgres", sys.executable, "-m", "bench.search", *ROWS],
    "the funding page": [sys.executable, "-m", "scripts.postgres", sys.executable, "-m", "bench.funding", FIGURES],
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
