"""The tree of topics, in which each is put elsewhere: a step up or down at once, any other move on its own page."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policy.forms import topic_names
from policy.models import Topic
from publishing import extension_points
from publishing.core.errors import PublishingError

from ..context import admin_context
from ..lists.filters import parse_int
from ..permissions.querysets import permitted, visible_active

STEP_OFFSETS = {"up": -1, "down": 1}
TOP = "top"


@dataclass(eq=False, slots=True)
class Branch:
    """A topic in the tree; the flags say what this person may do with it."""

    topic: Topic
    title: str
    parent: "Branch | None" = None
    place: int = 0  # among those that are shown beside it
    children: list["Branch"] = field(default_factory=list)
    may_move: bool = False
    may_step: bool = False  # those who may order what stands below the parent
    in_url: str = ""
    out_url: str = ""
    focus: str = ""
    is_last: bool = False

    def with_below(self):
        yield self
        for child in self.children:
            yield from child.with_below()


def topic_branches(user) -> list[Branch]:
    """The roots of what this person meets of the tree."""
    names = topic_names()
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for topic in visible_active(user, Topic.objects.all()).with_tree_fields():
        branch = Branch(topic, names.get(topic.pk, topic.key), branches.get(topic.parent_id))
        siblings = branch.parent.children if branch.parent else roots
        branch.place = len(siblings)
        siblings.append(branch)
        branches[topic.pk] = branch
    movable = set(permitted(user, "move", Topic.objects.all()).order_by().values_list("pk", flat=True))
    top = extension_points.can(user, "move_to_top", Topic)
    for branch in branches.values():
        siblings = branch.parent.children if branch.parent else roots
        branch.is_last = branch is siblings[-1]
        _set_permissions(branch, roots, movable, top)
    return roots


def _set_permissions(branch, roots, movable, top):
    parent = branch.parent
    branch.may_move = branch.topic.pk in movable
    reaches_parent = parent.topic.pk in movable if parent else top
    branch.may_step = branch.may_move and reaches_parent
    if not branch.may_move:
        return
    if branch.place and not branch.topic.hidden:
        above = (parent.children if parent else roots)[branch.place - 1]
        if above.topic.pk in movable and above.topic.addressed:
            branch.in_url = move_url(branch.topic, above.topic, len(above.children))
    if parent and (parent.parent.topic.pk in movable if parent.parent else top):
        branch.out_url = move_url(branch.topic, parent.parent and parent.parent.topic, parent.place + 1)


def move_url(topic, below=None, place=None) -> str:
    """The page of a move, with the place that is already chosen (`below=None`: the top), if `place` is given."""
    url = reverse("desk:topic_move", args=[topic.pk])
    return url if place is None else f"{url}?below={below.pk if below else TOP}&place={place}"


@require_http_methods(["GET", "HEAD", "POST"])
def topic_tree(request):
    if not extension_points.can(request.user, "view", Topic):
        raise PermissionDenied
    if request.method == "POST":
        return _step(request)
    roots = topic_branches(request.user)
    branches = [each for root in roots for each in root.with_below()]
    for branch in branches:
        if str(branch.topic.pk) == request.GET.get("topic"):
            branch.focus = _focus(branch, request.GET.get("step"))
    context = admin_context(request) | {"title": _("The tree of topics"), "roots": roots}
    context["may_move"] = any(branch.may_move for branch in branches)
    return TemplateResponse(request, "desk/topics/tree.html", context)


def _focus(branch, step) -> str:
    """The button that was pressed, or the other one where it is gone; after a move its name."""
    if step not in STEP_OFFSETS or not branch.may_step:
        return "name"
    if step == "up":
        return "up" if branch.place else "down"
    return "up" if branch.is_last else "down"


def _step(request):
    if not extension_points.can(request.user, "move", Topic):
        raise PermissionDenied
    name = next((name for name in STEP_OFFSETS if name in request.POST), "")
    topic = (
        visible_active(request.user, Topic.objects.all()).filter(pk=parse_int(request.POST.get(name, "")) or 0).first()
    )
    if topic is None:
        messages.error(request, _("There is no such topic any more."))
        return HttpResponseRedirect(request.path)
    try:
        topic.move(topic.parent, max(position_of(topic) + STEP_OFFSETS[name], 0), request.user)
    except PublishingError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, position_sentence(topic))
    return HttpResponseRedirect(f"{request.path}?topic={topic.pk}&step={name}")


def position_of(topic) -> int:
    """How many stand before it."""
    before = Q(position__lt=topic.position) | Q(position=topic.position, pk__lt=topic.pk)
    return topic.neighbours().filter(before).count()


def position_sentence(topic) -> str:
    """Where it stands now, in words."""
    place = position_of(topic)
    if not place:
        return _("“%(topic)s” stands first now.") % {"topic": topic}
    return _("“%(topic)s” stands after “%(other)s” now.") % {"topic": topic, "other": topic.neighbours()[place - 1]}
