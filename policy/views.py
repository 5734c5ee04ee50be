from django.http import Http404
from django.shortcuts import render

from publishing.core.loading import read_body
from publishing.extension_points import Page
from publishing.text.rich_text import rendered
from publishing.web.alternates import alternates, same_view
from publishing.web.decorators import OtherLanguagesOnly, PageGone, PageMoved, ended_edition, path_of, public_view
from publishing.web.memory_cache import StateCache
from publishing.web.public_changes import CHANGES_PATH, changes_context, changes_url

from .models import TopicAddress, TopicEdition
from .tree import LiveTree, contact_of, live_tree, live_trees, tree_with

_cache = StateCache(400)


def tree_of(request) -> LiveTree:
    """The tree in the language of the page; read once a request."""
    tree = getattr(request, "live_tree", None)
    if tree is None or tree.language != request.LANGUAGE_CODE:  # a preview is in the language of its words
        tree = request.live_tree = live_tree(request.LANGUAGE_CODE)
    return tree


@public_view
def areas(request):
    return render(request, "policy/areas.html", {"areas": tree_of(request).areas, "alternates": same_view(request)})


@public_view
def topic_detail(request, path=""):
    node, trees = _resolve_topic(request)
    bodies = []

    def edition_without_body():
        edition = _edition_of(node)
        bodies.append(edition.body)
        del edition.body
        return edition

    edition = _cache.get_or_set(node.edition_pk, edition_without_body)
    body = bodies[0] if bodies else read_body(edition)
    return render(request, _template(node), topic_context(edition, node, _page_urls(trees, node.pk), rendered(body)))


@public_view
def topic_changes(request, path):
    """What the last correction changed, word by word; unless a topic is called so."""
    language = request.LANGUAGE_CODE
    if TopicAddress.objects.at(language, path_of(request)):
        return topic_detail(request)
    node, trees = _resolve_topic(request, CHANGES_PATH)
    edition = _edition_of(node)
    urls = _page_urls(trees, node.pk)
    live = {
        each.language: each for each in edition.subject.editions.live().with_previous_public().defer("body", "teaser")
    }
    changes = {code: changes_url(live[code], url) for code, url in urls.items() if code in live}
    if not changes.get(language):
        raise Http404
    return render(request, "publishing/changes.html", changes_context(edition, urls, changes))


def _resolve_topic(request, below=""):
    """The topic at this address, in its tree, and the trees; `below` is what follows the address."""
    language, path = request.LANGUAGE_CODE, path_of(request, below)
    trees = live_trees()
    tree = request.live_tree = trees.get(language) or LiveTree(language, [])
    if node := tree.by_path.get(path):
        return node, trees
    address = TopicAddress.objects.at(language, path)
    if address is None:
        raise OtherLanguagesOnly(_urls_in_other_languages(trees, TopicAddress.objects.elsewhere(language, path)))
    node = tree.get(address.subject_id)
    if node is None or not node.addressed:
        if ended := ended_edition(address.subject, language):
            raise PageGone(ended)
        raise OtherLanguagesOnly(_page_urls(trees, address.subject_id))
    raise PageMoved(node.get_absolute_url() + below)


def _edition_of(node):
    return TopicEdition.objects.with_previous_public().select_related("subject__image").get(pk=node.edition_pk)


def topic_context(edition, node, urls, body):
    """What the page of a topic shows; `urls` are its pages by language."""
    return {
        "edition": edition,
        "topic": node,
        "body": body,
        "changes": changes_url(edition, node.get_absolute_url()),
        "section": node.parent if node.parent and node.parent.parent else None,
        "contact": contact_of(node.contact_id),
        "alternates": alternates(edition.language, urls),
    }


def topic_page(request, edition):
    request.live_tree = tree_with(edition)
    node = request.live_tree.get(edition.subject_id)
    urls = _page_urls(live_trees(), node.pk) | {edition.language: node.get_absolute_url()}
    return Page(_template(node), topic_context(edition, node, urls, edition.html), node.get_absolute_url() or "/")


def _template(node):
    if node.area.hidden or not node.addressed:
        return "policy/fixed_page.html"
    return "policy/topic_detail.html" if node.parent else "policy/area_detail.html"


def _page_urls(trees, pk):
    nodes = {language: tree.get(pk) for language, tree in trees.items()}
    return {language: node.get_absolute_url() for language, node in nodes.items() if node and node.addressed}


def _urls_in_other_languages(trees, addresses):
    """Where the subjects that this path names in other languages have a page today."""
    found = {}
    for address in addresses:
        found |= _page_urls(trees, address.subject_id)
    return found
