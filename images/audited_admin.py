"""Admin pages of plain tables whose every change is recorded: what was added, changed or deleted, from what to what."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms.models import _get_foreign_key

from .audit import differences, readable, record, values_of, without_empty


class AuditedAdmin(admin.ModelAdmin):
    """Records each row that is added, changed or deleted through it, inline rows included, in the same transaction."""

    audit_noun = ""  # in the verbs: `change_person`; left empty, the name of the model

    def audit_values(self, obj) -> dict[str, Any]:
        """What the trail holds of a row; read from the database, so that it holds before and after a save."""
        values = values_of(obj)
        for field in obj._meta.many_to_many:
            values[field.name] = [readable(other) for other in getattr(obj, field.name).all()]
        for inline in self.inlines:
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            rows = inline.model._default_manager.filter(**{key.name: obj.pk})
            values[inline.model._meta.model_name] = [
                without_empty({name: value for name, value in values_of(row).items() if name != key.name})
                for row in rows
            ]
        return values

    def record(self, request, act: str, obj, before="", after="") -> None:
        record(request.user, f"{act}_{self.audit_noun or self.opts.model_name}", obj, before, after)

    def record_saved(self, request, obj, change: bool) -> None:
        """Called when the row and all that belongs to it are stored."""
        after = self.audit_values(self.model._default_manager.get(pk=obj.pk))
        if not change:
            self.record(request, "add", obj, after=without_empty(after))
            return
        before, after = differences(obj.audit_before, after)
        if after:
            self.record(request, "change", obj, before, after)

    def save_model(self, request, obj, form, change):
        if change:
            obj.audit_before = self.audit_values(self.model._default_manager.get(pk=obj.pk))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.record_saved(request, form.instance, change)

    def delete_model(self, request, obj):
        self.record(request, "delete", obj, before=without_empty(self.audit_values(obj)))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """One by one: each has a row of its own in the trail, and a file of the library takes its copies along."""
        for obj in queryset:
            self.delete_model(request, obj)
