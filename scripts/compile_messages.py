"""Compiles locale/*/LC_MESSAGES/*.po to .mo where the .po is newer, with Babel: no gettext programs are needed.

Translated addresses live in these files, so a faulty one stops here and not on the site.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_file(po: Path) -> list[str]:
    """Writes the .mo beside `po`; returns what is wrong with the .po, in which case nothing is written."""
    with po.open("rb") as file:
        try:
            catalog = read_po(file, locale=po.parents[1].name, abort_invalid=True)
        except PoFileError as error:
            return [f"{po.relative_to(ROOT)}: {error}"]
    faults = [
        f"{po.relative_to(ROOT)}:{message.lineno}: {error}"
        for message, errors in catalog.check()
        if not message.fuzzy
        for error in errors
    ]
    if not faults:
        half_written = po.with_suffix(f".mo.{os.getpid()}")
        with half_written.open("wb") as file:
            write_mo(file, catalog)
        half_written.replace(po.with_suffix(".mo"))
    return faults


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def main() -> int:
    files = sorted([*ROOT.glob("locale/*/LC_MESSAGES/*.po"), *ROOT.glob("*/locale/*/LC_MESSAGES/*.po")])
    faults = [fault for po in files if is_stale(po) for fault in compile_file(po)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
