"""Makes what is not in git and every start needs: compiled messages and the style sheet."""

import subprocess
import sys

from scripts.compile_messages import ROOT
from scripts.compile_messages import main as compile_messages

BUILT = ROOT / "var" / "static"


def build() -> None:
    if compile_messages():
        sys.exit("The translations named above have faults: nothing was started.")
    (BUILT / "css").mkdir(parents=True, exist_ok=True)
    css = ROOT / "scripts" / "build_css.py"
    if css.exists():
        subprocess.run([sys.executable, css, BUILT / "css" / "site.css"], cwd=ROOT, check=True)


if __name__ == "__main__":
    build()
