"""What visitors get of the library: renditions of pictures, and documents. Originals of pictures are never served."""

import logging

from django.http import FileResponse, Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from . import crops, renditions
from .models import Document, Image

logger = logging.getLogger(__name__)

CACHE_FOREVER = "public, max-age=31536000, immutable"
CACHE_ONE_DAY = "public, max-age=86400"
SANDBOX_CSP = {"default-src": [CSP.NONE], "sandbox": True}


@require_safe
def rendition(request, token, name, extension):
    path = renditions.path_of(token, name, extension)
    if not path.exists():
        make(token, name, extension)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:  # removed in the meantime
        raise Http404 from error
    return FileResponse(file, content_type=crops.FORMATS[extension], headers={"Cache-Control": CACHE_FOREVER})


@require_safe
def by_reference(request, reference, name):
    """A picture inside a text: its address there never changes, and leads to the rendition of today."""
    image = get_object_or_404(Image, reference=reference)
    widths = [each for each in crops.rendition_widths(image.width) if int(each[1:]) <= int(name[1:])]
    url = reverse("images:rendition", kwargs={"token": image.token, "name": widths[-1], "extension": "webp"})
    return HttpResponseRedirect(url, headers={"Cache-Control": "public, max-age=300"})


@require_safe
def document_by_reference(request, reference, extension):
    """The address of a document inside a text never changes either; a new file is found under it."""
    found = get_object_or_404(Document, reference=reference)
    return HttpResponseRedirect(found.get_absolute_url(), headers={"Cache-Control": "public, max-age=300"})


def make(token, name, extension):
    image = get_object_or_404(Image, token=token)
    if name.startswith("d-") and not image.file_dark:
        raise Http404
    if not crops.has_rendition(name.removeprefix("d-"), extension, image.width):
        raise Http404
    try:
        renditions.make(image, name, extension)
    except (OSError, ValueError, SyntaxError) as error:  # lost or damaged on the disk
        logger.error("No rendition %s.%s of the image “%s”: %s", name, extension, image.key, error)
        raise Http404 from error
    # Renamed or deleted in the meantime: what was removed must not come back under its old address.
    if not Image.objects.filter(token=token).exists():
        renditions.forget(token)
        raise Http404


@require_safe
@csp_override(SANDBOX_CSP)
def document(request, token, name, extension):
    found = get_object_or_404(Document, token=token, file__endswith=f".{extension}")
    address = found.get_absolute_url()
    if request.path != address:  # the title changed since; the link goes on
        return HttpResponsePermanentRedirect(address)
    try:
        file = found.file.storage.open(found.file.name)
    except FileNotFoundError as error:
        logger.error("The file of the document “%s” is lost.", found.key)
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name}.{extension}",
        content_type=found.media_type,
        headers={"Cache-Control": CACHE_ONE_DAY},
    )
