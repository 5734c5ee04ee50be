"""Pages on which a text is read against what is live, and on which its history is read, compared and restored."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.approval_checks import needs_second_person
from ..core.errors import PublishingError
from ..core.history import history_rows
from ..core.languages import ordered_languages
from ..core.querysets import State
from ..diff.review import compared
from ..status.language_status import Pill, state_of

SHOWS = ("changes", "read", "beside")


class ReviewViews:
    """Mixin of SubjectAdmin: review/<language>/, history/, compare/, again/."""

    review_template = "admin/publishing/review.html"
    history_template = "admin/publishing/history.html"
    compare_template = "admin/publishing/compare.html"

    def sums(self, subject) -> list[str]:
        """Sentences on confirmed sums and the languages in which they stand; a kind of text may have some."""
        return []

    # -- review ------------------------------------------------------------------------------------------------------
    def review_view(self, request, object_id, language):
        subject = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "view", subject)
        if language not in ordered_languages():
            raise Http404
        family = subject.editions.defer(None).select_related("updated_by", "sent_by", "approved_by")
        family = list(family.order_by("-live_from"))
        drafts = {edition.language: edition for edition in family if edition.is_working()}
        draft = drafts.get(language)
        if request.method == "POST":
            extension_points.require(request.user, "request_changes", draft or subject)
        if draft is None:
            return self._nothing_to_review(request, subject, family, language)
        if request.method == "POST":
            return self._ask_for_changes(request, subject, draft)
        live = {edition.language: edition for edition in subject.editions.live().defer(None)}
        older = [edition for edition in family if edition.language == language and edition.pk != draft.pk]
        against = _chosen(older, request.GET.get("with")) or live.get(language)
        counts = {code: compared(live.get(code), edition) for code, edition in drafts.items()}
        comparison = counts[language] if against == live.get(language) else compared(against, draft)
        corrects_nothing = language in live and against == live[language] and not comparison.count
        show = request.GET.get("show")
        if show not in SHOWS:
            show = "changes" if against else "read"
        context = self._page(request, subject, _("Review: %(subject)s")) | {
            "draft": draft,
            "edition": draft,
            "language": language,
            "live": live.get(language),
            "against": against,
            "older": older,
            "compared": comparison,
            "show": show,
            "tabs": [self._tab(subject, code, drafts[code], counts[code], live) for code in counts],
            "facts": history_rows(subject, since=live[language].approved_at) if language in live else [],
            "sums": self.sums(subject),
            "may_ask": extension_points.can(request.user, "request_changes", draft) and draft.state == State.REVIEW,
            "may_publish": extension_points.can(request.user, "approve", subject),
            "needs_second_person": bool(needs_second_person(subject, {language: draft}, request.user, [language])),
            "may_publish_alone": extension_points.can(request.user, "publish_alone", subject),
            "may_close": extension_points.can(request.user, "discard", draft) and corrects_nothing,
            "publish_url": f"{self.page_url(subject, 'publish')}?language={language}&seen={draft.stamp}",
            "form_url": f"{self.form_url(subject)}#panel-{language}",
        }
        return TemplateResponse(request, self.review_template, context)

    def _tab(self, subject, code, draft, comparison, live):
        name = dict(settings.LANGUAGES)[code]
        return {"language": code, "name": name, "url": self.review_url(subject, code), "count": comparison.count,
                "is_new": code not in live, "pill": Pill(str(draft.state), code)}  # fmt: skip

    def review_url(self, subject, language) -> str:
        return reverse(f"admin:{self.opts.model_name}_review", args=[subject.pk, language])

    def _nothing_to_review(self, request, subject, family, language):
        """Published, sent back or thrown away by somebody else in the meantime: say which, and lead on."""
        newest = next(
            (edition for edition in family if edition.language == language and edition.state == State.APPROVED), None
        )
        if newest and newest.approved_by:
            when = timezone.localtime(newest.approved_at).strftime("%H:%M")
            messages.info(
                request, _("%(name)s published this at %(time)s.") % {"name": newest.approved_by, "time": when}
            )
        else:
            messages.info(request, _("Nothing waits for a review in this language."))
        return HttpResponseRedirect(f"{self.form_url(subject)}#panel-{language}")

    def _ask_for_changes(self, request, subject, draft):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, _("Say what should change: the author sees only this sentence."))
            return HttpResponseRedirect(f"{self.review_url(subject, draft.language)}?ask=1#ask")
        try:
            draft.request_changes(by=request.user, reason=reason)
        except PublishingError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, _("Sent back to the author, with your remark."))
        return HttpResponseRedirect(f"{self.form_url(subject)}#panel-{draft.language}")

    # -- history -----------------------------------------------------------------------------------------------------
    def history_view(self, request, object_id, extra_context=None):
        """In place of Django's: every text, with who, when and why, and what happened to the facts."""
        subject = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "view", subject)
        now = timezone.now()
        editions = subject.editions.defer(None).select_related("updated_by", "approved_by")
        editions = editions.defer("body", "teaser", "sources")
        editions = list(editions.order_by("-created_at", "-pk"))
        wanted = request.GET.get("language", "")
        languages = [code for code in ordered_languages() if any(edition.language == code for edition in editions)]
        rows = [(edition, Pill(state_of(edition, editions, now), edition.language)) for edition in editions
                if wanted not in languages or edition.language == wanted]  # fmt: skip
        context = self._page(request, subject, _("History: %(subject)s")) | {
            "rows": rows,
            "facts": history_rows(subject),
            "languages": [(code, dict(settings.LANGUAGES)[code]) for code in languages],
            "wanted": wanted if wanted in languages else "",
            "may_restore": extension_points.can(request.user, "new_draft", subject),
            "compare_url": self.page_url(subject, "compare"),
            "restore_edition_url": self.page_url(subject, "again"),
        }
        return TemplateResponse(request, self.history_template, context)

    def compare_view(self, request, object_id):
        """Any two texts of one language."""
        subject = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "view", subject)
        editions = subject.editions.defer(None).select_related("updated_by").order_by("created_at", "pk")
        editions = list(editions)
        pair = [_chosen(editions, request.GET.get(name)) for name in ("old", "new")]
        if None in pair or pair[0].language != pair[1].language or pair[0] == pair[1]:
            messages.info(request, _("Choose two texts in one language to compare them."))
            return HttpResponseRedirect(self.history_url(subject))
        old, new = sorted(pair, key=editions.index)
        context = self._page(request, subject, _("Compare: %(subject)s"))
        context |= {"compared": compared(old, new), "language": new.language, "old": old, "new": new}
        context |= {"show": "beside" if request.GET.get("show") == "beside" else "changes"}
        context |= {"history_url": self.history_url(subject)}
        return TemplateResponse(request, self.compare_template, context)

    def restore_edition_view(self, request, object_id):
        """A new draft with the words of an old text; also of one that was thrown away."""
        subject = self.subject_or_404(request, object_id)
        edition = _chosen(subject.editions.all(), request.POST.get("edition"))
        if request.method != "POST" or edition is None:
            return HttpResponseRedirect(self.history_url(subject))
        try:
            edition.new_draft(by=request.user)
        except PublishingError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(self.history_url(subject))
        messages.success(request, _("A new draft with these words was made. Nothing public has changed."))
        return HttpResponseRedirect(f"{self.form_url(subject)}#panel-{edition.language}")

    def last_texts(self, subject, texts, number=3):
        """The newest texts, for the column beside the form."""
        newest = sorted(texts.family, key=lambda edition: edition.updated_at, reverse=True)
        now = timezone.now()
        rows = [(edition, Pill(state_of(edition, texts.family, now), edition.language)) for edition in newest[:number]]
        return {"rows": rows, "url": self.history_url(subject)}

    def history_url(self, subject) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[subject.pk])


def _chosen(editions, pk):
    return next((edition for edition in editions if str(edition.pk) == pk), None)
