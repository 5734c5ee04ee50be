from django.urls import path

from . import feeds, views

urlpatterns = [
    path("", views.article_list, name="article_list"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("feed.atom", feeds.atom_feed, name="atom_feed"),
    path("<slug:slug>/changes/", views.article_changes, name="article_changes"),
    path("<slug:slug>/", views.article_detail, name="article_detail"),
]
