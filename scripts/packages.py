"""Installs a missing program with apt-get where that asks nobody: as root, on Debian and its family."""

import os
import shutil
import subprocess
import sys


def apt_install(*names: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {' '.join(names)} with apt-get …", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": env, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    subprocess.run(["apt-get", "-qq", "update"], **quiet)
    return (
        subprocess.run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *names], **quiet).returncode == 0
    )
