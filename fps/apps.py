from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FpsConfig(AppConfig):
    name = "fps"
    verbose_name = _("Site")

    def ready(self):
        from publishing import extension_points
        from publishing.web.lazy_views import lazy_view

        from .cache.site_state import process_token
        from .cache.version_triggers import install_triggers_after_migration
        from .models import BannerEdition

        if not settings.DEBUG or settings.PAGE_CACHE_BYTES:  # while one writes templates, pages are made anew
            extension_points.state_token.fill(process_token)
        extension_points.preview_makers.fill(BannerEdition, lazy_view("fps.views", "banner_page"))
        post_migrate.connect(install_triggers_after_migration, sender=self)
