"""Brings the site up on this machine, from whatever state the folder is in: `make run`, or `make dev` with --dev."""

import hashlib
import os
import secrets
import sys
from pathlib import Path

from scripts.build import ROOT, build

VAR = ROOT / "var"


def secret_key() -> str:
    """The key of this folder, made once and readable by its owner only."""
    path = VAR / "secret"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


def collect_static() -> None:
    """Runs collectstatic, unless no static file has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = VAR / "collected.stamp"
    if stamp.exists() and stamp.read_text() == seen.hexdigest() and Path(settings.STATIC_ROOT).is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())


def main(dev: bool) -> None:
    os.chdir(ROOT)
    VAR.mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")
    os.environ.setdefault("FPS_SECRET_KEY", secret_key())
    port = os.environ.setdefault("PORT", "8000")
    if dev:
        os.environ["FPS_DEBUG"] = "1"
    build()

    import django
    from django.core.management import call_command

    django.setup()
    if not dev:
        collect_static()
    call_command("set_up")
    sys.stdout.flush()
    if dev:
        arguments = ["manage.py", "runserver", f"127.0.0.1:{port}"]
    else:
        arguments = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "fps.wsgi"]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - in our place: signals reach it


if __name__ == "__main__":
    main(dev="--dev" in sys.argv[1:])
