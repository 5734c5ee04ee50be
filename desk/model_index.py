from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .menu import is_administrator


@require_safe
def all_content(request):
    """Every table, for those who run the house."""
    if not is_administrator(request.user):
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("All content")}
    return TemplateResponse(request, "desk/all_content.html", context | {"app_list": context["available_apps"]})
