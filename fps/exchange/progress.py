import time
from typing import TextIO


class Progress:
    """A bar on a terminal; nothing where nobody looks."""

    WIDTH = 40

    def __init__(self, out: TextIO):
        self.out = out if out.isatty() else None
        self.total = self.done = 0
        self.drawn = 0.0

    def step(self) -> None:
        self.done += 1
        if self.out and (time.monotonic() - self.drawn > 0.1 or self.done == self.total):
            self.drawn = time.monotonic()
            full = self.WIDTH * self.done // max(self.total, 1)
            self.out.write(f"\r[{'#' * full}{'.' * (self.WIDTH - full)}] {self.done} of {self.total}")
            self.out.flush()

    def clear(self) -> None:
        """Makes room for a line of text."""
        if self.out:
            self.out.write("\r\033[K")

    close = clear
