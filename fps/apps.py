from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FpsConfig(AppConfig):
    name = "fps"
    verbose_name = _("Site")
