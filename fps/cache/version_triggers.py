"""The version of everything that readers see, kept by the database itself.

Triggers note each transaction that writes what a public page may show, whoever writes and by whatever way: a form, a
verb, an import, a bulk update, SQL by hand. On PostgreSQL each transaction adds a row of its own, so that writers
never wait for each other; SQLite has one writer at a time and counts in one row.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.apps import apps
from django.db import connections, models
from django.db.models import Count, Max, Min

from news.models import FigureMention
from publishing.models import Edition

CHANGE_RETENTION = timedelta(hours=1)
TRACKED_APPS = ("fps", "news", "policy", "images", "publishing")
# What only the back office reads; the desk has nothing else.
UNTRACKED_MODELS = {
    "fps.change", "fps.sent", "news.setasidesum", "publishing.presence", "publishing.recentwords", "publishing.sentform"
}  # fmt: skip


class Change(models.Model):
    """A transaction that changed something readers see: its number, and when it began."""

    pk = models.CompositePrimaryKey("act", "at")
    act = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        app_label = "fps"

    def __str__(self):
        return f"{self.act} {self.at}"


def stored_version() -> str:
    """Another text after each change, and never the same again: also after rows were cleared or a backup restored."""
    seen = Change.objects.aggregate(Min("at"), Max("at"), Max("act"), count=Count("*"))
    return "|".join(str(value) for value in seen.values())


def prune_changes(now: datetime) -> None:
    """Forget what changed long ago, never the newest: it tells this state from all before."""
    newest = Change.objects.aggregate(newest=Max("at"))["newest"]
    if newest:
        Change.objects.filter(at__lt=min(newest, now - CHANGE_RETENTION)).delete()


# -- the triggers -----------------------------------------------------------------------------------------------------
NOTE_POSTGRESQL = """CREATE OR REPLACE FUNCTION fps_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO fps_change (act, at) VALUES (pg_current_xact_id()::text::bigint, now()) ON CONFLICT DO NOTHING;
RETURN NULL; END $$"""
NOTE_SQLITE = """INSERT INTO fps_change (act, at) SELECT 0, '' WHERE NOT EXISTS (SELECT 1 FROM fps_change);
UPDATE fps_change SET act = act + 1, at = strftime('%Y-%m-%d %H:%M:%f000', 'now');"""


def tracked_tables() -> dict[str, str]:
    """Table → the condition under which one of its rows is of interest, "" for always."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in TRACKED_APPS]
    return {
        model._meta.db_table: _row_condition(model) for model in ours if model._meta.label_lower not in UNTRACKED_MODELS
    }


def _row_condition(model) -> str:
    """Drafts are saved all day long and nobody outside sees them."""
    if issubclass(model, Edition):
        return "{row}.state = 'approved'"
    return "{row}.confirmed_at IS NOT NULL" if model is FigureMention else ""


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Name → (table, statement). The name holds a digest of the statement: another statement is another trigger."""
    statements = {}
    for table, condition in tracked_tables().items():
        for act, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            when = " OR ".join(condition.format(row=row) for row in rows) if condition else ""
            scope = f"FOR EACH ROW WHEN ({when})" if when else "FOR EACH STATEMENT" if vendor == "postgresql" else ""
            note = "EXECUTE FUNCTION fps_note_change()" if vendor == "postgresql" else f"BEGIN {NOTE_SQLITE} END"
            rest = f"AFTER {act} ON {table} {scope} {note}"
            statements[f"fps_change_{table}_{act.lower()}_{sha256(rest.encode()).hexdigest()[:6]}"] = (table, rest)
    return statements


def install_triggers(connection) -> None:
    """Put the triggers where they are missing, and take away those of an earlier version; idempotent."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if Change._meta.db_table not in tables:
            return
        wanted, installed = triggers(connection.vendor), installed_triggers(connection.vendor, cursor)
        if connection.vendor == "postgresql" and wanted.keys() - installed.keys():
            cursor.execute(NOTE_POSTGRESQL)
        for name in installed.keys() - wanted.keys():
            cursor.execute(
                f"DROP TRIGGER {name}" + (f" ON {installed[name]}" if connection.vendor == "postgresql" else "")
            )
        for name, (table, rest) in wanted.items():
            if name not in installed and table in tables:
                cursor.execute(f"CREATE TRIGGER {name} {rest}")


def installed_triggers(vendor: str, cursor) -> dict[str, str]:
    """Name → table of our triggers in this database."""
    if vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relnamespace = current_schema()::regnamespace AND tgname LIKE %s", [r"fps\_change\_%"]
        )  # fmt: skip
    else:
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'fps_change_%'")
    return dict(cursor.fetchall())


def install_triggers_after_migration(using, **_kwargs):
    """A table that is built anew on SQLite loses its triggers without a word."""
    install_triggers(connections[using])
