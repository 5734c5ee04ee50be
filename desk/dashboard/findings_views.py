"""What the checks of stored content and of links have found: the heaviest first, each with its field."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from images.models import Document, Image
from news.models import Article
from publishing import extension_points

from ..context import admin_context
from ..lists.pagination import page_number, paginate
from ..permissions.querysets import visible_active
from ..quality.findings import Fault
from .rows import MAX_ROWS, TEXT_MODELS, DashboardRow, Section

ROW_DISPLAY_LIMIT = 5
NEW_PERIOD = timedelta(days=7)


def visible_findings(user):
    """Those of texts that this person meets, and of the library."""
    wanted = Q()
    for model, _edition in TEXT_MODELS:
        kind = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=kind, object_id__in=visible_active(user, model.objects.all()).order_by().values("pk"))
    for model in (Image, Document):
        wanted |= Q(content_type=ContentType.objects.get_for_model(model))
    return Fault.objects.filter(wanted)


def finding_row(fault) -> DashboardRow:
    is_new = timezone.now() - fault.found_at < NEW_PERIOD
    languages = [fault.language] if fault.language else []
    return DashboardRow(-1, fault.object_id, languages, url=_field_url(fault), title=fault.label, note=fault.sentence,
               at=fault.found_at, is_new=is_new)  # fmt: skip


def findings(user) -> Section:
    found = list(visible_findings(user)[: MAX_ROWS + 1])
    rows = [finding_row(fault) for fault in found[:ROW_DISPLAY_LIMIT]]
    return Section("faults", _("Checks"), rows, len(found), reverse("desk:checks"), _("The checks found nothing."))


@require_safe
def checks_page(request):
    if not extension_points.can(request.user, "view", Article):
        raise PermissionDenied
    page = paginate(visible_findings(request.user), page_number(request.GET.get("page")))
    lines = [(fault, finding_row(fault)) for fault in page.rows]
    return TemplateResponse(
        request, "desk/checks.html", admin_context(request) | {"title": _("Checks"), "page": page, "lines": lines}
    )


def _field_url(fault) -> str:
    """The form, with the cursor in the field where there is one."""
    model = ContentType.objects.get_for_id(fault.content_type_id).model_class()
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[fault.object_id])
    if fault.language:
        return f"{url}#id_text-{fault.language}-{fault.field}"
    return f"{url}#id_{fault.field}" if model in (Image, Document) else f"{url}?facts=1#id_{fault.field}"
