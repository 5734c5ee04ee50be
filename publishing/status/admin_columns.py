from django.conf import settings
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..core.loading import is_live_in
from .language_status import Pill, pills


class StatusColumns:
    """Columns of a list of subjects whose `editions` are prefetched: title and a pill a language, without a query."""

    @admin.display(description=_("languages"))
    def status(self, subject):
        return render_to_string("admin/publishing/pills.html", {"rows": states_of(subject, timezone.now())})

    def indented(self, subject, depth):
        opts = subject._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[subject.pk])
        return render_to_string("admin/publishing/indented.html", {"subject": subject, "url": url, "depth": depth})


def states_of(subject, at) -> list[tuple[str, list[Pill]]]:
    """The pills of each language, from editions that are prefetched."""
    return states_among(subject.editions.all(), at)


def states_among(editions, at) -> list[tuple[str, list[Pill]]]:
    """The same for all editions of one subject."""
    rows = []
    for code in settings.LANGUAGE_ORDER:
        family = [edition for edition in editions if edition.language == code]
        live = {edition.pk for edition in family if is_live_in(edition, family, at)}
        rows.append((code, [Pill(name, code) for name in pills(family, live, at)]))
    return rows
