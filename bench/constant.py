"""What Django itself costs: a view that answers the same thirty thousand bytes."""

from django.http import HttpResponse
from django.urls import path

PAGE = b"<!doctype html><title>Bare</title>" + b"<p>Peace and security. " * 1300


def bare(request):
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare)]
