"""The words of a subject on the form: one sub-form a language, bound by language and never by position.

Saving never refuses for a reason of content. It refuses for one reason only: somebody else saved the same text since
the form was filled. What the browser posts counts as changed when it differs from the words it was filled with, line
ends and blanks folded and rich text cleaned, so that opening and saving an article creates nothing.

An autosave does the same, but it only ever writes into a draft that exists: it begins none, and leaves a text that is
in review where it is.
"""

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from .. import extension_points
from ..core import translation_status
from ..core.editing_state import Presence, RecentWords
from ..core.errors import PublishingError
from ..core.languages import languages
from ..core.loading import editions_of, live_editions, to_correct_among
from ..core.querysets import State
from ..diff.excerpts import excerpts
from ..text.rich_text import EXTENSIONS, clean_html, rendered
from ..text.slugs import MAX_SLUG_LENGTH, slug_of
from .conflicts import chosen, comparison_of, mark_of, marks_of, read_marks, refused, unanswered


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

    def __init__(self, *args, language, base=None, names=(), address_holds=False, **kwargs):
        super().__init__(*args, prefix=f"text-{language}", use_required_attribute=False, **kwargs)
        self.language, self.base, self.names = language, base, names
        self.comparison = None  # with the text of somebody else, once a save was refused
        self.saved_draft = None  # the draft that holds these words after a save
        self.language_name = dict(settings.LANGUAGES)[language]
        for name in ("title", "slug", "teaser", "body", *LABELS):
            if name not in names:
                self.fields.pop(name, None)
            elif name in LABELS:
                self.fields[name] = forms.CharField(required=False, label=LABELS[name])
        if address_holds:  # once promised it changes on a page of its own only
            self.fields.pop("slug", None)
        self.initial = {name: getattr(base, name) for name in names} if base else {}
        marks = marks_of({name: getattr(base, name) if base else "" for name in names})
        self.initial |= {"seen": base.pk if base else "", "version": base.version if base else "", "was": marks}
        for name in {*names} & {*self.fields}:
            widget = self.fields[name].widget
            # Off: a browser that fills an old text into a form that was loaded anew would undo what others wrote.
            widget.attrs |= {"lang": language, "spellcheck": "true", "autocomplete": "off"}
            if name in self.LIMITS:
                widget.attrs["data-best-under"] = self.LIMITS[name]

    def posted(self, name: str) -> str:
        """The value as it would be stored. Raises RichTextRefused: ask `refusal` first."""
        return chosen(self, name)

    @cached_property
    def refusal(self):
        """What the bounds of rich text say against the words, if anything. What was typed stays in the form."""
        found = refused(self) if self.is_posted() else None
        if found and "body" not in self.errors:
            self.add_error(None, found)
        return found

    def is_posted(self) -> bool:
        return self.is_bound and any(key.startswith(f"{self.prefix}-") for key in self.data)


LABELS = {
    "image_alt": _("Alternative text in this article"),
    "image_caption": _("Caption in this article"),
    "link": _("Link"),
}


class EditionForms:
    """The sub-forms of a subject in the order of the languages; `save()` writes what was changed, and only that."""

    def __init__(self, model, subject=None, data=None, page=""):
        self.model, self.subject, self.data = model, subject, data
        self.page = page  # which open form this is, where a script can tell
        self.names = [*model.WORDS]
        self.saved: list[str] = []
        self._before, self._after = {}, {}  # of the words that were written, by language

    @cached_property
    def family(self) -> list:
        if self.subject is None or not self.subject.pk:
            return []
        return editions_of(self.subject)

    @cached_property
    def working(self) -> dict:
        return {edition.language: edition for edition in self.family if edition.is_working()}

    @cached_property
    def live(self) -> dict:
        return live_editions(self.family)

    @cached_property
    def scheduled(self) -> dict[str, list]:
        by_language: dict[str, list] = {}
        for edition in self.family:
            if edition.is_scheduled():
                by_language.setdefault(edition.language, []).append(edition)
        return by_language

    @cached_property
    def published(self) -> set[str]:
        """Languages in which readers have met this: their address holds."""
        return {each.language for each in self.family if each.has_started()}

    @cached_property
    def forms(self) -> dict[str, EditionForm]:
        return {language: self._form(language) for language in languages()}

    def __iter__(self):
        return iter(self.forms.values())

    def _form(self, language):
        data = self.data
        if data is not None and not any(key.startswith(f"text-{language}-") for key in data):
            data = None
        base, holds = self.working.get(language), language in self.published
        return EditionForm(data, language=language, base=base, names=self.names, address_holds=holds)

    def is_editable(self, language: str) -> bool:
        """A live text is read until somebody says “correct this text”; a missing one can be begun at once. What was
        refused can be saved all the same, also if its draft has gone meanwhile."""
        is_read = any(each.language == language and each.state == State.APPROVED for each in self.family)
        return language in self.working or not is_read or self.forms[language].comparison is not None

    def changed_in(self, form: EditionForm) -> dict[str, str]:
        """Name → value of the words that differ from those the form was filled from."""
        if not form.is_posted() or form.refusal:
            return {}
        was = read_marks(form["was"].value())
        return {
            name: form.posted(name)
            for name in self.names
            if name in form.fields
            and form.add_prefix(name) in form.data
            and mark_of(form.posted(name)) != was.get(name, mark_of(""))
        }

    def refreshed(self) -> "EditionForms":
        """After a save in which some texts were refused: those as they were typed, the others as they are stored."""
        fresh = EditionForms(self.model, self.subject)
        for language, form in self.forms.items():
            if form.is_posted() and form.errors:
                fresh.forms[language] = form
        return fresh

    def has_changed(self) -> bool:
        return any(form.refusal or self.changed_in(form) for form in self)

    def cleaned(self) -> bool:
        """Do all texts keep to the bounds? Clean what a save writes, which is work to be done before a transaction."""
        for form in filter(self.changed_in, self):
            texts = [each for each in self.family if each.language == form.language]
            if written := self.working.get(form.language) or to_correct_among(texts):
                rendered(getattr(written, "body", ""))
        return not any(form.refusal for form in self)

    def save(self, by=None, auto=False) -> list[str]:
        """Write every changed text; returns what could not be saved, a sentence each. Nothing else is touched.

        The audit trail holds what a person saved, with the places that changed; not what a script saved meanwhile.
        """
        refusals = []
        for form in self:
            if form.refusal:
                refusals += form.refusal.messages
                continue
            try:
                with transaction.atomic():
                    self._save_one(form, by, auto)
            except PublishingError as refusal:
                form.add_error(None, refusal)
                refusals += refusal.messages
        if self._after and not auto:
            extension_points.record(by, "save_draft", self.subject, before=self._before, after=self._after)
        return refusals

    def _note_change(self, language, before, after):
        """Only the places that differ: the trail is no second store of texts."""
        parts = {name: excerpts(before[name], after[name]) for name in after if before[name] != after[name]}
        self._before[language] = {name: part[0] for name, part in parts.items()}
        self._after[language] = {name: part[1] for name, part in parts.items()}

    def _save_one(self, form, by, auto):
        changed = self.changed_in(form)
        if not changed:
            return
        stored = self.subject.editions.working().select_for_update().filter(language=form.language).first()
        if stored:
            extension_points.require(by, "change", stored)
        recent = RecentWords.of(stored) if stored else None
        if stored and all(getattr(stored, name) == as_stored(name, value) for name, value in changed.items()):
            form.saved_draft = stored  # sent twice, or somebody else wrote the same
            return
        if not self._is_next(form, stored, recent):
            self._refuse(form, stored, recent, _("Nothing of yours is lost. Choose what stays, then save the result."))
        if auto and (stored is None or stored.state != State.DRAFT):
            return
        if unanswered(form, changed):
            self._refuse(form, stored, recent, _("Choose for each of these fields what stays."))
        draft = stored or self._begin(form, by)
        extension_points.require(by, "change", draft)
        replaced = {name: getattr(draft, name) for name in changed}
        before = translation_status.parts(draft)
        self._write(draft, changed, form.language)
        draft.updated_by = by
        draft.save()
        translation_status.saved(draft, before)
        others = auto and Presence.others(by, self.subject).exists()
        (recent or RecentWords.of(draft)).remember(replaced, draft, by=by, page=self.page, auto=auto, others=others)
        form.saved_draft = draft
        self._note_change(form.language, replaced, {name: getattr(draft, name) for name in changed})
        self.saved.append(form.language)

    def _is_next(self, form, stored, recent) -> bool:
        """What is stored is what this form was filled from, or what this very page wrote since."""
        seen, version = str(form["seen"].value() or ""), str(form["version"].value() or "")
        if (str(stored.pk) if stored else "") != seen:
            return False
        return not stored or str(stored.version) == version or recent.was_written_by(self.page, stored.version)

    def _begin(self, form, by):
        try:
            return self.subject.new_draft(form.language, by=by)
        except PublishingError as refusal:  # begun by somebody else in this very moment
            stored = self.subject.editions.working().filter(language=form.language).first()
            if stored is None:
                raise
            self._refuse(form, stored, RecentWords.of(stored), refusal.messages[0])

    def _write(self, draft, changed, language):
        follows = not draft.slug or draft.slug == slug_of(draft.title, MAX_SLUG_LENGTH)
        for name, value in changed.items():
            setattr(draft, name, as_stored(name, value))
        if "slug" not in changed and "slug" in self.names and follows and language not in self.published:
            draft.slug = slug_of(draft.title, MAX_SLUG_LENGTH)
        if draft.state == State.REVIEW:
            draft.state = State.DRAFT

    def _refuse(self, form, stored, recent, sentence):
        family = self.subject.editions.filter(language=form.language).select_related("updated_by")
        editions = list(family.order_by("-live_from", "-pk"))
        seen = str(form["seen"].value() or "")
        texts = {
            name: [*(recent.texts.get(name, []) if recent else []), *(getattr(each, name) for each in editions)]
            for name in self.names
        }
        form.comparison = comparison_of(
            form,
            next((each for each in editions if stored and each.pk == stored.pk), None),
            next((each for each in editions if str(each.pk) == seen), None),
            to_correct_among(editions),
            texts,
        )
        raise Conflict(f"{form.comparison.sentence} {sentence}", code="conflict")


def as_stored(name, value):
    return slug_of(value, MAX_SLUG_LENGTH) if name == "slug" else value
