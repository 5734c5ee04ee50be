"""From an address to an answer: the page, its new place, what is left of it, or nothing."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .alternates import alternates


class PageMoved(Exception):
    """The address is an old one; `url` is today's, one hop away."""

    def __init__(self, url):
        self.url = url


class PageGone(Exception):
    """What stood here has ended; `edition` says how."""

    def __init__(self, edition):
        self.edition = edition


class OtherLanguagesOnly(Http404):
    """The page exists, but not in this language; `urls` maps languages to where it is."""

    def __init__(self, urls):
        super().__init__("not in this language")
        self.urls = urls


def public_view(view):
    """A page for visitors, by GET and HEAD only: old addresses lead on, ended texts say so, missing ones say where."""

    @require_safe
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except PageMoved as moved:
            return _permanent(moved.url, request)
        except PageGone as gone:
            context = {"edition": gone.edition, "alternates": alternates(request.LANGUAGE_CODE, {})}
            return render(request, "410.html", context, status=410)
        except OtherLanguagesOnly as elsewhere:
            if not elsewhere.urls:
                raise  # a plain 404
            context = {
                "elsewhere": [
                    alternate for alternate in alternates(request.LANGUAGE_CODE, elsewhere.urls) if alternate.url
                ],
                "alternates": alternates(request.LANGUAGE_CODE, elsewhere.urls),
            }
            return render(request, "missing_language.html", context, status=404)

    wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
    return wrapped


def _permanent(url, request):
    """A promise may move on: browsers ask again, as for any page, instead of remembering for ever."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"{url}?{query}" if query else url)
    response.status_code = 301
    return response


def ended_edition(subject, language, at=None):
    """The newest started edition, if it has ended."""
    return subject.editions.ended(language, at or timezone.now()).first()


def path_of(request, below: str = "") -> str:
    """The path without language, outer slashes and what stands `below` the page: `news/a-title`."""
    return request.path_info.removesuffix(below).strip("/").partition("/")[2]
