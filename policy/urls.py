from django.urls import path

from . import views

urlpatterns = [
    path("", views.areas, name="areas"),
    path("<path:path>/changes/", views.topic_changes, name="changes"),
    path("<path:path>/", views.topic_detail, name="topic_detail"),
]
