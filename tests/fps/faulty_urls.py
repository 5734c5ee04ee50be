"""Addresses that fail, each in another layer; for tests of what is told then."""

from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path


def view(request, **kwargs):
    raise ValueError("the view fails")


def template(request):
    return HttpResponse(Template("{% include 'nowhere.html' %}").render(Context()))


def database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


def fine(request):
    return HttpResponse("fine")


def not_found(request, exception):
    return HttpResponse("not found", status=404)


def failed(request):
    return HttpResponse("failed", status=500)


handler404, handler500 = not_found, failed
urlpatterns = [
    path("view/", view),
    path("template/", template),
    path("database/", database),
    path("fine/", fine),
    path("share/<str:token>/", view),
    path("calendar/<str:token>.ics", view),
]


class FaultyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raise LookupError("the middleware fails")
