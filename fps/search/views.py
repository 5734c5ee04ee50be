from django.shortcuts import render

from news.listing.article_list import NoSuchPage
from policy.tree import LiveTree, live_trees
from publishing.web.alternates import same_view
from publishing.web.decorators import public_view

from .results import SearchResults


@public_view
def search(request):
    trees = live_trees()
    request.live_tree = trees.get(request.LANGUAGE_CODE) or LiveTree(request.LANGUAGE_CODE, [])
    items = SearchResults(request.GET, request.live_tree, trees=trees)
    context = {"items": items, "words": items.words, "alternates": same_view(request), "noindex": True}
    if items.words:
        try:
            context["page"] = items.page
        except NoSuchPage as none:
            context["last"] = items.query(page=none.last)
            return render(request, "news/no_such_page.html", context, status=404)
    return render(request, "search.html", context)
