"""Collects the strings to translate into locale/: needs GNU gettext, which nothing else here does."""

import os
import secrets
import shutil
import subprocess
import sys

from babel.messages.pofile import read_po, write_po

from scripts.compile_messages import ROOT

LANGUAGES = ["nl", "fr", "de", *sys.argv[1:]]  # `python -m scripts.messages es` begins another one

IGNORED = [".venv", ".uv", "var", "node_modules", "tests"]

if not shutil.which("xgettext"):
    sys.exit("xgettext is missing: install the package gettext of your system.")
command = [sys.executable, "manage.py", "makemessages", "--add-location=file", "--no-obsolete"]
command += [f"--ignore={folder}" for folder in IGNORED] + [f"--locale={code}" for code in LANGUAGES]
env = {"FPS_SECRET_KEY": secrets.token_urlsafe(64), **os.environ}
if failed := subprocess.run(command, cwd=ROOT, env=env).returncode:
    sys.exit(failed)
for code in LANGUAGES:  # one layout and one order, whatever gettext does: a diff shows what was changed
    path = ROOT / "locale" / code / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, ignore_obsolete=True)
