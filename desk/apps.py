from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self):
        from publishing import hooks
        from publishing.core import history
        from publishing.editor import checklist
        from publishing.editor.subject_admin import SubjectAdmin

        from . import audit, broken_links, languages, limits, pages, rights, sessions
        from .history import facts_changes

        history.sources.append(facts_changes)
        checklist.stored.append(broken_links.BROKEN_LINKS)
        hooks.answer(may=rights.may, record=audit.record, visible=limits.visible)
        SubjectAdmin.extra_pages += pages.PAGES
        # A table that is built anew on SQLite loses its triggers without a word.
        post_migrate.connect(audit.guard_after_migration, sender=self)
        user_logged_in.connect(languages.at_sign_in)
        # A person is switched off, or given another password, in more places than are ours.
        post_save.connect(sessions.end_after_change, sender=settings.AUTH_USER_MODEL)
