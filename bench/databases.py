"""A database for each size of the corpus, on PostgreSQL or SQLite; filled once, then kept as a file to start from."""

import os
import shutil
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

from bench import corpus


def set_up() -> None:
    """Django, with files as they lie and no copies of finished pages. One process of the database works for us, so that
    its processor time is all there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")
    import django

    django.setup()
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PAGE_CACHE_BYTES = 0
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        settings.DATABASES["default"]["OPTIONS"]["options"] += " -c max_parallel_workers_per_gather=0"


def ready(size: int) -> str:
    """The name of a database that holds the corpus of that size."""
    from django.core.management import call_command
    from django.db import connection

    name, stored = _name(size), _file(size)
    vendor = connection.vendor
    if vendor == "sqlite":
        name = str(stored.with_suffix(".sqlite3"))
        if Path(name).exists():
            return name
    else:
        _empty(name)
        if stored.exists():
            _run("pg_restore", "--no-owner", f"--dbname={name}", str(stored))
    use(name)
    call_command("migrate", verbosity=0)
    if vendor == "sqlite" or not stored.exists():
        _fill(size)
        if vendor == "postgresql":
            half = stored.with_suffix(".part")
            _run("pg_dump", "--format=custom", "--compress=1", f"--file={half}", name)
            half.rename(stored)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if vendor == "postgresql" else "ANALYZE")
    return name


def use(name: str) -> None:
    """All that follows asks this database."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def processor_time() -> float:
    """Seconds that the database's process for our connection has used so far; SQLite is within our own process."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _fill(size: int) -> None:
    begun = time.perf_counter()
    corpus.furniture()
    corpus.fill(1, size + 1)
    print(f"  {size:,} articles made in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def _name(size: int) -> str:
    return f"bench_{size}"


def _file(size: int) -> Path:
    """Another corpus is another file."""
    from django.conf import settings

    folder = Path(settings.VAR, "bench")
    folder.mkdir(parents=True, exist_ok=True)
    made_by = sha256(Path(corpus.__file__).read_bytes()).hexdigest()[:8]
    return folder / f"{_name(size)}-{made_by}.dump"


def _empty(name: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')


def _run(program: str, *words: str) -> None:
    from django.db import connection

    known = connection.settings_dict
    where = {"PGHOST": known["HOST"], "PGUSER": known["USER"], "PGPASSWORD": known["PASSWORD"]}
    where |= {"PGPORT": str(known["PORT"])} if known["PORT"] else {}
    found = shutil.which(program) or sys.exit(f"{program} is not there; it comes with PostgreSQL.")
    subprocess.run([found, *words], env={**os.environ, **where}, check=True)
