"""Collects the strings to translate into locale/: needs GNU gettext, which nothing else here does."""

import os
import secrets
import shutil
import subprocess
import sys

from scripts.compile_messages import ROOT

LANGUAGES = ["nl", "fr", "de", *sys.argv[1:]]  # `python -m scripts.messages es` begins another one

IGNORED = [".venv", ".uv", "var", "node_modules", "tests"]

if not shutil.which("xgettext"):
    sys.exit("xgettext is missing: install the package gettext of your system.")
command = [sys.executable, "manage.py", "makemessages", "--add-location=file", "--no-obsolete"]
command += [f"--ignore={folder}" for folder in IGNORED] + [f"--locale={code}" for code in LANGUAGES]
env = {"FPS_SECRET_KEY": secrets.token_urlsafe(64), **os.environ}
sys.exit(subprocess.run(command, cwd=ROOT, env=env).returncode)
