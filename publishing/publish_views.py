"""Pages on which a subject is published, taken back and withdrawn, for several languages at one instant."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import hooks
from .alternates import house_order
from .consequences import what_breaks
from .dates import long_date
from .editions import language_names, languages
from .errors import PublishingError, ReasonNeeded


class WhenForm(forms.Form):
    """The moment, in Brussels; the reason is asked for by the rule itself."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("at", gettext_lazy("At a time (Brussels)"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = forms.DateTimeField(
        label=gettext_lazy("From (Brussels)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until (Brussels), if it ends"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, if a rule stops it (for the record, not public)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == "at" and "at" in cleaned:
            if not cleaned["at"]:
                self.add_error("at", _("Say from when."))
            elif cleaned["at"] <= timezone.now():
                self.add_error("at", _("This moment has passed. Choose a later one, or “Now”."))
        return cleaned


class PublishViews:
    """Mixin of SubjectAdmin: publish/, cancel/, withdraw/."""

    publish_template = "admin/publishing/publish.html"
    withdraw_template = "admin/publishing/withdraw.html"

    def publish_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id)
        hooks.insist(request.user, "approve", subject)
        form = WhenForm(request.POST or None)
        chosen = [code for code in languages() if code in request.POST.getlist("languages")]
        notes = {code: request.POST.get(f"note-{code}", "") for code in languages()}
        if request.method == "POST" and form.is_valid():
            start = form.cleaned_data["at"] if form.cleaned_data["when"] == "at" else None
            try:
                subject.approve(
                    chosen, request.user, start, form.cleaned_data["until"], notes, form.cleaned_data["reason"]
                )
            except ReasonNeeded as refusal:
                form.add_error("reason", refusal)
            except PublishingError as refusal:
                form.add_error(None, refusal)
            else:
                self._say_published(request, chosen, start)
                return HttpResponseRedirect(self.form_url(subject))
        rows = self._rows(subject)
        if request.method != "POST":
            chosen = [row["language"] for row in rows if row["draft"] and not row["blockers"]]
        self._add_doubts(subject, rows, chosen, form)
        context = self._page(request, subject, _("Publish: %(subject)s"))
        context |= {"form": form, "rows": rows, "chosen": chosen, "notes": notes}
        return TemplateResponse(request, self.publish_template, context)

    def cancel_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id)
        if request.method == "POST":
            start = parse_datetime(request.POST.get("start", ""))
            chosen = [each.language for each in subject.editions.scheduled() if start in (None, each.live_from)]
            try:
                subject.cancel(chosen, request.user, live_from=start)
            except PublishingError as refusal:
                for sentence in refusal.messages:
                    messages.error(request, sentence)
            else:
                messages.success(request, _("Taken back: what was scheduled is a draft again."))
        return HttpResponseRedirect(self.form_url(subject))

    def withdraw_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id)
        hooks.insist(request.user, "withdraw", subject)
        live = {edition.language: edition for edition in subject.editions.live()}
        chosen = [code for code in live if code in request.POST.getlist("languages")]
        errors = []
        if request.method == "POST":
            notice = {code: request.POST.get(f"notice-{code}", "").strip() for code in chosen}
            reason = request.POST.get("reason", "").strip()
            if not chosen:
                errors.append(_("Choose at least one language."))
            else:
                try:
                    cancelled = subject.withdraw(chosen, request.user, reason, notice, override=reason)
                except PublishingError as refusal:
                    errors += refusal.messages
                else:
                    messages.success(request, _("Withdrawn in: %(languages)s.") % {"languages": language_names(chosen)})
                    if cancelled:
                        messages.warning(
                            request, _("What was scheduled in these languages has been cancelled as well.")
                        )
                    return HttpResponseRedirect(self.form_url(subject))
        context = self._page(request, subject, _("Withdraw: %(subject)s"))
        context |= {"live": live.values(), "chosen": chosen or list(live), "errors": errors}
        context["breaks"] = what_breaks(subject, live)
        return TemplateResponse(request, self.withdraw_template, context)

    def _rows(self, subject):
        now = timezone.now()
        drafts = {draft.language: draft for draft in subject.editions.working().select_related("updated_by")}
        live = {edition.language: edition for edition in subject.editions.live(at=now)}
        return [
            {
                "language": code,
                "draft": drafts.get(code),
                "live": live.get(code),
                "blockers": drafts[code].publication_blockers() if code in drafts else [],
            }
            for code in house_order()
        ]

    @staticmethod
    def _add_doubts(subject, rows, chosen, form):
        """Beside each row what does not fit, before anybody presses: a reason given for one rule may overrule all."""
        start = getattr(form, "cleaned_data", {}).get("at") or timezone.now()
        drafts = {row["language"]: row["draft"] for row in rows if row["draft"] and row["language"] in chosen}
        doubts = subject.approval_doubts(drafts, start)
        for row in rows:
            row["doubts"] = [doubt for doubt in doubts if doubt.language == row["language"]]

    def _say_published(self, request, chosen, start):
        names = language_names(chosen)
        if start is None:
            messages.success(request, _("Live now in: %(languages)s.") % {"languages": names})
        else:
            at = f"{long_date(start)}, {timezone.localtime(start):%H:%M}"
            messages.success(
                request, _("Scheduled for %(time)s (Brussels) in: %(languages)s.") % {"time": at, "languages": names}
            )

    def _page(self, request, subject, title):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subject": subject,
            "title": title % {"subject": subject},
            "back": self.form_url(subject),
            "media": self.media,
        }
