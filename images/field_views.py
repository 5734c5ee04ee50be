"""What the picture field of a form asks while it is filled: an upload kept at once, a search, the details."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from .details import PictureDetails, last_credit, pages_showing
from .fields import PictureFormField
from .models import Image

IMAGE_DISPLAY_LIMIT = 24


def details_context(details) -> dict:
    return {"details": details, "image": details.image, "pages": pages_showing(details.image)}


class PictureFieldViews:
    """Mixin of ImageAdmin: field/upload/, field/choose/, field/<pk>/. Each answers with a piece of HTML."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("field/upload/", view(require_POST(self.upload_view)), name="image_field_upload"),
            path("field/choose/", view(require_safe(self.choose_view)), name="image_field_choose"),
            path("field/<int:pk>/", view(require_safe(self.details_view)), name="image_field_details"),
        ]
        return [*own, *super().get_urls()]

    def upload_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            image = Image.from_upload(PictureFormField().clean(request.FILES.get("file")), by=request.user)
        except ValidationError as refusal:
            # 200: a browser writes every other status into its console, and nothing is wrong with the page.
            return HttpResponse(" ".join(refusal.messages), content_type="text/plain; charset=utf-8")
        details = PictureDetails(image, credit=last_credit(request.user))
        return render(request, "images/picture_details.html", details_context(details))

    def choose_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "")[:200]
        found, _duplicates = self.get_search_results(request, Image.objects.all(), words)
        found = list(found.order_by("-created_at", "pk").distinct()[: IMAGE_DISPLAY_LIMIT + 1])
        context = {"images": found[:IMAGE_DISPLAY_LIMIT], "more": len(found) > IMAGE_DISPLAY_LIMIT, "words": words}
        return render(request, "images/choose.html", context)

    def details_view(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        details = PictureDetails(get_object_or_404(Image, pk=pk))
        return render(request, "images/picture_details.html", details_context(details))
