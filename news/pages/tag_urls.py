from django.urls import path

from . import country_views, tag_views

urlpatterns = [
    path("<slug:slug>/", tag_views.tag_detail, name="tag_detail"),
    path("<slug:key>/<slug:country>/", country_views.thread_detail, name="thread_detail"),
    path("<slug:key>/<slug:country>/thread.ics", country_views.thread_calendar, name="thread_calendar"),
]
