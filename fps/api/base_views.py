"""What every answer of the interface has in common: GET and HEAD, JSON, nobody is known, no list without an end."""

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.utils import translation
from rest_framework.exceptions import APIException, NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from policy.tree import LiveTree, live_tree

from . import parameters


class InvalidParameters(APIException):
    status_code = 400

    def __init__(self, faults: list[str]):
        self.detail = {"detail": "The question cannot be read.", "errors": faults}


class OnlyJSON(BaseContentNegotiation):
    """Whatever a client would like best, there is one form of the answer."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ReadOnly(APIView):
    http_method_names = ("get", "head")
    authentication_classes = permission_classes = throttle_classes = parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = OnlyJSON
    name = ""
    parameters = (parameters.LANGUAGE,)

    def dispatch(self, request, *args, **kwargs):
        language = request.GET.get("language")
        self.language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(self.language):
            response = super().dispatch(request, *args, **kwargs)
        response.headers["Content-Language"] = self.language
        return response

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if errors := parameters.parameter_errors(request.GET, self.parameters):
            raise InvalidParameters(errors)

    @property
    def tree(self) -> LiveTree:
        if not hasattr(self, "_tree"):
            self._tree = live_tree(self.language)
        return self._tree

    @property
    def number(self) -> int:
        return int(self.request.GET.get("page", 1))

    @property
    def size(self) -> int:
        return int(self.request.GET.get("page_size", settings.PAGE_SIZE))

    def require_known_parameters(self, form) -> None:
        """Well formed, but nothing has that name: an unknown topic is not the same as no topic."""
        if unknown := [f"“{value}” is no {name} here." for name, value in form.complaints() if name != "q"]:
            raise NotFound(" ".join(unknown))

    def page(self, rows, to_items, shape) -> Response:
        """A page of a sequence or a queryset; `to_items` makes the items of all of its rows at once."""
        try:
            page = Paginator(rows, self.size).page(self.number)
        except EmptyPage as error:
            raise NotFound("There is no such page.") from error
        return self.paged(page, to_items(list(page.object_list)), shape)

    def paged(self, page, items, shape) -> Response:
        body = {
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "next": self._url(page.number + 1) if page.has_next() else None,
            "previous": self._url(page.number - 1) if page.has_previous() else None,
            "results": items,
        }
        return Response(shape(body).data)

    def _url(self, number: int) -> str:
        query = self.request.GET.copy()
        query["page"] = number
        return f"{settings.SITE_URL}{self.request.path}?{query.urlencode()}"
