"""The form in which a subject is written: its words in every language on the left, its facts on the right."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.editing_state import SentForm
from ..core.loading import prefetch_editions
from ..core.querysets import State
from ..core.trashable import not_trashed
from ..status.language_status import panels
from ..workflow.publish_views import PublishViews
from ..workflow.review_views import ReviewViews
from ..workflow.trash_views import TrashViews
from ..workflow.url_change_views import AddressViews
from .autosave_views import AutosaveViews
from .checklist import annotated, checks, summary
from .edition_forms import EditionForms
from .editor_labels import editor_words
from .save_actions import SaveActions


class SubjectAdmin(SaveActions, PublishViews, ReviewViews, AddressViews, TrashViews, AutosaveViews, admin.ModelAdmin):
    """Admin of a kind of text. The concrete one names `facts_form` and how a new subject gets its key."""

    facts_form = None
    joined = ()  # names of what the form shows beside the subject, read with it
    change_form_template = "admin/publishing/subject_form.html"
    actions = None

    class Media:
        css = {"all": ["css/admin.css", "css/admin/share.css", "css/admin/saving.css", "css/admin/review.css"]}

    def new_subject(self, request, texts):
        """An unsaved subject for words that were typed into an empty form."""
        raise NotImplementedError

    def get_urls(self):
        name = self.opts.model_name
        own = [
            path("trash/", self.admin_site.admin_view(self.trash_list_view), name=f"{name}_thrown_away"),
            path("<path:object_id>/publish/", self.admin_site.admin_view(self.publish_view), name=f"{name}_publish"),
            path("<path:object_id>/withdraw/", self.admin_site.admin_view(self.withdraw_view), name=f"{name}_withdraw"),
            path(
                "<path:object_id>/address/<language>/",
                self.admin_site.admin_view(self.address_view),
                name=f"{name}_address",
            ),
            path("<path:object_id>/cancel/", self.admin_site.admin_view(self.cancel_view), name=f"{name}_cancel"),
            path("<path:object_id>/trash/", self.admin_site.admin_view(self.trash_view), name=f"{name}_trash"),
            path("<path:object_id>/restore/", self.admin_site.admin_view(self.restore_view), name=f"{name}_restore"),
        ]
        own += [
            path("<path:object_id>/time/", self.admin_site.admin_view(self.time_view), name=f"{name}_time"),
            path(
                "<path:object_id>/review/<str:language>/",
                self.admin_site.admin_view(self.review_view),
                name=f"{name}_review",
            ),
            path("<path:object_id>/compare/", self.admin_site.admin_view(self.compare_view), name=f"{name}_compare"),
            path(
                "<path:object_id>/again/", self.admin_site.admin_view(self.restore_edition_view), name=f"{name}_again"
            ),
        ]
        extra = [
            path(
                f"<path:object_id>/{page.route}",
                self.admin_site.admin_view(partial(page.view, self)),
                name=f"{name}_{page.name}",
            )
            for page in extension_points.admin_pages
        ]
        return [*own, *extra, *self.autosave_urls(), *super().get_urls()]

    # -- who may: the gate knows the single subject, Django's permissions only its kind --------------------------------
    def has_view_permission(self, request, obj=None):
        return extension_points.can(request.user, "view", obj or self.model)

    def has_change_permission(self, request, obj=None):
        return extension_points.can(request.user, "change", obj or self.model)

    def has_add_permission(self, request):
        return extension_points.can(request.user, "add", self.model)

    def has_delete_permission(self, request, obj=None):
        return False  # nothing is hard-deleted in normal work

    def subjects(self):
        """All of them, with what a list of them shows."""
        raise NotImplementedError

    def get_queryset(self, request):
        page = request.resolver_match.url_name if request.resolver_match else ""
        if page.endswith(("_changelist", "autocomplete")):
            return extension_points.visible(request.user, not_trashed(self.subjects()))
        one = annotated(self.model.objects.select_related(*self.joined or [None]))
        return extension_points.visible(request.user, self.subjects() if page.endswith("_thrown_away") else one)

    def subject_or_404(self, request, object_id, verb="view"):
        subject = self.get_object(request, object_id)
        if subject is None:
            raise Http404
        extension_points.require(request.user, verb, subject)
        return subject

    def read_together(self):
        """Prefetches of what the form shows besides the texts."""
        return ()

    # -- the form ----------------------------------------------------------------------------------------------------
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        subject = None
        if object_id:
            subject = self.subject_or_404(request, object_id)
        elif request.method != "POST" and not self.has_add_permission(request):
            raise PermissionDenied  # what was posted is looked at first: a right lost meanwhile costs nobody a text
        if request.method == "POST":
            return self._save(request, subject)
        if subject:
            prefetch_editions(subject, *self.read_together())
        texts = EditionForms(self.edition_model, subject)
        facts = self.facts_form(subject=subject, user=request.user, initial=self.first_facts(request, subject))
        return self._form(request, subject, texts, facts)

    @property
    def edition_model(self):
        return self.model.editions.rel.related_model

    def first_facts(self, request, subject):
        return {}

    def _save(self, request, subject):
        act, _colon, argument = request.POST.get("_act", "save").replace("\x00", "").partition(":")
        texts = EditionForms(self.edition_model, subject, request.POST, page=request.POST.get("_page", ""))
        facts = self.facts_form(request.POST, request.FILES, subject=subject, user=request.user)
        if subject is None and not (texts.has_changed() or facts.has_changed()):
            extension_points.require(request.user, "add", self.model)
            messages.info(request, _("Nothing to save yet: write a title or a text first."))
            return self._form(request, None, texts, facts)
        known = subject
        if not texts.cleaned() and subject is None:
            return self._form(request, None, texts, facts)
        try:
            with transaction.atomic():
                if subject is None:
                    extension_points.require(request.user, "add", self.model)
                    subject = self.idempotent_create(request, texts)
                texts.subject = facts.subject = subject
                refusals = texts.save(by=request.user)
                refusals += facts.save(by=request.user, now_public=act == "facts")
        except PermissionDenied:
            messages.error(request, _("You do not have the right to change this. Your text is still on this page."))
            texts.subject = facts.subject = known  # a new one is gone again
            return self._form(request, known, texts, facts, status=403)
        if refusals:
            for sentence in refusals:
                messages.error(request, sentence)
            return self._form(request, subject, texts.refreshed(), facts)
        self._say_saved(request, texts, facts)
        return self.response_after_save(request, subject, act, argument)

    def idempotent_create(self, request, texts):
        """A new subject; the same form sent a second time (a double click, the back button) goes on with the first."""
        token = request.POST.get("_once", "")[:40]
        if not token:
            return self.new_subject(request, texts)
        sent = SentForm.first(f"{request.user.pk}.{token}"[:40])
        if sent.subject:
            return self.subject_or_404(request, str(sent.subject))
        subject = self.new_subject(request, texts)
        sent.subject = subject.pk
        sent.save()
        return subject

    def _form(self, request, subject, texts, facts, status=200):
        is_live = bool(subject and texts.live)
        may_write_facts = extension_points.can(
            request.user, "change_facts" if is_live else "write_facts", subject or self.model
        )
        facts_are_open = (may_write_facts and (not is_live or "facts" in request.GET)) or bool(facts.errors)
        all_checks = checks(subject, texts, facts_are_open) if subject else []
        panels_shown = self._panels(request, subject, texts)
        has_drafts = subject is None or bool(texts.working)
        may_publish = extension_points.can(request.user, "approve", subject or self.model)
        links = self.form_links(subject, texts) if subject else {"live": {}}
        for panel in panels_shown:
            panel.live_url = links["live"].get(panel.language, "")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subject": subject,
            "title": str(subject) if subject else _("New: %(kind)s") % {"kind": self.opts.verbose_name},
            "panels": panels_shown,
            "editor_words": editor_words(),
            "sends": self._first_to_send(request, subject, panels_shown),
            "checks": all_checks,
            "checks_summary": summary(all_checks),
            "facts": facts,
            "facts_are_public": is_live,
            "facts_are_open": facts_are_open,
            "form_url": self.form_url(subject) if subject else "",
            "first_help": subject is None and not self.edition_model.objects.filter(updated_by=request.user).exists(),
            "begun": request.GET.get("start", ""),
            "has_drafts": has_drafts,
            "may_publish": may_publish,
            "offers_publish": may_publish and has_drafts,
            "may_trash": bool(subject) and extension_points.can(request.user, "trash", subject),
            "may_change_facts": is_live and may_write_facts,
            "media": self.media + facts.media + next(iter(texts)).media,
            "links": links if subject else {},
            "recent_history": self.last_texts(subject, texts) if subject else None,
            "has_errors": bool(facts.errors) or any(form.errors for form in texts),
            "autosave": self.autosave_context(request, subject, texts, unsaved=request.method == "POST"),
            "once": request.POST.get("_once") or get_random_string(20),
            "form_action": self.form_url(subject) if subject and subject.pk else "",
        }
        return TemplateResponse(request, self.change_form_template, context, status=status)

    def _panels(self, request, subject, texts):
        language_panels = panels(texts, get_language(), request.GET.get("start", ""))
        here = extension_points.can(request.user, "change", subject if subject and subject.pk else self.model)
        for panel in language_panels:
            # Asked of nowhere, so that the language alone counts: one question about the place is enough for four.
            words = self.edition_model(subject=self.model(), language=panel.language)
            panel.may_write = here and extension_points.can(request.user, "change", words)
            panel.may_take_back = panel.may_write and bool(panel.draft) and panel.draft.may_be_taken_back(request.user)
            panel.editable = panel.editable and (panel.may_write or panel.form.is_posted())
            panel.review_url = self.review_url(subject, panel.language) if subject else ""
            if (
                panel.address_holds
                and subject.has_address()
                and extension_points.can(request.user, "change_address", subject)
            ):
                name = f"admin:{self.opts.model_name}_address"
                panel.address_page = reverse(name, args=[subject.pk, panel.language])
        return language_panels

    def _first_to_send(self, request, subject, panels) -> str | None:
        """Marks the texts that a person may send for review but not publish; returns the first draft among them."""
        if extension_points.can(request.user, "approve", subject or self.model):
            return None
        for panel in panels:
            is_sent = bool(panel.draft) and panel.draft.state == State.REVIEW
            panel.may_send = panel.editable and panel.may_write and not is_sent
        may = sorted((panel for panel in panels if panel.may_send), key=lambda panel: panel.draft is None)
        return may[0].language if may else None

    def form_url(self, subject):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[subject.pk])

    def page_url(self, subject, name):
        return reverse(f"admin:{self.opts.model_name}_{name}", args=[subject.pk])

    def form_links(self, subject, texts):
        names = ("publish", "withdraw", "cancel", "time", "trash", "restore")
        links = {name: self.page_url(subject, name) for name in names}
        return links | {"live": self.live_urls(subject, texts)}

    def live_urls(self, subject, texts) -> dict[str, str]:
        return {language: each.get_absolute_url() for language, each in texts.live.items()}
