from django.urls import path

from . import views

urlpatterns = [
    path("", views.topic_detail, name="root"),
    path("<path:path>/changes/", views.topic_changes, name="changes"),
    path("<path:path>/", views.topic_detail, name="page"),
]
