"""What a command costs before it does anything: `python -m bench.starting` (N= turns).

`manage.py check` of this site, of an empty Django project and the import of Django alone, turn by turn: seconds on the
clock and of the processor, the median of the turns.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from bench.serving import ROOT

TURNS = int(os.environ.get("N", "7"))


def seconds(command: list[str], folder) -> tuple[float, float]:
    """On the clock, and of the processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, check=True, capture_output=True)
    passed, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    os.environ.setdefault("FPS_SECRET_KEY", "only for a benchmark on this machine")
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run([sys.executable, "-m", "django", "startproject", "empty", empty], check=True)
        commands = {
            "import django": (["-c", "import django"], empty),
            "check of an empty project": (["manage.py", "check"], empty),
            "check of this site": (["manage.py", "check"], ROOT),
        }
        turns = [{name: seconds(*command) for name, command in commands.items()} for _ in range(TURNS + 1)][1:]
    print(f"{'':27} clock  processor  × empty")
    for name in commands:
        clock, processor = (statistics.median(turn[name][side] for turn in turns) for side in (0, 1))
        times = statistics.median(turn[name][1] / turn["check of an empty project"][1] for turn in turns)
        print(f"{name:27} {clock:5.2f}  {processor:9.2f}  {times:7.1f}")


if __name__ == "__main__":
    main()
