"""Sessions that know whose they are, so that a person can see them and end them (Django's recipe for own engines)."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.middleware import SessionMiddleware as DjangosMiddleware
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .client_ip import masked_ip

LAST_SEEN_INTERVAL = timedelta(minutes=5)
MAX_SESSION_AGE = timedelta(days=7)  # however busy: a stolen session does not live on for ever
MAX_AGENT_LENGTH = 300
PENDING_LOGIN = "half_signed_in"  # between password and code
# What sessions hold from before the modules moved. They end within MAX_SESSION_AGE; then this may go.
MOVED_BACKENDS = {"desk.backends.PasswordBackend": "desk.accounts.backends.PasswordBackend"}


class Session(AbstractBaseSession):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(_("browser"), max_length=MAX_AGENT_LENGTH, blank=True)
    address = models.GenericIPAddressField(_("network"), null=True)
    started = models.DateTimeField(_("signed in"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        app_label = "desk"
        verbose_name, verbose_name_plural = _("session"), _("sessions")

    def __str__(self):
        return f"{self.user} · {self.agent}"  # never the key: whoever has it is signed in

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def handle(self) -> str:
        """Names the session on a page without giving its key away."""
        return handle_of(self.session_key)


def handle_of(session_key: str) -> str:
    return sha256(session_key.encode()).hexdigest()[:24]


def with_present_backends(data: dict) -> dict:
    """A session names the backend by its path: without this everybody would be signed out in the middle of a text."""
    for holder, key in ((data, BACKEND_SESSION_KEY), (data.get(PENDING_LOGIN) or {}, "backend")):
        if holder.get(key) in MOVED_BACKENDS:
            holder[key] = MOVED_BACKENDS[holder[key]]
    return data


class SessionStore(db.SessionStore):
    meta: dict = {}  # of the request, read only when a row is written: most requests write none
    started = last_seen = None
    agent, address = "", None

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        row = self._get_session_from_db()
        if row is None:
            return {}
        self.started, self.last_seen = row.started, row.last_seen
        self.agent, self.address = row.agent, row.address
        return with_present_backends(self.decode(row.session_data))

    def create(self):
        self.started = None
        super().create()

    def create_model_instance(self, data):
        row, now = super().create_model_instance(data), timezone.now()
        self.started, self.last_seen = self.started or now, now
        row.started, row.last_seen = self.started, now
        row.expire_date = min(row.expire_date, row.started + MAX_SESSION_AGE)
        row.user_id = data.get(SESSION_KEY)
        row.agent = self.meta.get("HTTP_USER_AGENT", "").replace("\x00", "")[:MAX_AGENT_LENGTH] or self.agent
        row.address = masked_ip(self.meta) or self.address
        return row

    def is_due(self) -> bool:
        """Has it been used without a note for a while? Each use would be a write for each page."""
        return bool(self.last_seen) and timezone.now() - self.last_seen >= LAST_SEEN_INTERVAL


class SessionMiddleware(DjangosMiddleware):
    """Tells the session who asks, and keeps one alive that is used in the back office. Public pages change nothing."""

    def process_request(self, request):
        super().process_request(request)
        request.session.meta = request.META

    def process_response(self, request, response):
        session = getattr(request, "session", None)
        back_office = request.path_info.startswith("/admin/")
        if session is not None and back_office and session.accessed and session.is_due() and SESSION_KEY in session:
            session.modified = True
        return super().process_response(request, response)


def sessions_of(user):
    """Those that would still be let in, the latest used first."""
    return user.sessions.filter(expire_date__gt=timezone.now()).order_by("-last_seen", "session_key")


def end(user, *, handle: str = "", keep: str | None = None) -> int:
    """Ends the session with this handle, or all of them but the one with the key `keep`; returns how many."""
    keys = [key for key in sessions_of(user).values_list("session_key", flat=True) if key != keep]
    if handle:
        keys = [key for key in keys if handle_of(key) == handle]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def end_after_change(instance, raw=False, **_kwargs):
    """A disabled person and a changed password end sessions, wherever that was done: here, or at the command line.

    The one in which somebody changes their own password goes on: Django gives it a new key right after.
    """
    if not raw and (not instance.is_active or instance._password is not None):
        Session.objects.filter(user_id=instance.pk).delete()
