"""Language gaps: Dutch or French alone first, with the reason that was given; then out of date; then missing."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.status import state_filters
from publishing.status.state_filters import ALONE, DATED

from ..audit.models import AuditEntry
from ..permissions.querysets import visible_active
from .rows import TEXT_MODELS, DashboardRow, Section, change_url

ROW_DISPLAY_LIMIT = 5
NEWEST_LIMIT = 300  # subjects of a kind that are looked at: older ones stand in the matrix
ORDERS = (("-date", "-pk"), ("-pk",))
REASON_VERBS = ("approve", "cancel", "withdraw", "overrule")  # those that part Dutch and French, and ask why


def gaps(user) -> Section:
    found = []
    for place, (model, _edition) in enumerate(TEXT_MODELS):
        some = visible_active(user, state_filters.with_gap(model, NEWEST_LIMIT, ORDERS[place]))
        found += [(gap, place, pk) for pk, gap in some.values_list("pk", "gap")[: ROW_DISPLAY_LIMIT + 1]]
    found.sort(key=lambda each: each[0])
    shown = found[:ROW_DISPLAY_LIMIT]
    reasons = _reasons([(place, pk) for gap, place, pk in shown if gap == ALONE])
    rows = [_row(gap, place, pk, reasons.get((place, pk), "")) for gap, place, pk in shown]
    alone = any(gap == ALONE for gap, _place, _pk in shown)
    link = reverse("desk:languages") + ("?state=alone" if alone else "?state=gap")
    return Section("gaps", _("Language gaps"), rows, len(found), link, _("No gap among the newest texts."))


def _row(gap: int, place: int, pk: int, reason: str) -> DashboardRow:
    url = change_url(place, pk)
    if gap == DATED:
        return DashboardRow(place, pk, act=_("Update"), url=url, lacks="dated")
    return DashboardRow(
        place, pk, act=_("Translate"), url=url, note=_note(reason) if gap == ALONE else "", lacks="missing"
    )


def _note(reason: str) -> str:
    if not reason:
        return _("In Dutch or French alone")
    return _("In Dutch or French alone: “%(reason)s”") % {"reason": reason}


def _reasons(subjects) -> dict[tuple[int, int], str]:
    """The last reason that was given for each of these subjects."""
    if not subjects:
        return {}
    types = [ContentType.objects.get_for_model(model).pk for model, _edition in TEXT_MODELS]
    subject_filter = Q()
    for place, pk in subjects:
        subject_filter |= Q(content_type=types[place], object_id=pk)
    entries = AuditEntry.objects.filter(subject_filter, verb__in=REASON_VERBS).exclude(reason="").order_by("at", "pk")
    return {
        (types.index(kind), pk): why for kind, pk, why in entries.values_list("content_type", "object_id", "reason")
    }
