from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FpsConfig(AppConfig):
    name = "fps"
    verbose_name = _("Site")

    def ready(self):
        from .site_version import watch_after_migration

        post_migrate.connect(watch_after_migration, sender=self)
