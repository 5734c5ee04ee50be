from .audit import AuditEntry
from .limits import AccessLimit
from .roles import Role

__all__ = ["AccessLimit", "AuditEntry", "Role"]
