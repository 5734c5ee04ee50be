from .audit import AuditEntry
from .calendar.feed import CalendarAddress
from .faults import Fault
from .files.incoming import IncomingFile
from .first_visit import FirstSteps
from .limits import AccessLimit
from .link_check import OutsideLink
from .preferences import MailPreference, SavedView
from .remarks import Remark
from .roles import Role
from .sessions import Session
from .sharing import ShareLink

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
