"""Site state token for cache keys: what a process knows of the state of everything that readers see."""

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

RECHECK_SECONDS = 0.5  # seconds
RELEASE_FOLDERS = ("fps", "desk", "news", "policy", "images", "publishing", "templates", "locale")
RELEASE_SUFFIXES = {".py", ".html", ".xml", ".svg", ".txt", ".mo", ".json"}


class SiteState:
    """The token changes with each change in the database, and at each start or end of anything live."""

    def __init__(self):
        self.lock, self.checked_at, self.version = threading.Lock(), float("-inf"), None
        self.since = self.valid_until = 0.0  # by the clock on the wall, which may be put back
        self.release = release_digest()
        self._token = ""

    def token(self) -> str:
        """Raises `django.db.Error` if the database does not answer."""
        if self._is_due():
            with self.lock:
                if self._is_due():
                    self._refresh()
        return self._token

    def _is_due(self) -> bool:
        return time.monotonic() - self.checked_at > RECHECK_SECONDS or not self.since <= time.time() < self.valid_until

    def _refresh(self) -> None:
        checked_at, version, now = time.monotonic(), stored_version(), timezone.now()
        if version != self.version or not self.since <= now.timestamp() < self.valid_until:
            next_change = next_change_at(now)
            token = sha256(f"{self.release}|{version}|{next_change.timestamp()}".encode()).hexdigest()
            self._token, self.version, self.valid_until = token, version, next_change.timestamp()
        self.checked_at, self.since = checked_at, now.timestamp()


@cache
def process_state() -> SiteState:
    """That of this process: what a page is made of must not be older than its stored response says."""
    return SiteState()


def process_token() -> str:
    """The state token for `memory_cache`."""
    return process_state().token()


def next_change_at(now: datetime) -> datetime:
    """The next moment at which a page may change by itself: a text starts or ends, or the day does."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    editions = [model for model in apps.get_models() if issubclass(model, Edition)]
    moments = [model._base_manager.next_change(now) for model in editions]
    return min([midnight, *(moment for moment in moments if moment)])


def release_digest() -> str:
    """Digest of the release and its settings: the same in each process of one release."""
    configured = [
        settings.SITE_URL,
        settings.ORGANISATION,
        settings.LANGUAGES,
        settings.LANGUAGE_ORDER,
        settings.FPS_DEMO,
    ]
    digest = sha256(repr(configured).encode())
    files = [Path(settings.STATIC_ROOT, "staticfiles.json"), settings.BASE_DIR / "requirements.txt"]
    files += (path for folder in RELEASE_FOLDERS for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.*")))
    for path in files:
        if path.suffix in RELEASE_SUFFIXES and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
