"""The words of a subject on the form: one sub-form a language, bound by language and never by position.

Saving never refuses for a reason of content. It refuses for one reason only: somebody else saved the same text since
the form was filled. What the browser posts counts as changed when it differs from the words it was filled with, line
ends and blanks folded and rich text cleaned, so that opening and saving an article creates nothing.
"""

from hashlib import blake2b

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from . import hooks, translations
from .editions import languages
from .errors import PublishingError
from .querysets import State
from .rich_text import EXTENSIONS, clean_html, plain
from .slugs import slug_of

LONGEST_SLUG = 120


def mark_of(text: str) -> str:
    """A short digest: two texts with the same mark are the same text."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


class Conflict(PublishingError):
    """Somebody else saved this text after the form was opened."""


class EditionForm(forms.Form):
    """The words in one language. Everything may be left out; nothing is too long to be kept."""

    title = forms.CharField(
        label=_("Title"), required=False, widget=forms.Textarea(attrs={"rows": 1, "class": "title"})
    )
    slug = forms.CharField(
        label=_("Address"), required=False, help_text=_("Made from the title; change it only for a good reason.")
    )
    teaser = forms.CharField(label=_("Teaser"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    body = ProseEditorFormField(
        label=_("Body"), required=False, extensions=dict(EXTENSIONS), sanitize=clean_html, widget=AdminProseEditorWidget
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)  # marks of the words the form was filled with
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    LIMITS = {"title": 70, "teaser": 160}

    def __init__(self, *args, language, base=None, names=(), **kwargs):
        super().__init__(*args, prefix=f"text-{language}", use_required_attribute=False, **kwargs)
        self.language, self.base, self.theirs = language, base, None
        self.language_name = dict(settings.LANGUAGES)[language]
        for name in ("title", "slug", "teaser", "body", *LABELS):
            if name not in names:
                self.fields.pop(name, None)
            elif name in LABELS:
                self.fields[name] = forms.CharField(required=False, label=LABELS[name])
        self.initial = {name: getattr(base, name) for name in names} if base else {}
        marks = " ".join(f"{name}:{mark_of(getattr(base, name) if base else '')}" for name in names)
        self.initial |= {"seen": base.pk if base else "", "version": base.version if base else "", "was": marks}
        for name in names:
            widget = self.fields[name].widget
            widget.attrs |= {"lang": language, "spellcheck": "true"}
            if name in self.LIMITS:
                widget.attrs["data-best-under"] = self.LIMITS[name]

    def posted(self, name: str) -> str:
        """The value as it would be stored."""
        value = str(self[name].value() or "")
        return clean_html(value) if name == "body" else plain(value)

    def is_posted(self) -> bool:
        return self.is_bound and any(key.startswith(f"{self.prefix}-") for key in self.data)


LABELS = {
    "image_alt": _("Alternative text in this article"),
    "image_caption": _("Caption in this article"),
    "link": _("Link"),
}


class EditionForms:
    """The sub-forms of a subject in the order of the languages; `save()` writes what was changed, and only that."""

    def __init__(self, model, subject=None, data=None):
        self.model, self.subject, self.data = model, subject, data
        self.names = [*model.WORDS]
        self.saved: list[str] = []

    @cached_property
    def family(self) -> list:
        if self.subject is None or not self.subject.pk:
            return []
        # The list of subjects reads texts without their bodies; here they are wanted.
        found = self.subject.editions.defer(None).select_related("updated_by", "sent_by")
        return list(found.order_by("-live_from", "-pk"))

    @cached_property
    def working(self) -> dict:
        return {edition.language: edition for edition in self.family if edition.is_working()}

    @cached_property
    def live(self) -> dict:
        if not self.family:
            return {}
        return {edition.language: edition for edition in self.subject.editions.live().defer(None)}

    @cached_property
    def scheduled(self) -> dict[str, list]:
        found: dict[str, list] = {}
        for edition in self.family:
            if edition.is_scheduled():
                found.setdefault(edition.language, []).append(edition)
        return found

    @cached_property
    def forms(self) -> dict[str, EditionForm]:
        return {language: self._form(language) for language in languages()}

    def __iter__(self):
        return iter(self.forms.values())

    def _form(self, language):
        data = self.data
        if data is not None and not any(key.startswith(f"text-{language}-") for key in data):
            data = None
        return EditionForm(data, language=language, base=self.working.get(language), names=self.names)

    def is_editable(self, language: str) -> bool:
        """A live text is read until somebody says “correct this text”; a missing one can be begun at once."""
        newest = next(
            (each for each in self.family if each.language == language and each.state == State.APPROVED), None
        )
        return language in self.working or newest is None

    def changed_in(self, form: EditionForm) -> dict[str, str]:
        """Name → value of the words that differ from those the form was filled from."""
        if not form.is_posted():
            return {}
        was = dict(part.split(":", 1) for part in str(form["was"].value() or "").split(" ") if ":" in part)
        return {
            name: form.posted(name)
            for name in self.names
            if form.add_prefix(name) in form.data and mark_of(form.posted(name)) != was.get(name, mark_of(""))
        }

    def refreshed(self) -> "EditionForms":
        """After a save in which some texts were refused: those as they were typed, the others as they are stored."""
        fresh = EditionForms(self.model, self.subject)
        for language, form in self.forms.items():
            if form.is_posted() and form.errors:
                fresh.forms[language] = form
        return fresh

    def has_changed(self) -> bool:
        return any(self.changed_in(form) for form in self)

    def save(self, by=None) -> list[str]:
        """Write every changed text; returns what could not be saved, a sentence each. Nothing else is touched."""
        refusals = []
        for form in self:
            try:
                with transaction.atomic():
                    self._save_one(form, by)
            except PublishingError as refusal:
                form.add_error(None, refusal)
                refusals += refusal.messages
        return refusals

    def _save_one(self, form, by):
        changed = self.changed_in(form)
        if not changed:
            return
        stored = self.subject.editions.working().select_for_update().filter(language=form.language).first()
        seen, version = str(form["seen"].value() or ""), str(form["version"].value() or "")
        agreed = stored and form.data.get(form.add_prefix("replace")) == f"{stored.pk}.{stored.version}"
        same = (str(stored.pk) if stored else "") == seen and (not stored or str(stored.version) == version)
        if not (same or agreed):
            form.theirs = stored
            raise Conflict(
                _("Somebody else has saved the text in this language since you opened it. Yours is kept below."),
                code="conflict",
            )
        draft = stored or self.subject.new_draft(form.language, by=by)
        hooks.insist(by, "change", draft)
        follows = not draft.slug or draft.slug == slug_of(draft.title, LONGEST_SLUG)
        before = translations.parts(draft)
        for name, value in changed.items():
            setattr(draft, name, value)
        if "slug" in changed:
            draft.slug = slug_of(changed["slug"], LONGEST_SLUG)
        elif "slug" in self.names and follows and form.language not in self.live:
            draft.slug = slug_of(draft.title, LONGEST_SLUG)
        if draft.state == State.REVIEW:
            draft.state = State.DRAFT
        draft.updated_by = by
        draft.save()
        translations.saved(draft, before)
        self.saved.append(form.language)
