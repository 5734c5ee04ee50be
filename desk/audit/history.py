"""Changes of facts, told by the audit trail to the history of a text."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist

from publishing.extension_points import FactsChange

from .models import AuditEntry

MAX_ENTRIES = 200


def facts_changes(subject) -> list[FactsChange]:
    kind = ContentType.objects.get_for_model(subject)
    entries = AuditEntry.objects.filter(content_type=kind, object_id=subject.pk, verb="change_facts")
    return [
        FactsChange(entry.at, entry.user, _changes(subject, entry), entry.reason)
        for entry in entries.select_related("user")[:MAX_ENTRIES]
    ]


def _changes(subject, entry) -> list[tuple[str, str, str]]:
    before, after = (each if isinstance(each, dict) else {} for each in (entry.before, entry.after))
    names = [name for name in after if before.get(name, "") != after[name]]
    return [(_label(subject, name), before.get(name, ""), after[name]) for name in names]


def _label(subject, name: str) -> str:
    try:
        return str(subject._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name
