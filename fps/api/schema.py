"""`/api/openapi.json`: the document, made once from the views."""

from functools import cache

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema

from . import serializers, urls


class Described(AutoSchema):
    """The parameters of an operation are those its view checks."""

    def get_override_parameters(self):
        return [each.described for each in self.view.parameters]

    def get_operation_id(self):
        return self.view.name

    def get_tags(self):
        return [self.path.strip("/").split("/")[1] if self.path.count("/") > 2 else "api"]


def answers(shape):
    """Says what a view's `get` answers with; the faults are the same everywhere."""
    return extend_schema(responses={200: shape, 400: serializers.FaultSerializer, 404: serializers.FaultSerializer})


@cache
def document() -> dict:
    views = [path(f"api/{each.pattern}", each.callback.resolved()) for each in urls.urlpatterns]
    return SchemaGenerator(patterns=views).get_schema(request=None, public=True)


@require_safe
def openapi(request):
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
