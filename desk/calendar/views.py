"""The calendar of the desk: a month or a week as a table, or the coming days as a list."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from babel.dates import get_day_names
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from news.models import Article
from policy.models import Topic
from publishing import extension_points
from publishing.text.dates import long_date, month_and_year

from ..context import admin_context
from ..lists.filters import ANY_CHOICE, area_choices
from .days import VIEWS, CalendarRange, calendar_range
from .entries import EVENT_LABELS, CalendarEntry, CalendarPeriod, entries_between
from .feed import CalendarAddress

VIEW_LABELS = {"month": gettext_lazy("Month"), "week": gettext_lazy("Week"), "agenda": gettext_lazy("Agenda")}


class CalendarForm(forms.Form):
    """Every value may be left out, and one that cannot be is left out and told."""

    view = forms.ChoiceField(choices=[(name, name) for name in VIEWS], required=False, widget=forms.HiddenInput)
    on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )  # fmt: skip
    what = forms.ChoiceField(
        label=gettext_lazy("What happens"), choices=[ANY_CHOICE, *EVENT_LABELS.items()], required=False
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[ANY_CHOICE, *settings.LANGUAGES], required=False
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.fields["area"].choices = [ANY_CHOICE, *((key, title) for _pk, key, title in area_choices())]
        self.is_valid()

    def query(self, **more) -> str:
        values = {"view": self.current_view, **self.cleaned_data, **more}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def current_view(self) -> str:
        return self.cleaned_data.get("view") or "month"

    @property
    def filters(self) -> dict:
        area = self.cleaned_data.get("area")
        return {
            "what": self.cleaned_data.get("what", ""),
            "language": self.cleaned_data.get("language", ""),
            "area": Topic.objects.filter(key=area).first() if area else None,
        }


@dataclass(slots=True)
class Day:
    date: date
    entries: list[CalendarEntry]
    is_today: bool
    is_outside: bool  # of the month that is shown


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request):
    if not extension_points.can(request.user, "view", Article):
        raise PermissionDenied
    address = ""
    if request.method == "POST":
        if request.POST.get("act") != "make":
            CalendarAddress.revoke(request.user)
            messages.success(request, _("The address of your calendar has ended."))
            return HttpResponseRedirect(request.path)
        # Shown in this one answer; neither the session nor the database ever holds it.
        address = settings.SITE_URL + reverse("calendar_file", args=[CalendarAddress.make(request.user)])
    form = CalendarForm(request.GET)
    today = timezone.localdate()
    days = calendar_range(form.current_view, form.cleaned_data.get("on") or today)
    weeks = days.weeks
    first, last = (weeks[0][0], weeks[-1][-1] + timedelta(days=1)) if days.view == "month" else (days.start, days.end)
    found = entries_between(request.user, first, last, **form.filters)
    context = admin_context(request) | {
        "title": _("Calendar"), "form": form, "days": days, "heading": heading(days), "is_cut": found.is_cut,
        "weeks": [_days(week, found, days, today) for week in weeks] if days.view == "month" else [],
        "week": _days(days.days, found, days, today) if days.view == "week" else [],
        "agenda": [day for day in _days(days.days, found, days, today) if day.entries],
        "views": [(str(VIEW_LABELS[view]), form.query(view=view, on=days.on), view == days.view) for view in VIEWS],
        "steps": [(_("Earlier"), form.query(on=days.before), "prev"), (_("Today"), form.query(on=""), ""),
                  (_("Later"), form.query(on=days.after), "next")],
        "names": _day_names(), "address": address,
        "has_address": bool(address) or CalendarAddress.objects.filter(user=request.user).exists(),
    }  # fmt: skip
    return TemplateResponse(request, "desk/calendar.html", context)


def heading(days: CalendarRange) -> str:
    if days.view == "month":
        return month_and_year(days.start)
    last = days.end - timedelta(days=1)
    return _("%(first)s to %(last)s") % {"first": long_date(days.start), "last": long_date(last)}


def _days(dates, found: CalendarPeriod, days: CalendarRange, today) -> list[Day]:
    entries = found.by_day()
    return [Day(day, entries.get(day, []), day == today, not days.start <= day < days.end) for day in dates]


def _day_names() -> list[tuple[str, str]]:
    """Long and short, from Monday."""
    long, short = (get_day_names(width, locale=get_language()) for width in ("wide", "abbreviated"))
    return [(long[number], short[number]) for number in range(7)]
