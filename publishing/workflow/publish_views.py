"""Pages on which a subject is published, taken back and withdrawn, for several languages at one instant."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.approval_checks import all_warnings
from ..core.errors import PublishingError, ReasonNeeded, TextChanged
from ..core.languages import language_names, languages
from ..text.dates import long_moment, moment_or_none
from .publish_forms import AnotherTimeForm, WhenForm
from .publish_page import done_already, first_choice, kind_of, rows_of, stamps
from .reschedule import change_time, date_matches_start, move_date
from .withdrawal_impact import impact_of


class PublishViews:
    """Mixin of SubjectAdmin: publish/, time/, cancel/, withdraw/."""

    publish_template = "admin/publishing/publish.html"
    withdraw_template = "admin/publishing/withdraw.html"
    start_date_field = None  # the date among the facts that follows a schedule, if the kind of text has one

    def publish_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "approve", subject)
        form = WhenForm(request.POST or None)
        rows = rows_of(subject)
        chosen = [code for code in languages() if code in request.POST.getlist("languages")]
        seen, changed = stamps(request.POST), []
        if request.method == "POST" and form.is_valid() and self._notes_are_there(request, form, rows, chosen):
            try:
                self._approve(request, subject, form, rows, chosen, seen)
            except TextChanged as refusal:
                form.add_error(None, refusal)
                changed = refusal.drafts
            except ReasonNeeded as refusal:
                form.add_error("reason", refusal)
            except PublishingError as refusal:
                if done := done_already(subject, chosen, seen):
                    return self._say_done(request, subject, done)
                form.add_error(None, refusal)
            else:
                self._say_published(request, chosen, form.start)
                return HttpResponseRedirect(self.form_url(subject))
        wanted = request.GET.get("language", "")
        if request.method != "POST":
            chosen = first_choice(rows, wanted)
            form.initial["kind"] = kind_of(rows, chosen)
            read = request.GET.get("seen")
            changed = [row.draft for row in rows if row.draft and row.language == wanted and read
                       and row.draft.stamp != read]  # fmt: skip
        self._add_warnings(subject, rows, chosen, form)
        context = self._page(request, subject, _("Publish: %(subject)s"))
        context |= {"form": form, "rows": rows, "chosen": chosen, "changed": changed}
        context |= {
            "blockers": [(row, sentence) for row in rows if row.language in chosen for sentence in row.blockers]
        }
        context |= {"corrects": any(row.is_correction for row in rows), "has_errors": bool(form.errors)}
        context |= {"changed_at": [(edition, self.review_url(subject, edition.language)) for edition in changed]}
        return TemplateResponse(request, self.publish_template, context)

    def _notes_are_there(self, request, form, rows, chosen):
        """Readers are told of a change in every language in which it is one."""
        for row in rows:
            row.note = request.POST.get(f"note-{row.language}", "").strip()
            needs_note = row.language in chosen and row.is_correction and form.cleaned_data["kind"] == "notable"
            row.note_missing = needs_note and not row.note
        if missing := [row.language for row in rows if row.note_missing]:
            sentence = _("Tell readers in a sentence what changed, in: %(languages)s.")
            form.add_error("kind", sentence % {"languages": language_names(missing)})
        return not missing

    @staticmethod
    def _approve(request, subject, form, rows, chosen, seen):
        small = form.cleaned_data["kind"] == "small"
        subject.approve(
            chosen,
            request.user,
            form.start,
            form.cleaned_data["until"],
            notes={} if small else {row.language: row.note for row in rows},
            override=form.cleaned_data["reason"],
            small_fixes=[row.language for row in rows if row.is_correction] if small else (),
            seen=seen,
        )

    def _say_done(self, request, subject, done):
        """A second click, or somebody was quicker: it is done, which is no error."""
        at = timezone.localtime(done[0].approved_at).strftime("%H:%M")
        sentence = _("%(name)s published this at %(time)s.") % {"name": done[0].approved_by or "–", "time": at}
        messages.info(request, sentence)
        return HttpResponseRedirect(self.form_url(subject))

    def time_view(self, request, object_id):
        """“Change time…” of what is scheduled."""
        subject = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "approve", subject)
        old = moment_or_none(request.GET.get("start", ""))
        planned = [edition for edition in subject.editions.scheduled() if old and edition.live_from == old]
        if not planned:
            messages.info(request, _("Nothing is scheduled for that moment any more."))
            return HttpResponseRedirect(self.form_url(subject))
        same_day = date_matches_start(subject, self.start_date_field, old)
        form = AnotherTimeForm(request.POST or None, initial={"at": old, "move_date": True})
        if request.method == "POST" and form.is_valid():
            new = form.cleaned_data["at"]
            try:
                codes = [edition.language for edition in planned]
                change_time(subject, codes, request.user, old, new, form.cleaned_data["reason"])
                if same_day and form.cleaned_data["move_date"]:
                    subject.refresh_from_db()
                    move_date(subject, self.start_date_field, request.user, new)
            except ReasonNeeded as refusal:
                form.add_error("reason", refusal)
            except PublishingError as refusal:
                form.add_error(None, refusal)
            else:
                self._say_published(request, codes, new)
                return HttpResponseRedirect(self.form_url(subject))
        context = self._page(request, subject, _("Change time: %(subject)s"))
        context |= {"form": form, "planned": planned, "old": old, "same_day": same_day}
        return TemplateResponse(request, "admin/publishing/time.html", context)

    def cancel_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id)
        if request.method == "POST":
            start_text = request.POST.get("start", "")
            start = moment_or_none(start_text)
            planned = subject.editions.scheduled()
            chosen = [edition.language for edition in planned if start == edition.live_from or not start_text]
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
        extension_points.require(request.user, "withdraw", subject)
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
        context["impact"] = impact_of(subject, live)
        return TemplateResponse(request, self.withdraw_template, context)

    @staticmethod
    def _add_warnings(subject, rows, chosen, form):
        """Beside each row what does not fit, before anybody presses: a reason given for one rule may overrule all."""
        cleaned = getattr(form, "cleaned_data", {})
        start = (cleaned.get("when") == "at" and cleaned.get("at")) or timezone.now()
        drafts = {row.language: row.draft for row in rows if row.draft and row.language in chosen}
        scheduled = [edition for row in rows for edition in row.family if edition.is_scheduled()]
        warnings = all_warnings(subject, drafts, start, scheduled)
        for row in rows:
            row.warnings = [warning for warning in warnings if warning.language == row.language]

    def _say_published(self, request, chosen, start):
        names = language_names(chosen)
        if start is None:
            messages.success(request, _("Live now in: %(languages)s.") % {"languages": names})
        else:
            told = {"time": long_moment(start), "languages": names}
            messages.success(request, _("Scheduled for %(time)s (Brussels) in: %(languages)s.") % told)

    def _page(self, request, subject, title):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subject": subject,
            "title": title % {"subject": subject},
            "back": self.form_url(subject),
            "media": self.media,
        }
