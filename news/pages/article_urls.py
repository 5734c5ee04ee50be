from django.urls import path

from ..listing import feeds
from . import article_views

urlpatterns = [
    path("", article_views.article_list, name="article_list"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("feed.atom", feeds.atom_feed, name="atom_feed"),
    path("<slug:slug>/changes/", article_views.article_changes, name="article_changes"),
    path("<slug:slug>/", article_views.article_detail, name="article_detail"),
]
