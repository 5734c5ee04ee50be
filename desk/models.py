from .audit import AuditEntry
from .limits import AccessLimit
from .preferences import MailPreference, SavedView
from .roles import Role

__all__ = ["AccessLimit", "AuditEntry", "MailPreference", "Role", "SavedView"]
