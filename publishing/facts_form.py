"""The facts of a subject on the form. What can be read is saved, what cannot stays on the screen with a sentence."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import hooks
from .dates import long_date
from .names_field import NamesField


class FactsForm(forms.ModelForm):
    """Give `Meta.model` and `Meta.fields`; further fields are read by `read()` and written by `write()`."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject=None, user=None, **kwargs):
        self.subject, self.user, self.saved = subject, user, False
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

    def in_words(self):
        """(label, value) of the facts that are set, for reading."""
        for field in self.visible_fields():
            value = self.initial.get(field.name)
            if isinstance(field.field, NamesField):
                names = {str(key): name for key, name in field.field.options}
                value = ", ".join(names.get(str(key), str(key)) for key in value or [])
            elif isinstance(value, dict):
                value = ", ".join(value.values())
            elif choices := getattr(field.field, "choices", None):
                value = {str(key): label for key, label in choices}.get(str(value), value)
            elif isinstance(value, date):
                value = long_date(value)
            elif value is True:
                value = _("yes")
            if value:
                yield field.label, value

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
        is_live = self.subject.editions.live().exists()
        hooks.insist(by, "change_facts" if is_live else "write_facts", self.subject)
        if is_live and not now_public:
            return [_("The facts were not saved. They are public at once: use “Save facts, public now”.")]
        posted = self.data.get(self.add_prefix("version"), "")
        if posted and posted != str(self.subject.facts_version):
            sentence = _("Somebody else has changed the facts since you opened them. Yours are kept below.")
            self.add_error(None, sentence)
            return [sentence]
        self.full_clean()
        cleaned = {name: self.cleaned_data[name] for name in changed if name in self.cleaned_data}
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
                hooks.insist(by, "change", self.subject)
        except PermissionDenied:
            self.saved = False
            self.subject.refresh_from_db()
            return [_("The facts were not saved: your rights do not reach the place where this would stand.")]
        return refusals

    def _write(self, cleaned, by) -> list[str]:
        columns = {field.name for field in self.subject._meta.fields}
        before = {name: str(getattr(self.subject, name, "")) for name in cleaned if name in columns}
        for name, value in cleaned.items():
            if name in columns and not self._must_keep(name, value):
                setattr(self.subject, name, value)
        self.subject.facts_version += 1
        try:
            self.subject.save()
            self.write(self.subject, cleaned)
        except ValidationError as refusal:
            return refusal.messages
        self.saved = True
        after = {name: str(getattr(self.subject, name, "")) for name in before}
        hooks.record(by, "change_facts", self.subject, before=before, after=after)
        return []

    def _must_keep(self, name, value) -> bool:
        """A column that cannot be empty keeps what it has."""
        field = self.subject._meta.get_field(name)
        return value in (None, "") and not (field.null or field.blank)
