"""The facts of a subject on the form. What can be read is saved, what cannot stays on the screen with a sentence."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.loading import editions_of, live_editions
from ..text.dates import long_date
from ..text.rich_text import plain
from .name_choice_field import NamesField


class FactsForm(forms.ModelForm):
    """Give `Meta.model` and `Meta.fields`; further fields are read by `read()` and written by `write()`."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject=None, user=None, **kwargs):
        self.subject, self.user, self.saved = subject, user, False
        self.asks_note = False
        initial = kwargs.pop("initial", None) or {}
        if subject:
            initial = {"version": subject.facts_version, **self.read(subject), **initial}
        super().__init__(*args, instance=subject, initial=initial, **kwargs)
        for field in self.fields.values():
            field.required = False
            if isinstance(field, NamesField):
                field.fill()

    def read(self, subject) -> dict:
        """Initial values of the fields that are no columns."""
        return {}

    def write(self, subject, cleaned: dict) -> None:
        """Store the fields that are no columns; only those that are in `cleaned`."""

    def needs_note(self, cleaned: dict) -> bool:
        """Readers of a public text are told of this change of its facts."""
        return False

    def keep_notes(self, notes: dict[str, str]) -> None:
        """Show these notes (by language) to readers; asked for where `needs_note`."""

    def in_words(self):
        """(label, value) of the facts that are set, for reading."""
        for field in self.visible_fields():
            if value := self.value_in_words(field.name, self.initial.get(field.name)):
                yield field.label, value

    def show_on(self, subject) -> None:
        """The facts as they were typed, on this instance and nowhere else: for a preview."""
        typed = self._typed()
        columns = {field.name for field in subject._meta.fields}
        for name, value in typed.items():
            if name in columns and not self._must_keep(name, value):
                setattr(subject, name, value)

    def _typed(self) -> dict:
        changed = self.changed_data
        self.full_clean()
        return {name: self.cleaned_data[name] for name in changed if name in self.cleaned_data}

    def differences(self):
        """(label, as stored, as typed) of what was sent and is not stored; what cannot be read stands as typed."""
        typed = self._typed()
        for name in self.changed_data:
            if name in self.data:
                stored, raw = self.value_in_words(name, self.initial.get(name)), ", ".join(self.data.getlist(name))
                shown = self.value_in_words(name, typed[name]) if name in typed else raw
                if shown != stored:
                    yield self.fields[name].label, stored, shown

    def value_in_words(self, name, value) -> str:
        """A value as somebody reads it on the form and, later, in the history."""
        field = self.fields[name]
        if isinstance(field, NamesField):
            names = {str(option[0]): option[1] for option in field.options}
            return ", ".join(names.get(str(key), str(key)) for key in value or [])
        if isinstance(value, dict):
            return ", ".join(value.values())
        if isinstance(field, forms.ModelChoiceField) and value is None:
            return ""
        if choices := getattr(field, "choices", None):
            return str({str(key): label for key, label in choices}.get(str(getattr(value, "pk", value)), value or ""))
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, bool):
            return _("yes") if value else ""
        return str(value or "")

    # -- the public note -------------------------------------------------------------------------------------------
    def note_fields(self):
        """(language, its name, what was typed) for each language whose readers are told."""
        names = dict(settings.LANGUAGES)
        return [(code, names[code], self._note(code)) for code in self._live() if self.asks_note]

    def _note(self, code) -> str:
        return plain(self.data.get(f"facts-note-{code}", "")) if self.is_bound else ""

    @cached_property
    def _live_languages(self):
        return list(live_editions(editions_of(self.subject)))

    def _live(self):
        live = set(self._live_languages) if self.subject else ()
        return [code for code, _name in settings.LANGUAGES if code in live]

    def _lacks_note(self, cleaned) -> bool:
        """Where a note is due and one is missing, the form opens the fields for it and keeps what was typed."""
        live = self._live()
        self.asks_note = bool(live) and self.needs_note(cleaned)
        return self.asks_note and not all(self._note(code) for code in live)

    def is_posted(self) -> bool:
        return self.is_bound and self.add_prefix("version") in self.data

    @property
    def changed_data(self):
        if not self.is_posted():
            return []
        return [name for name in super().changed_data if name != "version"]

    def _post_clean(self):
        """Columns are checked one by one when they are written; nothing is set on the instance before."""

    def save(self, by=None, now_public=False, commit=True) -> list[str]:
        """Write what was changed; returns what could not be saved, a sentence each."""
        changed = self.changed_data
        if not changed:
            return []
        is_live = bool(self._live())
        extension_points.require(by, "change_facts" if is_live else "write_facts", self.subject)
        if is_live and not now_public:
            return [_("The facts were not saved. They are public at once: use “Save facts, public now”.")]
        posted = self.data.get(self.add_prefix("version"), "")
        if posted and posted != str(self.subject.facts_version):
            sentence = _("Somebody else has changed the facts since you opened them. Yours are kept below.")
            self.add_error(None, sentence)
            return [sentence]
        self.full_clean()
        cleaned = {name: self.cleaned_data[name] for name in changed if name in self.cleaned_data}
        if self._lacks_note(cleaned):
            sentence = _("The facts were not saved yet: tell readers of this change, in every language that is live.")
            self.add_error(None, sentence)
            return [sentence]
        refusals = self._write_in_reach(cleaned, by)
        refusals += [
            _("“%(field)s” was not saved: %(why)s") % {"field": self.fields[name].label, "why": " ".join(errors)}
            for name, errors in self.errors.items()
            if name in self.fields
        ]
        return refusals

    def _write_in_reach(self, cleaned, by) -> list[str]:
        """Nobody puts a text where their rights do not reach: it would be out of their hands."""
        try:
            with transaction.atomic():
                refusals = self._write(cleaned, by)
                extension_points.require(by, "change", self.subject)
        except PermissionDenied:
            self.saved = False
            self.subject.refresh_from_db()
            return [_("The facts were not saved: your rights do not reach the place where this would stand.")]
        return refusals

    def _write(self, cleaned, by) -> list[str]:
        columns = {field.name for field in self.subject._meta.fields}
        before = {name: self.value_in_words(name, self.initial.get(name)) for name in cleaned}
        after = {name: self.value_in_words(name, value) for name, value in cleaned.items()}
        notes = {code: self._note(code) for code in self._live()} if self.asks_note else {}
        for name, value in cleaned.items():
            if name in columns and not self._must_keep(name, value):
                setattr(self.subject, name, value)
        self.subject.facts_version += 1
        try:
            self.subject.save()
            self.write(self.subject, cleaned)
            if notes:
                self.keep_notes(notes)
        except ValidationError as refusal:
            return refusal.messages
        self.saved = True
        notes_given = "\n".join(f"{code}: {note}" for code, note in notes.items())
        extension_points.record(by, "change_facts", self.subject, before=before, after=after, reason=notes_given)
        return []

    def _must_keep(self, name, value) -> bool:
        """A column that cannot be empty keeps what it has."""
        field = self.subject._meta.get_field(name)
        return value in (None, "") and not (field.null or field.blank)
