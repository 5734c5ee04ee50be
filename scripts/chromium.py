"""Finds a Chromium for the browser tests and the screenshots, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.packages import apt_install

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]


def find() -> str | None:
    if given := os.environ.get("CHROMIUM"):
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None) or own_of_playwright()


def own_of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_or_install() -> str | None:
    if path := find():
        return path
    if apt_install("chromium", "fonts-liberation") and (path := find()):
        return path
    print("Installing Chromium with playwright …", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=subprocess.DEVNULL)
    return find()


if __name__ == "__main__":
    print(find_or_install() or sys.exit("No Chromium was found and none could be installed: name one in CHROMIUM."))
