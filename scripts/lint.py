"""The layout and the lint of code and templates; with --fix puts right what can be put right."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def templates() -> list[str]:
    found = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def commands(fix: bool = False) -> dict[str, list[str]]:
    """Name and command of each gate."""
    ruff = [sys.executable, "-m", "ruff"]
    djade = [str(Path(sys.executable).with_name("djade")), "--target-version", "6.1"]
    gates = {
        "ruff check": [*ruff, "check", "--quiet", *(["--fix"] if fix else []), "."],
        "ruff format": [*ruff, "format", "--quiet", *([] if fix else ["--diff"]), "."],
    }
    bandit = [sys.executable, "-m", "bandit", "--quiet", "--severity-level", "medium"]
    gates["bandit"] = [*bandit, "--configfile", "pyproject.toml", "--recursive", "."]
    lint_imports = str(Path(sys.executable).with_name("lint-imports"))
    gates["imports"] = [lint_imports, "--no-cache", "--no-logo"]  # contracts: .importlinter
    gates["safe HTML and SQL"] = [sys.executable, "-m", "scripts.reviewed"]
    gates["template lines"] = [sys.executable, "-m", "scripts.template_lines"]
    gates["retired names"] = [sys.executable, "-m", "scripts.retired"]
    if files := templates():
        gates["template format"] = [*djade, *([] if fix else ["--check"]), *files]
    return gates


def main(fix: bool) -> int:
    worst = 0
    for command in commands(fix).values():
        done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
        if done.returncode:  # bandit warns on each line with a reason that it stands on more than one part of it
            print(done.stdout + done.stderr)
        worst = max(worst, abs(done.returncode))
    return worst


if __name__ == "__main__":
    sys.exit(main("--fix" in sys.argv))
