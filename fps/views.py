from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe

from news.amounts.formatting import in_full
from news.listing.cached_counts import cached
from news.listing.rows import live_rows
from news.models import ArticleAddress, ArticleEdition
from policy.models import TopicAddress
from policy.views import tree_of
from publishing.core.addresses import public_path
from publishing.core.querysets import union_pks
from publishing.extension_points import Page
from publishing.web.alternates import alternates, same_view
from publishing.web.decorators import PageGone, PageMoved, ended_edition, path_of, public_view

from .middleware import accepted_language
from .search.suggestions import suggest_pages, words_of

LATEST_LIMIT = 8


@require_safe
def root(request):
    """No language is first by accident: the browser's wish decides, no cookie remembers."""
    response = HttpResponseRedirect(f"/{accepted_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public_view
def home(request):
    return render(request, "home.html", home_context(request) | {"alternates": same_view(request)})


def home_context(request):
    tree = tree_of(request)
    news = cached(("home", tree.language), lambda: home_news(tree))
    return {"intro": tree.by_key.get("home"), "areas": tree.areas, **news}


def home_news(tree):
    lead, latest = lead_and_latest(ArticleEdition.objects.live(tree.language), tree)
    return {
        "lead": lead,
        "latest": latest,
        "highlighted_figure": highlighted_figure([*([lead] if lead else []), *latest]),
    }


def banner_page(request, edition):
    """A banner stands on every page; it is shown on the first of them."""
    switch = alternates(edition.language, {code: public_path(code) for code, _name in settings.LANGUAGES})
    context = home_context(request) | {"banner": edition, "alternates": switch}
    return Page("home.html", context, public_path(edition.language))


def highlighted_figure(shown) -> dict | None:
    """One confirmed sum of the newest of these articles that tells one, with the sentence that does."""
    with_figures = [row for row in shown if row.edition.confirmed_mentions]
    if not with_figures:
        return None
    row = max(with_figures, key=lambda row: (row.date, row.subject.pk))
    mention = row.edition.confirmed_mentions[0]
    before, quote, after = mention.sentence().partition(mention.quote)
    amount, url = in_full(mention.figure, row.language), f"{row.url}#figure-{mention.figure.key}"
    return {"amount": amount, "before": before, "quote": quote, "after": after, "url": url, "row": row}


def lead_and_latest(live, tree, today=None):
    """The lead (chosen by “lead until”; without one the newest article with a picture) and the latest, read at once."""
    today, newest = today or timezone.localdate(), live.newest_first()
    querysets = [
        newest[: LATEST_LIMIT + 1],
        newest.filter(subject__lead_until__gte=today)[:1],
        newest.filter(subject__image__isnull=False)[:1],
    ]
    rows = live_rows(list(union_pks(ArticleEdition.objects, querysets).values_list("pk", flat=True)), tree)
    chosen = [row for row in rows if row.subject.lead_until and row.subject.lead_until >= today]
    lead = next(iter(chosen or [row for row in rows if row.image]), None)
    return lead, [row for row in rows if row is not lead][:LATEST_LIMIT]


@public_view
def site_map(request):
    return render(request, "site_map.html", {"areas": tree_of(request).areas, "alternates": same_view(request)})


@public_view
def old_address(request, path):
    """Addresses of former sites, kept as rows: one hop to where their subject stands today."""
    language, path = request.LANGUAGE_CODE, path_of(request)
    if address := ArticleAddress.objects.at(language, path):
        if edition := address.live_edition():
            raise PageMoved(edition.get_absolute_url())
    elif address := TopicAddress.objects.at(language, path):
        node = tree_of(request).get(address.subject_id)
        if node and node.addressed:
            raise PageMoved(node.get_absolute_url())
    if address and (ended := ended_edition(address.subject, language)):
        raise PageGone(ended)
    raise Http404


@public_view
def without_slash(request):
    """`page.html` of a former site, or any address that lost its slash: one hop to where its page stands today."""
    request.path_info += "/"
    view, args, kwargs = resolve(request.path_info)
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        raise PageMoved(escape_uri_path(request.path_info))
    return response


def not_found(request, exception=None):
    """404 in the language of the address, with its words to search for and the titles that come near."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": "There is nothing at this address."}, status=404)
    tree, words = tree_of(request), words_of(request.path_info)
    switch = alternates(translation.get_language(), {code: public_path(code) for code, _name in settings.LANGUAGES})
    context = {"words": words, "suggestions": suggest_pages(words, tree), "areas": tree.areas, "alternates": switch}
    return render(request, "404.html", context, status=404)


def bad_request(request, exception=None):
    return _static_page("400.html", 400)


def forbidden(request, exception=None):
    return _static_page("403.html", 403)


def server_error(request):
    """Four languages, no database, nothing that could fail again."""
    return _static_page("500.html", 500)


def _static_page(template, status):
    return HttpResponse(render_to_string(template), status=status)
