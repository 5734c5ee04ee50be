"""The clock of the tests. What asks the time of day must hold at any: see "At any hour" in CONTRIBUTING.md.

- `@pytest.mark.at_any_hour` runs a test (or, as `pytestmark`, a module) once at each of HOURS.
- `FPS_TEST_CLOCK=2026-10-25T00:30Z` takes a whole run there, and the processes that it starts (`child_settings`).

The clock goes on from there. What databases ask by themselves (`now()` in a trigger) stays the machine's time.
"""

import os
import time
from datetime import UTC, datetime

import time_machine

START, SHIFT = "FPS_TEST_CLOCK", "FPS_TEST_CLOCK_SHIFT"
HOURS = {  # in Brussels: the last half-hour of a year, the first of a 29 February, and what the clock change does
    "31 December 23:30": "2026-12-31T22:30Z",
    "29 February 00:30": "2028-02-28T23:30Z",
    "28 March 01:59 before 03:00": "2027-03-28T00:59Z",
    "25 October 02:30 for the first time": "2026-10-25T00:30Z",
    "25 October 02:30 for the second time": "2026-10-25T01:30Z",
}


def seconds(text: str) -> float:
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def travel_as_asked() -> None:
    """Takes this process to the time of the run. The shift is told to processes that it starts, not the start."""
    if not os.environ.get(START) or time_machine.escape_hatch.is_travelling():
        return
    shift = float(os.environ.setdefault(SHIFT, str(seconds(os.environ[START]) - time.time())))
    time_machine.travel(time.time() + shift, tick=True).start()
