"""What a process knows of the state of everything that readers see: one short mark."""

import threading
import time
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from publishing.models import Edition

from .version_triggers import stored_version

TRUSTED = 0.5  # seconds
PROGRAM = ("fps", "desk", "news", "policy", "images", "publishing", "templates", "locale")
READ = {".py", ".html", ".xml", ".svg", ".txt", ".mo", ".json"}


class Standing:
    """The mark changes with each change in the database, and at each start or end of anything live."""

    def __init__(self):
        self.lock, self.asked, self.version = threading.Lock(), float("-inf"), None
        self.since = self.ends = 0.0  # by the clock on the wall, which may be put back
        self.program = program()
        self._mark = ""

    def mark(self) -> str:
        """Raises `django.db.Error` if the database does not answer."""
        if self._is_due():
            with self.lock:
                if self._is_due():
                    self._ask()
        return self._mark

    def _is_due(self) -> bool:
        return time.monotonic() - self.asked > TRUSTED or not self.since <= time.time() < self.ends

    def _ask(self) -> None:
        asked, version, now = time.monotonic(), stored_version(), timezone.now()
        if version != self.version or not self.since <= now.timestamp() < self.ends:
            turn = next_turn(now)
            mark = sha256(f"{self.program}|{version}|{turn.timestamp()}".encode()).hexdigest()
            self._mark, self.version, self.ends = mark, version, turn.timestamp()
        self.asked, self.since = asked, now.timestamp()


@cache
def _of_process() -> Standing:
    return Standing()


def mark_of_process() -> str:
    """For what is kept where no finished pages are."""
    return _of_process().mark()


def next_turn(now: datetime) -> datetime:
    """The next moment at which a page may change by itself: a text starts or ends, or the day does."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    editions = [model for model in apps.get_models() if issubclass(model, Edition)]
    moments = [model._base_manager.next_change(now) for model in editions]
    return min([midnight, *(moment for moment in moments if moment)])


def program() -> str:
    """Another text for another release or other settings; the same in each process of one."""
    said = [settings.SITE_URL, settings.ORGANISATION, settings.LANGUAGES, settings.LANGUAGE_ORDER, settings.FPS_DEMO]
    digest = sha256(repr(said).encode())
    files = [Path(settings.STATIC_ROOT, "staticfiles.json"), settings.BASE_DIR / "requirements.txt"]
    files += (path for folder in PROGRAM for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.*")))
    for path in files:
        if path.suffix in READ and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
