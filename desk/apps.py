from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self):
        from images.audit import register_recorder
        from publishing import extension_points

        from . import subject_pages
        from .accounts import sessions, sign_in_trail
        from .audit import models as audit
        from .audit.history import facts_changes
        from .permissions import access_limits, rules
        from .preferences import language_middleware
        from .quality.checklist import BROKEN_LINKS

        extension_points.permission_rule.fill(rules.can)
        extension_points.audit_trail.fill(audit.record)
        register_recorder(audit.record)
        extension_points.visibility.fill(access_limits.visible)
        extension_points.history_sources.add(facts_changes)
        extension_points.stored_checks.add(BROKEN_LINKS)
        extension_points.admin_pages.add(*subject_pages.PAGES)
        extension_points.panels.add(*subject_pages.PANELS)
        # A table that is built anew on SQLite loses its triggers without a word.
        post_migrate.connect(audit.install_triggers_after_migration, sender=self)
        user_logged_in.connect(language_middleware.on_login)
        user_logged_in.connect(sign_in_trail.record_sign_in)
        user_logged_out.connect(sign_in_trail.record_sign_out)
        user_login_failed.connect(sign_in_trail.record_failed_sign_in)
        # A person is switched off, or given another password, in more places than are ours.
        post_save.connect(sessions.end_after_change, sender=settings.AUTH_USER_MODEL)
