"""What somebody with a link, and without an account, reads and answers. No cookie, no trace of the token anywhere."""

import re
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from publishing.editor.edition_forms import EditionForms
from publishing.web.alternates import Alternate, accepted_languages
from publishing.web.previews import edition_page, mark_private

from .feedback_form import FeedbackForm
from .remarks import position_remarks, remark
from .share_links import ShareLink

MASKED_PATH = "/share/"
TOKEN_PATTERN = re.compile(r"[\w-]*")  # a full stop or a bracket may hang on to an address that was sent by mail


def hide_token(view):
    """Takes the token out of the request before anything (a log, a report of an error) can write it down."""

    @wraps(view)
    def wrapped(request, token):
        request.path = request.path_info = MASKED_PATH
        for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI"):
            request.META.pop(name, None)
        if request.resolver_match:
            request.resolver_match.kwargs = request.resolver_match.captured_kwargs = {}
        return mark_private(view(request, TOKEN_PATTERN.match(token)[0]))

    return wrapped


@csrf_exempt  # who answers shows that they hold the secret; and a token against forgery would need a cookie
@hide_token
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def share(request, token):
    if request.method == "POST" and not is_same_origin(request):
        return HttpResponse(status=403)
    link = ShareLink.objects.by_token(token)
    if link is None:
        return _ended_page(request, 404, {})
    if not link.counted():
        response = HttpResponse(_("Too many requests. Try again in a minute."), status=429, content_type="text/plain")
        response.headers["Retry-After"] = "60"
        return response
    family = [] if link.has_ended() else list(link.subject.editions.all())
    published, readable = link.published(family), link.readable(family)
    wanted = request.GET.get("language")
    language = wanted if wanted in link.languages else preferred_language(request, readable or published)
    edition = readable.get(language)
    if edition is None:
        return _ended_page(request, 410, {"ended": True, "others": list(readable.values())}, published.get(language))
    if request.method == "POST":
        return _save_feedback(request, link, readable, edition)
    if request.method == "GET":
        link.record_view(edition)
    return _draft(request, link, readable, edition, FeedbackForm(edition))


def preferred_language(request, texts) -> str | None:
    """The language of these that the reader's browser asks for, else the first there is."""
    return next((code for code in accepted_languages(request) if code in texts), next(iter(texts), None))


def is_same_origin(request) -> bool:
    """Browsers say where a form was sent from. Under “no-referrer” the origin of our own form is `null`."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site != "same-origin":
        return False
    return origin in (None, "null") or urlsplit(origin).netloc == request.get_host()


def _save_feedback(request, link, readable, edition):
    with translation.override(edition.language):
        form = FeedbackForm(edition, request.POST, full=link.remarks.count() >= FeedbackForm.MAX_ANSWERS)
        if not form.is_valid():
            return _draft(request, link, readable, edition, form, status=400)
    cleaned = form.cleaned_data
    remark(
        edition,
        cleaned["text"],
        name=cleaned["name"],
        link=link,
        paragraph=cleaned["paragraph"],
        verdict=cleaned["verdict"],
    )
    response = HttpResponseRedirect(f"?language={edition.language}&said={cleaned['verdict'] or 'remark'}#answer")
    response.status_code = 303
    return response


def _draft(request, link, readable, edition, form, status=200):
    remarks = link.remarks.filter(language=edition.language)
    outsider = {
        "link": link,
        "form": form,
        "remarks": position_remarks(remarks, {edition.language: edition}),
        "said": request.GET.get("said") if status == 200 else "",
        "languages": [
            Alternate(code, each.get_language_display(), f"?language={code}", code == edition.language)
            for code, each in readable.items()
        ],
    }
    return edition_page(request, edition, status=status, outsider=outsider, alternates=[], **_banner(edition))


def _banner(edition) -> dict:
    """The crisis banner is part of the site, not of the draft; unless the draft is one."""
    return {"banner": ""} if edition.subject.has_address() else {}


def _ended_page(request, status, context, published=None):
    """A page without any of the site's menus; in the language of the text that came out of the draft."""
    code = published.language if published else request.LANGUAGE_CODE
    with translation.override(code):
        context |= {"noindex": True, "LANGUAGE_CODE": code, "alternates": [], "outsider": {"gone": True}, "banner": ""}
        if published:
            context |= {"published": published, "url": public_url(published)}
        response = render(request, "share/ended.html", context, status=status)
    response.headers["Content-Language"] = code
    return response


def public_url(edition) -> str:
    """Where readers find the live text of this language today; empty if they find none."""
    model_admin = admin.site.get_model_admin(type(edition.subject))
    texts = EditionForms(type(edition), edition.subject)
    return model_admin.live_urls(edition.subject, texts).get(edition.language, "")
