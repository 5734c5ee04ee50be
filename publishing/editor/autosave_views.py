"""What the open form says to the server between two saves, and how it goes on when its session has ended.

The answers are JSON with a `state`; that somebody is signed out is an answer as well (200), not a fault of the network.
"""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..core.editing_state import Presence
from ..core.languages import languages
from ..text.rich_text import rendered
from .conflicts import RICH, mark_of, read_marks
from .edition_forms import EditionForms, as_stored
from .expired_session import keep_when_expired


class AutosaveViews:
    """Mixin of SubjectAdmin: autosave/, signed-in/, and the page that keeps a form that came without a session."""

    def autosave_urls(self):
        name, whole = self.opts.model_name, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("signed-in/", self.admin_site.admin_view(self.signed_in_view), name=f"{name}_signed_in"),
            # Not an admin view: that would answer with the login page, which no script can read.
            path("<path:object_id>/autosave/", self.autosave_view, name=f"{name}_autosave"),
            path("add/", keep_when_expired(self.admin_site, self.add_view), name=f"{whole}_add"),
            path(
                "<path:object_id>/change/", keep_when_expired(self.admin_site, self.change_view), name=f"{whole}_change"
            ),
        ]

    def signed_in_view(self, request):
        context = {**self.admin_site.each_context(request), "title": _("You are signed in"), "opts": self.opts}
        return TemplateResponse(request, "admin/publishing/signed_in.html", context)

    def autosave_view(self, request, object_id):
        """GET: am I still signed in, and what is the token now? POST: words, or only a sign of life."""
        if not self.admin_site.has_permission(request):
            return JsonResponse({"state": "signed_out"})
        answer = {"state": "ok", "user": str(request.user.pk), "token": get_token(request), "at": _now()}
        if request.method != "POST":
            return JsonResponse(answer)
        if request.POST.get("_user", answer["user"]) != answer["user"]:
            return JsonResponse({"state": "other_user"})
        try:
            return JsonResponse(answer | self._autosaved(request, object_id))
        except PermissionDenied as refusal:
            return JsonResponse({"state": "refused", "message": str(refusal) or _("You do not have the right.")})

    def _autosaved(self, request, object_id) -> dict:
        act = request.POST.get("_act")
        subject = None if object_id == "add" else self.subject_or_404(request, object_id)
        texts = EditionForms(self.edition_model, subject, request.POST, page=request.POST.get("_page", ""))
        if act == "compare":
            facts = self.facts_form(request.POST, subject=subject, user=request.user)
            return {"found": found(request, texts, facts)}
        if subject is None:
            return {}
        language = request.POST.get("_language")
        texts.cleaned()
        Presence.touch(request.user, subject, language if language in languages() else get_language())
        Presence.sweep()
        with transaction.atomic():
            texts.save(by=request.user, auto=True)
        answers = {form.language: answer_for(form) for form in texts if form.is_posted()}
        return {"texts": answers, "others": also_open(request.user, subject)}

    def autosave_context(self, request, subject, texts, unsaved) -> dict:
        """What the bar needs. Opening the form is also the first sign of life."""
        if subject and subject.pk:
            Presence.touch(request.user, subject, get_language())
        name = self.opts.model_name
        saved = max((each.updated_at for each in texts.working.values()), default=None)
        sign_in = f"{reverse('admin:login')}?{REDIRECT_FIELD_NAME}={reverse(f'admin:{name}_signed_in')}"
        return {
            "url": reverse(f"admin:{name}_autosave", args=[subject.pk if subject and subject.pk else "add"]),
            "sign_in": sign_in,
            "saved_at": timezone.localtime(saved).strftime("%H:%M") if saved else "",
            "names": " ".join(texts.names),
            "unsaved": unsaved,
            "others": also_open(request.user, subject) if subject and subject.pk else "",
        }


def _now() -> str:
    return timezone.localtime().strftime("%H:%M")


def also_open(user, subject) -> str:
    people = [
        f"{each.user.get_full_name() or each.user.get_username()} ({dict(settings.LANGUAGES)[each.language]})"
        for each in Presence.others(user, subject)
        if each.language in languages()
    ]
    return _("Also open: %(people)s") % {"people": ", ".join(people)} if people else ""


def answer_for(form) -> dict:
    """How this text fared, and the marks with which the next save goes on from here."""
    if form.comparison:
        return {"state": "conflict", "message": form.comparison.sentence}
    if form.errors:
        return {"state": "refused", "message": " ".join(sentence for each in form.errors.values() for sentence in each)}
    if form.saved_draft is None:
        return {"state": "waits"}
    was = read_marks(form["was"].value())
    # Of what the browser holds, which may be tidier in the database: what it holds is what it compares with.
    was |= {name: mark_of(form.posted(name)) for name in form.names if form.add_prefix(name) in form.data}
    marks = " ".join(f"{name}:{mark}" for name, mark in was.items())
    return {"state": "saved", "seen": str(form.saved_draft.pk), "version": str(form.saved_draft.version), "was": marks}


def found(request, texts, facts) -> dict[str, str]:
    """Language (or "facts") → how what the browser kept differs from what is stored; nothing where it does not."""
    answers = {}
    if rows := list(facts.differences()):
        answers["facts"] = render_to_string("admin/publishing/found.html", {"rows": rows, "language": get_language()})
    for form in texts:
        stored = texts.working.get(form.language) or texts.live.get(form.language)
        rows = []
        for name in form.names if form.is_posted() and not form.refusal else ():
            browser_text, saved = as_stored(name, form.posted(name)), getattr(stored, name, "") if stored else ""
            if form.add_prefix(name) in form.data and name in form.fields and browser_text != saved:
                shown = [rendered(text) if name == RICH and text else text for text in (saved, browser_text)]
                rows.append((form.fields[name].label, *shown))
        if rows:
            context = {"rows": rows, "language": form.language}
            answers[form.language] = render_to_string("admin/publishing/found.html", context, request)
    return answers
