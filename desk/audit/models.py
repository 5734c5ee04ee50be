"""The audit trail: who did what to which subject, when, from what to what, and why. Rows are only ever added."""

import json

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_LABEL_LENGTH = 300


class AuditEntry(models.Model):
    """One act. `before` and `after` hold what the verb tells: a sentence, or the changed fields by name."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("act"), max_length=40)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    subject = GenericForeignKey()
    label = models.CharField(_("what"), max_length=MAX_LABEL_LENGTH, blank=True)
    before = models.JSONField(_("before"), default=str, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=str, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        app_label = "desk"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["verb", "-at"], name="audit_by_verb"),
        ]
        verbose_name, verbose_name_plural = _("entry of the audit trail"), _("audit trail")

    def __str__(self):
        return f"{self.verb}: {self.label}"


def record(user, verb, subject, before="", after="", reason=""):
    """Fills the hook of `publishing`; in the transaction of the act itself, so that there is no act without its row."""
    AuditEntry.objects.create(
        user=user if getattr(user, "pk", None) else None,
        verb=verb,
        content_type=ContentType.objects.get_for_model(subject) if subject is not None else None,
        object_id=getattr(subject, "pk", None),
        # The name of a subject costs a query, which an import of thousands would pay for each of them.
        label=str("" if subject is None else subject if user else getattr(subject, "key", subject))[:MAX_LABEL_LENGTH],
        before=_plain(before),
        after=_plain(after),
        reason=reason or "",
    )


def _plain(value):
    """What JSON holds; anything else as its text."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, default=str)) if value is not None else ""


# -- kept by the database itself --------------------------------------------------------------------------------------
TABLE = "desk_auditentry"
SQLITE_TRIGGERS = {
    f"{TABLE}_no_{act}": f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    for act in ("update", "delete")
}
POSTGRESQL_TRIGGERS = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
    f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]


def install_triggers(connection) -> None:
    """Triggers that refuse to change or remove a row; idempotent."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in SQLITE_TRIGGERS.values() if connection.vendor == "sqlite" else POSTGRESQL_TRIGGERS:
            cursor.execute(statement)


def drop_triggers(connection) -> None:
    """For tests alone, whose tables are emptied after each of them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name in ("change", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{name} ON {TABLE}")


def install_triggers_after_migration(using, **_kwargs):
    install_triggers(connections[using])
