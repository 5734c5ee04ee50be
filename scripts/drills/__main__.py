"""`python -m scripts.drills NAME`: N rounds (from the environment) on a database of its own, or on DATABASE_URL."""

import json
import os
import sys
from pathlib import Path

# A round of states plays 240 of them, of hostile asks 100 times, of html cleans 1,000 strings.
ROUNDS = {"interleave": 1000, "kill": 100, "states": 42, "hostile": 100, "html": 100}


def main(name: str) -> int:
    var = Path(os.environ.setdefault("FPS_VAR", str(Path(__file__).resolve().parents[2] / "var" / "drills")))
    var.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("FPS_SECRET_KEY", "only-for-drills-" + "0" * 40)
    os.environ.setdefault("FPS_DEMO", "0")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()  # mail goes nowhere
    plain = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # names with hashes need a collectstatic
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}

    call_command("migrate", verbosity=0)
    from . import hostile, interleave, killing, states, stored_html

    seed, rounds = int(os.environ.get("SEED", "1")), int(os.environ.get("N", ROUNDS[name]))
    progress = var / f"{name}-{seed}.json"
    done = json.loads(progress.read_text())["done"] if progress.exists() else 0
    done = 0 if done >= rounds else done
    modules = {"interleave": interleave, "kill": killing, "states": states, "hostile": hostile, "html": stored_html}
    drill = modules[name].rounds
    try:
        for number, summary in drill(seed, done, rounds):
            progress.write_text(json.dumps({"done": number + 1}))
            if (number + 1) % 10 == 0 or number + 1 == rounds:
                print(f"{name}: {number + 1} of {rounds} · {summary}", flush=True)
    except AssertionError as fault:
        print(f"{name}: round {done if 'number' not in locals() else number + 1}, seed {seed}: {fault}")
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ROUNDS:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
