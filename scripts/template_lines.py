"""No line of a template is longer than a reviewer reads in one go: a gate of `make check`."""

import sys

from scripts.lint import ROOT, templates

MAX_LINE_LENGTH = 160


def faults(name: str, text: str) -> list[str]:
    """Lines of a template that are too long, each with the length it has."""
    return [
        f"{name}:{number}: {len(line)} characters, at most {MAX_LINE_LENGTH}"
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > MAX_LINE_LENGTH
    ]


def all_faults() -> list[str]:
    return [fault for name in templates() for fault in faults(name, (ROOT / name).read_text())]


if __name__ == "__main__":
    found = all_faults()
    for fault in found:
        print(fault)
    sys.exit(bool(found))
