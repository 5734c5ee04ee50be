"""The page on which a topic gets another place: first where, then what changes for readers, then the deed."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from policy.models import Topic
from policy.move_plan import MovePlan, plan_move
from publishing import extension_points

from ..context import admin_context
from ..lists.filters import parse_int
from ..permissions.querysets import visible_active
from .tree_views import TOP, position_of, topic_branches


class ParentNotFound(Exception):
    pass


@require_http_methods(["GET", "HEAD", "POST"])
def topic_move(request, id):
    topic = visible_active(request.user, Topic.objects.all()).filter(pk=parse_int(id) or 0).first()
    if topic is None:
        raise Http404
    extension_points.require(request.user, "move", topic)
    data = request.POST if request.method == "POST" else request.GET
    try:
        parent = _parent(request, data.get("below", ""))
    except ParentNotFound:
        return _choose_parent(request, topic, missing=bool(data))
    made = plan_move(topic, parent)
    place = _position(topic, parent, data.get("place", ""))
    if request.method == "POST" and not made.obstacles:
        if topic.parent == parent and position_of(topic) == place:
            messages.info(request, _("“%(topic)s” stands there already.") % {"topic": topic})
            return _back(topic)
        if request.POST.get("stamp") == made.stamp:
            try:
                topic.move(parent, place, request.user)
            except ValidationError as refusal:  # somebody was quicker, or a scheduled text holds the address
                made.obstacles = refusal.messages
            else:
                messages.success(request, _done(topic, made))
                return _back(topic)
    changed = request.method == "POST" and not made.obstacles
    return _consequences(request, topic, parent, place, made, changed)


def _parent(request, text) -> Topic | None:
    if text == TOP:
        extension_points.require(request.user, "move_to_top", Topic)
        return None
    parent = visible_active(request.user, Topic.objects.all()).filter(pk=parse_int(text) or 0).first()
    if parent is None:
        raise ParentNotFound
    extension_points.require(request.user, "move", parent)
    return parent


def _position(topic, parent, text) -> int:
    """Among the neighbours to be; the last, unless it stands there already or another place was asked for."""
    number = topic.neighbours(parent and parent.pk).count()
    usual = position_of(topic) if topic.parent == parent else number
    wanted = parse_int(text, digits=6)
    return usual if wanted is None else min(wanted, number)


def _choose_parent(request, topic, missing):
    roots = topic_branches(request.user)
    branches = [each for root in roots for each in root.with_below()]
    here = next(each for each in branches if each.topic == topic)
    below = set(here.with_below())
    context = _page(request, topic) | {
        "choices": [each for each in branches if each not in below and each.may_move and each.topic.addressed],
        "top": extension_points.can(request.user, "move_to_top", Topic),
        "has_errors": missing,
    }
    return TemplateResponse(request, "desk/topics/where.html", context)


def _consequences(request, topic, parent, place, made: MovePlan, changed: bool):
    siblings = list(topic.neighbours(parent and parent.pk))
    places = [(0, _("First"))]
    places += [(number, _("After “%(topic)s”") % {"topic": each}) for number, each in enumerate(siblings, start=1)]
    rows = [
        (code, name, made.changes.get(code, []), made.lost.get(code, []), made.found.get(code, []))
        for code, name in settings.LANGUAGES
    ]
    context = _page(request, topic) | {
        "parent": parent, "below": parent.pk if parent else TOP, "place": place, "places": places, "plan": made,
        "rows": [row for row in rows if any(row[2:])], "changed": changed, "headline": _headline(made),
        "same_parent": topic.parent == parent, "has_errors": changed or bool(made.obstacles),
    }  # fmt: skip
    return TemplateResponse(request, "desk/topics/move.html", context)


def _page(request, topic) -> dict:
    return admin_context(request) | {
        "title": _("Move: %(subject)s") % {"subject": topic}, "topic": topic, "now": topic.parent,
        "here": reverse("desk:topic_move", args=[topic.pk]), "back": reverse("desk:topic_tree"),
    }  # fmt: skip


def _headline(made: MovePlan) -> str:
    if not made.number:
        return _("No address changes.")
    sentence = ngettext(
        "One address changes and is redirected.", "%(number)s addresses change, all redirected.", made.number
    )
    return sentence % {"number": made.number}


def _done(topic, made: MovePlan) -> str:
    return _("“%(topic)s” has been moved.") % {"topic": topic} + " " + _headline(made)


def _back(topic):
    return HttpResponseRedirect(f"{reverse('desk:topic_tree')}?topic={topic.pk}")
