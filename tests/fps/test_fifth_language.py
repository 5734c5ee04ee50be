"""Another language is one setting and its translations (docs/operations.md): no migration, no change of code."""

import json
import os
import subprocess
import sys

LANGUAGES = {"en": "English", "nl": "Nederlands", "fr": "Français", "de": "Deutsch", "es": "Español"}


def run(tmp_path, *command):
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FPS_")},
        "DJANGO_SETTINGS_MODULE": "fps.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'es.sqlite3'}",
        "FPS_VAR": str(tmp_path),
        "FPS_SECRET_KEY": "x" * 60,
        "FPS_DEBUG": "1",  # static files as they lie
        "FPS_DEMO": "0",
        "FPS_LANGUAGES": json.dumps(LANGUAGES),
    }
    return subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, timeout=120)


def test_a_site_with_spanish_answers(tmp_path):
    done = run(tmp_path, "-m", "tests.fps.fifth_language")
    assert done.stdout.endswith("Spanish answers\n"), done.stderr[-2000:]


def test_what_is_not_translated_yet_is_told(tmp_path):
    done = run(tmp_path, "manage.py", "check")
    assert (done.returncode, done.stderr.count("publishing.W001")) == (0, 1)
    assert "There are no messages in “es” yet" in done.stderr
