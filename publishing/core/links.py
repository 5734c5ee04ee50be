"""Where the links of a text lead.

A link is held by its address, and an address by its row (decision 3): it names a subject for good, so a text whose
link was made before a slug changed or a topic moved still leads there. What is asked here is whether somebody is home.
"""

from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..text.document import Link
from ..text.rich_text import read_html
from .addresses import Address

CLOSED = ("/admin/", "/share/", "/calendar/")  # no reader comes in there


def links_of(edition) -> list[Link]:
    """Those of the body, and the one that a kind of text has as a word of its own."""
    own = getattr(edition, "link", "") if "link" in edition.WORDS else ""
    return [*read_html(edition.body if "body" in edition.WORDS else "").links, *([Link(own)] if own else [])]


def inside(address: str) -> str | None:
    """The path of an address of this site; None for one outside, for mail, telephone and a place on the page."""
    parts = urlsplit(address)
    here = urlsplit(settings.SITE_URL)
    if parts.scheme in ("mailto", "tel") or address.startswith("#"):
        return None
    if parts.netloc and (parts.netloc, parts.scheme or here.scheme) != (here.netloc, here.scheme):
        return None
    return unquote(parts.path)


def is_outside(address: str) -> bool:
    return address.startswith(("http://", "https://")) and inside(address) is None


def link_errors(edition, at: datetime | None = None) -> list[tuple[str, str]]:
    """Links of a text to pages of this site where nobody is home at that moment: the field, and a plain sentence."""
    links = [(link, path) for link in links_of(edition) if (path := inside(link.href)) is not None]
    lost = unreachable({path for _link, path in links}, at)
    name = "body" if "body" in edition.WORDS else "link"
    return [
        (name, _("The link “%(words)s” leads to no page: %(address)s") % {
            "words": link.text.strip() or link.href, "address": link.href})
        for link, path in links if path in lost
    ]  # fmt: skip


def unreachable(paths: set[str], at: datetime | None = None) -> set[str]:
    """Of these paths those that give a reader no page; without `at` what is scheduled counts as there."""
    known = _known(paths, at)
    return {path for path in paths if not known.get(path, False) and (path in known or not _answers(path))}


def _known(paths: set[str], at: datetime | None) -> dict[str, bool]:
    """Promised paths: is there a text? Three queries for each kind of text, however many paths are asked for."""
    wanted = {path: (parts[1], parts[2].strip("/")) for path in paths if len(parts := path.split("/", 2)) == 3}
    places = Q()
    for language in {language for language, _path in wanted.values()}:
        places |= Q(language=language, path__in={path for code, path in wanted.values() if code == language})
    reachable: dict[tuple[str, str], bool] = {}
    for model in [each for each in apps.get_models() if issubclass(each, Address)] if places else ():
        rows = list(model.objects.filter(places).values_list("language", "path", "subject"))
        home = _at_home(model, {subject for _language, _path, subject in rows}, at)
        reachable |= {(language, path): (subject, language) in home for language, path, subject in rows}
    return {path: reachable[place] for path, place in wanted.items() if place in reachable}


def _at_home(model, subjects, at) -> set[tuple[int, str]]:
    if not subjects:
        return set()
    editions = model._meta.get_field("subject").related_model.editions.rel.related_model.objects
    moment = at or timezone.now()
    some = editions.live(at=moment).filter(subject__in=subjects)
    home = set(some.values_list("subject", "language"))
    if at is None:
        home |= set(editions.scheduled(moment).filter(subject__in=subjects).values_list("subject", "language"))
    return home


def _answers(path: str) -> bool:
    """A page that is no text: a list, a tag, a document."""
    if path.startswith(CLOSED) or not path.startswith("/"):
        return False
    language = path.split("/", 2)[1]
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        try:
            match = resolve(path)
            return not match.kwargs or _view_answers(match, path, language)
        except (Resolver404, Http404, PermissionDenied):
            return False


def _view_answers(match, path, language) -> bool:
    request = HttpRequest()
    request.method, request.path, request.path_info, request.LANGUAGE_CODE = "HEAD", path, path, language
    here = urlsplit(settings.SITE_URL)
    request.META |= {"SERVER_NAME": here.hostname, "SERVER_PORT": str(here.port or 443)}
    response = match.func(request, *match.args, **match.kwargs)
    if file := getattr(response, "file_to_stream", None):
        file.close()
    return response.status_code < 400
