import re

from django.http import Http404
from django.shortcuts import render

from policy.models import Contact
from policy.views import tree_of
from publishing.alternates import alternates, same_view
from publishing.changes import BELOW, changes_context, changes_url
from publishing.pages import Gone, Moved, OnlyElsewhere, ended_edition, path_of, reader_page
from publishing.previews import Page, page_of

from .article_list import ArticleList, NoSuchPage
from .articles import Article, ArticleAddress, ArticleEdition
from .fact_notes import notes_of_facts
from .filter_form import choices
from .listing import main_topic, rows
from .tag_merging import tag_once_called
from .tags import Tag
from .thread_links import threads_of
from .threads import countries_of
from .told import body_with_sums, told_figures

TEMPLATE = "news/article_detail.html"


@reader_page
def article_list(request):
    items = ArticleList(request.GET, tree_of(request))
    context = {"items": items, "alternates": same_view(request), "noindex": bool(items.complaints)}
    try:
        context["page"] = items.page
    except NoSuchPage as none:
        context["last"] = items.query(page=none.last)
        return render(request, "news/no_such_page.html", context, status=404)
    context["choices"] = choices(items)
    return render(request, "news/article_list.html", context)


@reader_page
def article_detail(request, slug):
    edition, editions = _found(request)
    urls = {code: each.get_absolute_url() for code, each in editions.items()}
    return render(request, TEMPLATE, article_context(edition, tree_of(request), urls))


@reader_page
def article_changes(request, slug):
    """What the last correction changed, word by word."""
    edition, editions = _found(request, BELOW)
    urls = {code: each.get_absolute_url() for code, each in editions.items()}
    changes = {code: changes_url(each, urls[code]) for code, each in editions.items()}
    if not changes[edition.language]:
        raise Http404
    return render(request, "publishing/changes.html", changes_context(edition, urls, changes))


def _found(request, below=""):
    """The live edition at this address and all of its article by language; `below` is what follows the address."""
    language, path = request.LANGUAGE_CODE, path_of(request, below)
    address = ArticleAddress.objects.at(language, path)
    if address is None:
        found = ArticleAddress.objects.elsewhere(language, path)
        raise OnlyElsewhere(_live_urls(address.subject for address in found))
    editions = {edition.language: edition for edition in _live_family(address.subject)}
    edition = editions.get(language)
    if edition is None:
        if ended := ended_edition(address.subject, language):
            raise Gone(ended)
        raise OnlyElsewhere({code: each.get_absolute_url() for code, each in editions.items()})
    if edition.get_absolute_url() + below != request.path_info:
        raise Moved(edition.get_absolute_url() + below)
    return edition, editions


def article_context(edition, tree, urls):
    """What the page of an article shows; `urls` are its pages by language."""
    topic = main_topic(edition, tree)
    subject, language = edition.subject, edition.language
    contact = subject.contact_id or (topic.contact_id if topic else None)
    figures = told_figures(edition)
    tags = [(tag, tag.label(language)) for tag in subject.tags.all() if tag.label(language)]
    return {
        "edition": edition,
        "body": body_with_sums(edition, figures),
        "month_figure": month_figure(edition),
        "article": subject,
        "topic": topic,
        "tags": tags,
        "threads": threads_of(edition, tags),
        "figures": figures,
        **history(edition),
        "changes": changes_url(edition, urls.get(language, "")),
        "contact": Contact.objects.filter(pk=contact).first() if contact else None,
        "related": related(edition, topic, tree),
        "alternates": alternates(language, urls),
    }


@page_of(ArticleEdition)
def article_page(request, edition):
    urls = {each.language: each.get_absolute_url() for each in _live_family(edition.subject)}
    path = urls[edition.language] = edition.get_absolute_url()
    return Page(TEMPLATE, article_context(edition, tree_of(request), urls), path)


@reader_page
def tag_detail(request, slug):
    language, tree = request.LANGUAGE_CODE, tree_of(request)
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        if taken := tag_once_called(slug):
            raise Moved(taken.get_absolute_url(language))
        raise Http404
    urls = {code: tag.get_absolute_url(code) for code, label in tag.labels.items() if label}
    if language not in urls:
        raise OnlyElsewhere(urls)
    data = request.GET.copy()
    data.setlist("tag", [slug])
    items = ArticleList(data, tree)
    context = {"tag": tag, "label": tag.label(language), "items": items, "alternates": alternates(language, urls)}
    context["countries"] = countries_of(ArticleEdition.objects.live(language).tagged([slug]))
    try:
        context["page"] = items.page
    except NoSuchPage as none:
        context["last"] = f"?page={none.last}"
        return render(request, "news/no_such_page.html", context, status=404)
    return render(request, "news/tag_detail.html", context)


def related(edition, topic, tree, number=3):
    """The newest other articles of the main topic."""
    if topic is None:
        return []
    others = ArticleEdition.objects.live(edition.language).about([each.pk for each in topic.with_below()])
    return rows(others.exclude(subject=edition.subject_id).newest_first()[:number], tree)


def month_figure(edition) -> str:
    """The number in the title of a figure of the month, to be set large."""
    if edition.subject.kind != Article.Kind.FIGURE_OF_THE_MONTH:
        return ""
    found = re.search(r"\d[\d.,\u202f\u00a0]*\d|\d", edition.title)
    return found[0] if found else ""


def history(edition):
    """The public notes of corrections, newest first, and the day of the last change; small fixes do not count."""
    started = edition.subject.editions.started().filter(language=edition.language, small_fix=False)
    told = list(started.order_by("-live_from").only("note", "live_from")[:6])
    notes = [each for each in told if each.note] + notes_of_facts(edition.subject, edition.language)
    corrections = sorted(notes, key=lambda each: each.live_from, reverse=True)[:5]
    changes = [each.live_from for each in [*(told[:1] if len(told) > 1 else []), *corrections[:1]]]
    since = getattr(edition, "told_since", None)
    return {
        "corrections": corrections,
        "changes_told": any(each.live_from == since for each in corrections),
        "updated": max(changes, default=None),
    }


def _live_family(subject):
    """The live editions of one article, the facts read once."""
    found = ArticleEdition.objects.live().filter(subject=subject.pk).with_seen_before().select_related("subject__image")
    return found.prefetch_related("subject__topic_places", "subject__country_rows")


def _live_urls(subjects):
    editions = ArticleEdition.objects.live().filter(subject__in=[subject.pk for subject in subjects])
    return {edition.language: edition.get_absolute_url() for edition in editions.defer("body", "teaser")}
