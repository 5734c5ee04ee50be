"""What a button of the form does once everything on it is saved: correct, send, take back, discard, publish …"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from ..core import translation_status
from ..core.errors import PublishingError
from ..core.languages import languages


class SaveActions:
    """Mixin of SubjectAdmin."""

    def _say_saved(self, request, texts, facts):
        if texts.saved or facts.saved:
            at = timezone.localtime().strftime("%H:%M")
            messages.success(request, _("Saved at %(time)s.") % {"time": at}, extra_tags="saved")
        else:
            messages.info(request, _("Nothing had changed."))

    def response_after_save(self, request, subject, act, argument):
        url = self.form_url(subject)
        try:
            if act == "correct":
                subject.new_draft(argument, by=request.user)
            elif act == "submit":
                message = request.POST.get(f"message-{argument}", "").strip()
                self._working(subject, argument).submit(by=request.user, reason=message)
                messages.success(request, _("Sent for review."))
            elif act == "take_back":
                self._working(subject, argument).take_back(by=request.user)
                messages.success(request, _("Taken back: it is a draft again."))
            elif act == "still":
                argument, _colon, place = argument.partition(":")
                self._still_correct(request, subject, argument, place)
            elif act == "discard":
                self._working(subject, argument).discard(by=request.user)
            elif act == "start":
                return HttpResponseRedirect(f"{url}?start={argument}#panel-{argument.partition(':')[0]}")
            elif act == "publish":
                return HttpResponseRedirect(self.page_url(subject, "publish"))
        except PublishingError as refusal:
            if act == "correct" and refusal.code == "draft_exists":  # pressed twice: there it is
                return HttpResponseRedirect(f"{url}#panel-{argument}")
            for sentence in refusal.messages:
                messages.error(request, sentence)
        return HttpResponseRedirect(f"{url}#panel-{argument}" if argument else url)

    def _still_correct(self, request, subject, language, place):
        extension_points.require(request.user, "new_draft", self.edition_model(subject=subject, language=language))
        if language in languages() and place.isdecimal() and len(place) < 9:
            with transaction.atomic():
                translation_status.still_correct(subject, language, int(place))
                part = {"language": language, "paragraph": int(place)}
                extension_points.record(request.user, "still_correct", subject, after=part)
            messages.success(request, _("Noted: this part still holds."))

    def _working(self, subject, language):
        draft = subject.editions.working().filter(language=language).first()
        if draft is None:
            raise PublishingError(_("There is no draft in this language any more."))
        return draft
