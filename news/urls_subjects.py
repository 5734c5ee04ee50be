from django.urls import path

from . import threads, views

urlpatterns = [
    path("<slug:slug>/", views.tag_detail, name="tag_detail"),
    path("<slug:key>/<slug:country>/", threads.thread_detail, name="thread_detail"),
    path("<slug:key>/<slug:country>/thread.ics", threads.thread_calendar, name="thread_calendar"),
]
