from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FpsConfig(AppConfig):
    name = "fps"
    verbose_name = _("Site")

    def ready(self):
        from publishing.web import memory_cache

        from .cache import site_state
        from .cache.version_triggers import install_triggers_after_migration

        if not settings.DEBUG:  # while one writes templates, pages are made anew
            memory_cache.state_token = site_state.process_token
        post_migrate.connect(install_triggers_after_migration, sender=self)
