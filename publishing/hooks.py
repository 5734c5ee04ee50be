"""What publishing asks of whoever stands above it: may they, write it down, and which of these may they meet.

`desk` answers them when it starts. Until it does, only superusers may do anything, and every act is one line in the
server's log. `user=None` is the operator at the command line, who has the database anyway.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

logger = logging.getLogger("publishing")


def _only_superusers(user: Any, verb: str, subject: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def _one_line(user: Any, verb: str, subject: Any, before: Any, after: Any, reason: str) -> None:
    who = getattr(user, "pk", None)
    logger.info("%s %s %s by %s: %s -> %s %s", verb, subject._meta.label, subject.pk, who, before, after, reason)


def _all_of_them(user: Any, queryset: Any) -> Any:
    return queryset


_may: Callable[..., bool] = _only_superusers
_record: Callable[..., None] = _one_line
_visible: Callable[..., Any] = _all_of_them


def register(
    *,
    may: Callable[..., bool] | None = None,
    record: Callable[..., None] | None = None,
    visible: Callable[..., Any] | None = None,
) -> None:
    """Fill the hooks; called once, when the publishing desk starts."""
    global _may, _record, _visible
    _may, _record, _visible = may or _may, record or _record, visible or _visible


def may(user: Any, verb: str, subject: Any) -> bool:
    """May `user` do `verb` to `subject`: one of them, one of its editions (then its language counts), or, with a model
    class, to any of them?"""
    return user is None or _may(user, verb, subject)


def require(user: Any, verb: str, subject: Any) -> None:
    """Raise PermissionDenied unless `user` may."""
    if not may(user, verb, subject):
        raise PermissionDenied(_("You do not have the right to do this."))


def record(user: Any, verb: str, subject: Any, *, before: Any = "", after: Any = "", reason: str = "") -> None:
    _record(user, verb, subject, before, after, reason)


def visible(user: Any, queryset: Any) -> Any:
    """Of these subjects (or editions) those that `user` may meet in the back office: drafts can be limited."""
    return queryset if user is None else _visible(user, queryset)
