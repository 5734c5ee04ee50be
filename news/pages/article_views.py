import re

from django.db.models import Case, F, TextField, Value, When
from django.http import Http404
from django.shortcuts import render

from policy.tree import contact_of
from policy.views import tree_of
from publishing.core.loading import load_body
from publishing.extension_points import Page
from publishing.web.alternates import alternates, same_view
from publishing.web.decorators import OtherLanguagesOnly, PageGone, PageMoved, ended_edition, path_of, public_view
from publishing.web.memory_cache import StateCache
from publishing.web.public_changes import CHANGES_PATH, changes_context, changes_url

from ..figures.in_article import body_with_figure_links, figures_in
from ..listing.article_list import ArticleList, NoSuchPage
from ..listing.cached_counts import newest_about
from ..listing.filter_form import filter_form
from ..listing.rendered_rows import RowStyle, render_rows
from ..listing.rows import aggregate_subquery, attach_topics, main_topic, set_prefetched
from ..models.article import Article, ArticleAddress, ArticleCountry, ArticleEdition, ArticleTopic
from ..models.tag import TaggedArticle, tags_by_pk
from .country_links import article_threads
from .fact_notes import fact_notes_for

_cache = StateCache(300)
RELATED_LIMIT = 3
TEMPLATE = "news/article_detail.html"


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
    context = _cache.get_or_set(request.path_info, lambda: _page_context(request))
    body = body_with_figure_links(load_body(context["edition"]), context["figures"])
    return render(request, TEMPLATE, context | {"body": body})


def _page_context(request):
    """What the page at this address shows besides the body."""
    edition, editions = _resolve_article(request)
    urls = {code: each.get_absolute_url() for code, each in editions.items()}
    context = article_context(edition, tree_of(request), urls)
    if context["earlier"]:
        seen = ArticleEdition.objects.with_previous_public().defer("body").get(pk=edition.pk)
        context["changes"] = changes_url(seen, urls[edition.language])
    return context


@public_view
def article_changes(request, slug):
    """What the last correction changed, word by word."""
    edition, editions = _resolve_article(request, CHANGES_PATH)
    urls = {code: each.get_absolute_url() for code, each in editions.items()}
    changes = {code: changes_url(each, urls[code]) for code, each in editions.items()}
    if not changes[edition.language]:
        raise Http404
    return render(request, "publishing/changes.html", changes_context(edition, urls, changes))


def _resolve_article(request, below=""):
    """The live edition at this address and all of its article by language; `below` is what follows the address."""
    language, path = request.LANGUAGE_CODE, path_of(request, below)
    editions = {each.language: each for each in _live_editions(language, path, bool(below))}
    edition = editions.get(language)
    if edition is None:
        raise _not_found(language, path, editions)
    if edition.get_absolute_url() + below != request.path_info:
        raise PageMoved(edition.get_absolute_url() + below)
    return edition, editions


def _not_found(language, path, editions):
    """Why there is no page in this language at this path."""
    address = ArticleAddress.objects.at(language, path)
    if address is None:
        found = ArticleAddress.objects.elsewhere(language, path)
        return OtherLanguagesOnly(_live_urls(address.subject for address in found))
    if ended := ended_edition(address.subject, language):
        return PageGone(ended)
    return OtherLanguagesOnly({code: each.get_absolute_url() for code, each in editions.items()})


def article_context(edition, tree, urls):
    """What the page of an article shows besides its body; `urls` are its pages by language."""
    topic = main_topic(edition, tree)
    subject, language = edition.subject, edition.language
    contact = subject.contact_id or (topic.contact_id if topic else None)
    others = [pk for pk in newest_about(topic, tree.language) if pk != edition.pk][:RELATED_LIMIT] if topic else []
    related = render_rows([(pk, RowStyle()) for pk in others], tree, also=[edition] if edition.pk else [])
    figures = figures_in(edition)
    tags = [(tag, tag.label(language)) for tag in subject.tags.all() if tag.label(language)]
    return {
        "edition": edition,
        "month_figure": month_figure(edition),
        "article": subject,
        "topic": topic,
        "tags": tags,
        "threads": article_threads(edition, tags),
        "figures": figures,
        **history_context(edition),
        "contact": contact_of(contact),
        "related": related,
        "alternates": alternates(language, urls),
    }


def article_page(request, edition):
    live = ArticleEdition.objects.live().filter(subject=edition.subject_id).defer("body")
    urls = {each.language: each.get_absolute_url() for each in live}
    path = urls[edition.language] = edition.get_absolute_url()
    context = article_context(edition, tree_of(request), urls)
    return Page(TEMPLATE, context | {"body": body_with_figure_links(edition.body, context["figures"])}, path)


def month_figure(edition) -> str:
    """The number in the title of a figure of the month, to be set large."""
    if edition.subject.kind != Article.Kind.FIGURE_OF_THE_MONTH:
        return ""
    found = re.search(r"\d[\d.,\u202f\u00a0]*\d|\d", edition.title)
    return found[0] if found else ""


def history_context(edition):
    """The public notes of corrections, newest first, and the day of the last change; small fixes do not count."""
    started = edition.subject.editions.started().filter(language=edition.language).order_by("-live_from")
    texts = list(started.only("note", "live_from", "small_fix"))
    notable = [each for each in texts if not each.small_fix][:6]
    notes = [each for each in notable if each.note] + fact_notes_for(edition.subject, edition.language)
    corrections = sorted(notes, key=lambda each: each.live_from, reverse=True)[:5]
    changes = [each.live_from for each in [*(notable[:1] if len(notable) > 1 else []), *corrections[:1]]]
    since = getattr(edition, "last_notable_change", None)
    return {
        "earlier": texts[1:],
        "corrections": corrections,
        "changes_in_corrections": any(each.live_from == since for each in corrections),
        "updated": max(changes, default=None),
    }


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
        edition.body = vars(edition).pop("shown")
        attach_topics(edition)
        countries = [ArticleCountry(country=code) for code in sorted((edition.countries or "").split(",")) if code]
        tags = [known[int(pk)] for pk in (edition.tagged or "").split(",") if pk and int(pk) in known]
        set_prefetched(edition.subject, country_rows=countries, tags=sorted(tags, key=lambda tag: tag.name))
        yield edition


def _live_urls(subjects):
    editions = ArticleEdition.objects.live().filter(subject__in=[subject.pk for subject in subjects])
    return {edition.language: edition.get_absolute_url() for edition in editions.defer("body", "teaser")}
