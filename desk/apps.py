from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self):
        from publishing import hooks

        from . import audit, limits, rights

        hooks.answer(may=rights.may, record=audit.record, visible=limits.visible)
        # A table that is built anew on SQLite loses its triggers without a word.
        post_migrate.connect(audit.guard_after_migration, sender=self)
