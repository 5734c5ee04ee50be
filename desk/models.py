from .accounts.sessions import Session
from .audit.models import AuditEntry
from .calendar.feed import CalendarAddress
from .onboarding import FirstSteps
from .permissions.access_limits import AccessLimit
from .permissions.models import Role
from .preferences.models import MailPreference, SavedView
from .quality.findings import Fault
from .quality.link_check import OutsideLink
from .sharing.remarks import Remark
from .sharing.share_links import ShareLink
from .spreadsheets.models import IncomingFile

__all__ = [
    "AccessLimit",
    "AuditEntry",
    "CalendarAddress",
    "Fault",
    "FirstSteps",
    "IncomingFile",
    "MailPreference",
    "OutsideLink",
    "Remark",
    "Role",
    "SavedView",
    "Session",
    "ShareLink",
]
