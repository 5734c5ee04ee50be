from dataclasses import replace

from django.db.models import Case, F, TextField, Value, When
from django.http import Http404
from django.shortcuts import render

from policy.views import tree_of
from publishing.core.loading import read_body
from publishing.extension_points import Page
from publishing.web.alternates import same_view
from publishing.web.decorators import OtherLanguagesOnly, PageGone, PageMoved, ended_edition, path_of, public_view
from publishing.web.memory_cache import StateCache
from publishing.web.public_changes import CHANGES_PATH, changes_context, changes_url

from ..listing.article_list import ArticleList, NoSuchPage
from ..listing.filter_form import filter_form
from ..listing.rows import aggregate_subquery, attach_topics
from ..models.article import ArticleAddress, ArticleCountry, ArticleEdition, ArticleTopic
from ..models.tag import TaggedArticle, tags_by_pk
from .article_page import TEMPLATE, article_page

_cache = StateCache(300)


@public_view
def article_list(request):
    items = ArticleList(request.GET, tree_of(request))
    context = {"items": items, "alternates": same_view(request), "noindex": bool(items.complaints)}
    try:
        context["page"] = items.page
    except NoSuchPage as none:
        context["last"] = items.query(page=none.last)
        return render(request, "news/no_such_page.html", context, status=404)
    context["filter_form"] = filter_form(items)
    return render(request, "news/article_list.html", context)


@public_view
def article_detail(request, slug):
    made = []

    def page_without_body():
        edition, urls, _editions = _resolve_article(request)
        made.append(article_page(edition, tree_of(request), urls, is_public=True))
        del edition.body
        return replace(made[0], body="")

    cached = _cache.get_or_set(request.path_info, page_without_body)
    page = made[0] if made else cached.with_body(read_body(cached.edition))
    return render(request, TEMPLATE, page.context())


@public_view
def article_changes(request, slug):
    """What the last correction changed, word by word."""
    edition, urls, editions = _resolve_article(request, CHANGES_PATH)
    changes = {code: changes_url(each, urls[code]) for code, each in editions.items()}
    if not changes[edition.language]:
        raise Http404
    return render(request, "publishing/changes.html", changes_context(edition, urls, changes))


def _resolve_article(request, below=""):
    """The live edition at this address; by language the pages and the live editions of its article. `below` is what
    follows the address."""
    language, path = request.LANGUAGE_CODE, path_of(request, below)
    editions = {each.language: each for each in _live_editions(language, path, bool(below))}
    edition = editions.get(language)
    if edition is None:
        raise _not_found(language, path, editions)
    urls = {code: each.get_absolute_url() for code, each in editions.items()}
    if urls[language] + below != request.path_info:
        raise PageMoved(urls[language] + below)
    return edition, urls, editions


def _not_found(language, path, editions):
    """Why there is no page in this language at this path."""
    address = ArticleAddress.objects.at(language, path)
    if address is None:
        found = ArticleAddress.objects.elsewhere(language, path)
        return OtherLanguagesOnly(_live_urls(address.subject for address in found))
    if ended := ended_edition(address.subject, language):
        return PageGone(ended)
    return OtherLanguagesOnly({code: each.get_absolute_url() for code, each in editions.items()})


def article_preview(request, edition):
    live = ArticleEdition.objects.live().filter(subject=edition.subject_id).defer("body")
    urls = {each.language: each.get_absolute_url() for each in live}
    path = urls[edition.language] = edition.get_absolute_url()
    return Page(TEMPLATE, article_page(edition, tree_of(request), urls).context(), path)


def _live_editions(language, path, for_changes):
    """The live editions of the article at that address, facts and all in one query; only this language has its body."""
    at = ArticleAddress.objects.answering().filter(language=language, path=path).values("subject")
    live = ArticleEdition.objects.live().filter(subject__in=at).select_related("subject__image")
    found = (
        (live.with_previous_public() if for_changes else live.with_last_notable_change())
        .annotate(
            shown=Case(When(language=language, then=F("body")), default=Value(""), output_field=TextField()),
            topic_list=aggregate_subquery(ArticleTopic, "article", "position", "topic_id"),
            countries=aggregate_subquery(ArticleCountry, "article", "country"),
            tagged=aggregate_subquery(TaggedArticle, "content_object", "tag_id"),
        )
        .defer("body")
    )
    known = tags_by_pk() if found else {}
    for edition in found:
        edition.body = edition.shown
        attach_topics(edition)
        tags = [known[int(pk)] for pk in (edition.tagged or "").split(",") if pk and int(pk) in known]
        edition.subject.tags_by_name = sorted(tags, key=lambda tag: tag.name)
        edition.subject.country_codes = sorted(code for code in (edition.countries or "").split(",") if code)
        del edition.shown  # the same words twice
        yield edition


def _live_urls(subjects):
    editions = ArticleEdition.objects.live().filter(subject__in=[subject.pk for subject in subjects])
    return {edition.language: edition.get_absolute_url() for edition in editions.defer("body", "teaser")}
