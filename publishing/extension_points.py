"""Extension points: every place at which an app above joins in, filled once, by an `AppConfig.ready()`.

They are plain calls in the transaction of whoever asks. Once the site has started no point can be filled any more, so
what it holds never hangs on which module was imported first (`point_types`).

`can`, `require`, `record` and `visible` are how the rest of the site asks; `user=None` is the operator at the command
line, who has the database anyway. Until the desk answers, only superusers may do anything, and every act is one line in
the server's log.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .point_types import ForModel, Function, Listing, ListingByModel

logger = logging.getLogger("publishing")


# -- what is handed over -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ApprovalWarning:
    """A sentence for the editor about the text in `language`. One that `blocks` asks for a reason; others are hints."""

    language: str
    sentence: str
    blocks: bool = False

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence of the form and the field in which it is put right; `blocks` if publishing refuses because of it."""

    sentence: str
    anchor: str
    language: str = ""
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """What a check of stored content has found: `annotate` lets a queryset of subjects say whether there is something,
    so that `checks` (subject, texts) asks only then."""

    annotate: Callable[[Any], Any]
    checks: Callable[[Any, Any], list[Check]]


@dataclass(slots=True)
class FactsChange:
    """One change of facts that all languages share."""

    at: datetime
    by: Any
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # name of the fact, before, after
    reason: str = ""


class Page(NamedTuple):
    """What a public view renders; `path` is the address at which readers would find it."""

    template: str
    context: dict[str, Any]
    path: str


class AdminPage(NamedTuple):
    """A page below each subject of the back office: `("links/", "links", links)` is `/admin/news/article/5/links/`,
    its name `admin:article_links`; the view is called with the admin, the request and what the route names."""

    route: str
    name: str
    view: Callable[..., Any]


def _nothing_more(context: Any) -> dict[str, Any]:
    return {}


class Panel(NamedTuple):
    """A template that stands at a position of a page, `{% panels_at "form-menu" %}`. It sees what the page sees, and
    what `context` makes of that; None leaves it out."""

    position: str
    template: str
    context: Callable[[Any], dict[str, Any] | None] = _nothing_more


# -- what stands there until somebody answers --------------------------------------------------------------------------
def _only_superusers(user: Any, verb: str, subject: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def _one_line(user: Any, verb: str, subject: Any, before: Any, after: Any, reason: str) -> None:
    who, label = getattr(user, "pk", None), subject._meta.label if subject else "-"
    logger.info("%s %s %s by %s: %s -> %s %s", verb, label, getattr(subject, "pk", ""), who, before, after, reason)


def _all_of_them(user: Any, queryset: Any) -> Any:
    return queryset


# -- the points --------------------------------------------------------------------------------------------------------
permission_rule: Function[[Any, str, Any], bool] = Function(_only_superusers)
audit_trail: Function[[Any, str, Any, Any, Any, str], None] = Function(_one_line)
visibility: Function[[Any, Any], Any] = Function(_all_of_them)
state_token: Function[[], str] = Function()  # changes with everything that readers see; without one nothing is cached
draft_begun: ListingByModel[Callable[[Any, Any], None]] = ListingByModel()  # of an edition: it, and the draft from it
draft_saved: ListingByModel[Callable[[Any], None]] = ListingByModel()  # of an edition: the draft
approval_checks: ListingByModel[Callable[[Any, dict, datetime], list[ApprovalWarning]]] = (
    ListingByModel()  # of a subject: it, its drafts by language, their start
)
withdrawal_warnings: ListingByModel[Callable[[Any, Any], list[str]]] = ListingByModel()  # of a subject: it, languages
history_sources: Listing[Callable[[Any], list[FactsChange]]] = Listing()
stored_checks: Listing[StoredCheck] = Listing()
preview_makers: ForModel[Callable[[Any, Any], Page]] = ForModel()  # of an edition: the request of a visitor, and it
admin_pages: Listing[AdminPage] = Listing()
panels: Listing[Panel] = Listing()


# -- how they are asked ------------------------------------------------------------------------------------------------
def can(user: Any, verb: str, subject: Any) -> bool:
    """Can `user` do `verb` to `subject`: one of them, one of its editions (then its language counts), or, with a model
    class, to any of them?"""
    return user is None or permission_rule(user, verb, subject)


def require(user: Any, verb: str, subject: Any) -> None:
    """Raise PermissionDenied unless `user` can."""
    if not can(user, verb, subject):
        raise PermissionDenied(_("You do not have the right to do this."))


def record(user: Any, verb: str, subject: Any, *, before: Any = "", after: Any = "", reason: str = "") -> None:
    """Write down what was done, in the transaction of the act."""
    audit_trail(user, verb, subject, before, after, reason)


def visible(user: Any, queryset: Any) -> Any:
    """Of these subjects (or editions) those that `user` may see in the back office: drafts can be limited."""
    return queryset if user is None else visibility(user, queryset)
