"""The start page of the back office: what waits, what comes, what is unfinished, what lacks a language."""

import logging

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from news.models import Article
from publishing import extension_points

from ..context import admin_context
from ..onboarding import steps_for
from . import findings_views, language_gaps, my_work, pending_amounts, release_notes, sidebar
from .rows import DashboardRow, Section, attach_titles, capped_count

logger = logging.getLogger("desk")


@require_safe
def dashboard(request):
    user = request.user
    mine = my_work.Work(user)
    main = [
        safe_section(_("Waits for you"), my_work.waiting_for_me, mine),
        safe_section(_("Sums to confirm"), pending_amounts.pending_section, mine),
        safe_section(_("Goes live next"), my_work.agenda, mine),
        safe_section(_("Yours, unfinished"), my_work.unfinished, mine),
        safe_section(_("Language gaps"), language_gaps.gaps, user),
    ]
    side = [
        safe_section(_("Checks"), findings_views.findings, user),
        safe_section(_("To check"), sidebar.to_check, user),
        safe_section(_("Your uploads, not finished"), sidebar.uploads, user),
        safe_section(_("Just published"), sidebar.published, user),
        safe_section(_("Published alone"), sidebar.published_alone, user),
        safe_section(_("What changed in this tool"), release_notes.release_notes),
    ]
    attach_titles(
        [row for section in [*main, *side] for row in section.rows if isinstance(row, DashboardRow) and row.of >= 0]
    )
    context = admin_context(request) | {
        "steps": steps_for(user),
        "title": _("Desk"), "greeting": greeting(user), "waiting": waiting(*main[:2]), "main": main, "side": side,
        "nothing": not any(section.rows or section.failed for section in main),
        "kinds": Article.Kind.choices if extension_points.can(user, "add", Article) else [],
    }  # fmt: skip
    return TemplateResponse(request, "desk/start/start.html", context)


def safe_section(title: str, make, *arguments) -> Section:
    """A section that fails says so, and the rest of the page stands."""
    try:
        return make(*arguments)
    except Exception:
        logger.exception("The section “%s” of the start page could not be loaded.", title)
        return Section("failed", title, failed=True)


def greeting(user) -> str:
    name, hour = user.first_name or user.get_username(), timezone.localtime().hour
    if hour < 12:
        return _("Good morning, %(name)s.") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


def waiting(*sections: Section) -> str:
    if any(section.failed for section in sections):
        return ""
    number = sum(section.count for section in sections)
    if not number:
        return _("Nothing waits for you.")
    return ngettext("%(number)s thing waits for you.", "%(number)s things wait for you.", number) % {
        "number": capped_count(number)
    }
