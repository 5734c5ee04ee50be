from .audit import AuditEntry
from .limits import AccessLimit
from .roles import Role
from .sessions import Session

__all__ = ["AccessLimit", "AuditEntry", "Role", "Session"]
