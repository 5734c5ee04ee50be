"""`/api/`: where everything is."""

from django.conf import settings
from django.urls import reverse
from rest_framework.response import Response

from . import serializers
from .base_views import ReadOnly
from .schema import answers

RESOURCES = ("articles", "topics", "tags", "organisations", "figures")


class Start(ReadOnly):
    """What there is, under which licence, and where the document stands."""

    name = "start"
    parameters = ()

    @answers(serializers.StartSerializer)
    def get(self, request):
        name = settings.ORGANISATION["name"].get(settings.LANGUAGE_CODE, "")
        payload = {
            "title": name,
            "licence": settings.ORGANISATION["licence_url"],
            "document": _url("openapi"),
            "languages": [code for code, _name in settings.LANGUAGES],
            "resources": {each: _url(each) for each in RESOURCES},
        }
        return Response(serializers.StartSerializer(payload).data)


def _url(name: str) -> str:
    return settings.SITE_URL + reverse(f"api:{name}")
