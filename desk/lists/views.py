"""A list of the desk: filter, tabs, rows, and what can be done to those that are chosen."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from publishing import extension_points
from publishing.status.admin_columns import StatusColumns

from ..context import admin_context
from ..preferences.models import SavedView
from . import bulk_actions
from .filters import parse_int
from .list_types import LIST_TYPES
from .pagination import PER_PAGE, page_number

MAX_SAVED_VIEWS = 12
MAX_QUERY_LENGTH = SavedView._meta.get_field("query").max_length
BUILT_IN_VIEWS = {
    "articles": ({"mine": "1"}, {"state": "review"}, {}),
    "topics": ({"mine": "1"}, {"state": "review"}, {}),
    "images": ({"mine": "1"}, {"unfinished": "1"}, {}),
    "documents": ({"mine": "1"}, {}),
    "tags": ({},),
}


@dataclass(slots=True)
class Tab:
    label: str
    query: str
    current: bool
    pk: int | None = None


@dataclass(slots=True)
class Head:
    label: str
    query: str = ""
    order: str = ""  # of aria-sort


@require_http_methods(["GET", "HEAD", "POST"])
def list_view(request, name):
    kind = LIST_TYPES[name]
    if not extension_points.can(request.user, "view", kind.model):
        raise PermissionDenied
    if request.method == "POST":
        return _posted(request, kind)
    filtered = kind.filtered(request.GET, request.user)
    page = kind.page(filtered, page_number(request.GET.get("page")))
    acts = bulk_actions.available(kind.acts) if extension_points.can(request.user, "change", kind.model) else []
    current_query = filter_query(filtered)
    tabs = _tabs(request.user, kind, current_query)
    context = admin_context(request) | {
        "title": kind.title, "kind": kind, "filtered": filtered, "form": filtered.form, "page": page,
        "heads": _heads(kind, filtered), "tabs": tabs,
        "view": next((tab for tab in tabs if tab.current and tab.pk), None),
        "can_keep": not any(tab.current for tab in tabs) and len(tabs) < MAX_SAVED_VIEWS + 3,
        "acts": acts, "asked": current_query, "status": StatusColumns().status,
        "may_add": kind.add and extension_points.can(request.user, "add", kind.model),
        "row_template": f"desk/lists/{kind.name}.html",
    }  # fmt: skip
    return TemplateResponse(request, "desk/lists/list.html", context)


def filter_query(filtered, **changes) -> str:
    """The filter as a query string, without the page unless it is given."""
    named = {name: 1 if value is True else value for name, value in filtered.values.items()} | changes
    return urlencode([(name, value) for name, value in named.items() if value not in ("", None)])


def _heads(kind, filtered) -> list[Head]:
    current, made = kind.sort(filtered), []
    for column in kind.columns:
        head = Head(column.label)
        if column.sort:
            down = current == f"-{column.sort}"
            if down or current == column.sort:
                head.order = "descending" if down else "ascending"
            turned = current.removeprefix("-") == column.sort and not down
            head.query = filter_query(filtered, sort=f"-{column.sort}" if turned else column.sort)
        made.append(head)
    return [head for head in made if head.query != "sort=tree"]


def _tabs(user, kind, current_query) -> list[Tab]:
    labels = {"mine": _("Mine"), "state": _("In review"), "unfinished": _("Not finished")}
    tabs = []
    for wanted in BUILT_IN_VIEWS[kind.name]:
        query = urlencode(wanted)
        tabs.append(Tab(labels[next(iter(wanted))] if wanted else _("All"), query, query == current_query))
    own = SavedView.objects.filter(user=user, list_name=kind.name)[:MAX_SAVED_VIEWS]
    return tabs + [Tab(view.name, view.query, view.query == current_query, view.pk) for view in own]


def _posted(request, kind):
    back = HttpResponseRedirect(request.get_full_path())
    posted = {name: text.replace("\x00", "") for name, text in request.POST.items()}  # which PostgreSQL cannot hold
    name = posted.get("act", "")
    try:
        if name == "keep":
            _save_view(request, kind, posted.get("name", ""))
        elif name == "forget":
            SavedView.objects.filter(user=request.user, pk=parse_int(posted.get("view"))).delete()
            return HttpResponseRedirect(request.path)
        elif name == "undo":
            _add_messages(request, kind, bulk_actions.undo(request.user, posted.get("batch", "")), undone=True)
        else:
            _act(request, kind, name, posted)
    except bulk_actions.ActionRefused as refusal:
        messages.error(request, str(refusal))
    return back


def _save_view(request, kind, name):
    name = name.strip()[:40]
    if not name:
        raise bulk_actions.ActionRefused(_("Give the view a name."))
    query = filter_query(kind.filtered(request.GET, request.user))
    if len(query) > MAX_QUERY_LENGTH:
        raise bulk_actions.ActionRefused(_("This filter is too long to be kept."))
    others = SavedView.objects.filter(user=request.user, list_name=kind.name).exclude(name=name)
    if others.count() >= MAX_SAVED_VIEWS:
        raise bulk_actions.ActionRefused(
            _("You have %(number)s views of this list. Remove one first.") % {"number": MAX_SAVED_VIEWS}
        )
    SavedView.objects.update_or_create(
        user=request.user, list_name=kind.name, name=name, defaults={"query": query}
    )  # fmt: skip


def _act(request, kind, name, posted):
    if name not in bulk_actions.available(kind.acts):
        raise bulk_actions.ActionRefused(_("Choose what to do."))
    if not extension_points.can(request.user, "change", kind.model):
        raise PermissionDenied
    pks = [pk for pk in map(parse_int, request.POST.getlist("chosen")[:PER_PAGE]) if pk]
    if not pks:
        raise bulk_actions.ActionRefused(_("Choose at least one row first."))
    subjects = kind.queryset(request.user).filter(pk__in=pks).prefetch_related("editions")
    _add_messages(request, kind, bulk_actions.run_action(request.user, name, subjects, posted), name)


def _add_messages(request, kind, outcome, name="", undone=False):
    for sentence in outcome.refused:
        messages.warning(request, sentence)
    if undone:
        sentence = ngettext("Undone for %(number)s text.", "Undone for %(number)s texts.", outcome.done)
    else:
        sentence = ngettext("Done for %(number)s text.", "Done for %(number)s texts.", outcome.done)
    again = outcome.done and not undone and bulk_actions.can_undo(request.user, outcome.batch, name, kind.model)
    messages.success(request, sentence % {"number": outcome.done}, extra_tags=outcome.batch if again else "")
