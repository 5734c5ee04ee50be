from django.urls import path

from . import views

urlpatterns = [path("<slug:slug>/", views.tag_detail, name="tag_detail")]
