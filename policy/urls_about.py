from django.urls import path

from . import views

urlpatterns = [
    path("", views.topic_detail, name="root"),
    path("<path:path>/", views.topic_detail, name="page"),
]
