from .audit import AuditEntry
from .limits import AccessLimit
from .remarks import Remark
from .roles import Role
from .sessions import Session
from .sharing import ShareLink

__all__ = ["AccessLimit", "AuditEntry", "Remark", "Role", "Session", "ShareLink"]
