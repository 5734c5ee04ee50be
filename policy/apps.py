from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "policy"
    verbose_name = _("Policy")

    def ready(self):
        from publishing import extension_points
        from publishing.web.lazy_views import lazy_view

        from .topic_models import TopicEdition

        extension_points.preview_makers.fill(TopicEdition, lazy_view("policy.views", "topic_page"))
