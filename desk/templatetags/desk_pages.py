from babel.dates import format_date
from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.status.admin_columns import states_of

from ..help import help_of
from ..menu import menu

register = template.Library()
ACTION_LABELS = {
    "add_tag": lambda: _("Add tag"),
    "remove_tag": lambda: _("Remove tag"),
    "review_by": lambda: _("Set review date"),
    "submit": lambda: _("Send for review"),
    "trash": lambda: _("Move to trash"),
}


@register.inclusion_tag("desk/menu.html", takes_context=True)
def desk_menu(context, label=""):
    request = context["request"]
    work, house = menu(request.user, request.path)
    return {"work": work, "house": house, "label": label}


@register.inclusion_tag("desk/help.html", takes_context=True)
def desk_help(context):
    """What this page is for, folded; by the name of its route."""
    match = context["request"].resolver_match
    return {"sentences": help_of(match.url_name or "") if match else ()}


@register.filter
def act_label(name: str) -> str:
    """What the button of a bulk act says."""
    return ACTION_LABELS[name]()


@register.filter
def day_name(day) -> str:
    """“Today”, “Tomorrow”, “Thursday 26 November”."""
    ahead = (day - timezone.localdate()).days
    if ahead in (0, 1):
        return _("Tomorrow") if ahead else _("Today")
    locale = {"en": "en_GB"}.get(get_language(), get_language())
    return format_date(day, "EEEE d MMMM", locale=locale)


@register.inclusion_tag("admin/publishing/pills.html")
def language_pills(subject):
    """The state of each language; the editions are prefetched."""
    return {"rows": states_of(subject, timezone.now())}


@register.filter
def form_url(thing) -> str:
    """Where this is changed."""
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
