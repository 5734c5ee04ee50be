from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self):
        from publishing import extension_points
        from publishing.web.lazy_views import lazy_view

        from .figures import article_hooks
        from .models.article import ArticleEdition

        article_hooks.register()
        extension_points.panels.add(
            extension_points.Panel("area-page", "news/area_panel.html"),
            extension_points.Panel("topic-page", "news/topic_panel.html"),
        )
        extension_points.preview_makers.fill(ArticleEdition, lazy_view("news.pages.article_views", "article_preview"))
