from django.shortcuts import render

from news.article_list import ArticleList, NoSuchPage
from policy.models import TopicEdition
from policy.views import tree_of
from publishing.alternates import same_view
from publishing.pages import reader_page

TOPICS = 10


@reader_page
def search(request):
    tree = tree_of(request)
    items = ArticleList(request.GET, tree)
    words = items.filterset.form.cleaned_data.get("q", "") if items.filterset.form.is_valid() else ""
    context = {"items": items, "words": words, "alternates": same_view(request), "noindex": True}
    if words:
        try:
            context["page"] = items.page
        except NoSuchPage as none:
            context["last"] = items.query(page=none.last)
            return render(request, "news/no_such_page.html", context, status=404)
        context["topics"] = topics(tree, words)
    return render(request, "search.html", context)


def topics(tree, words):
    """Topics whose text holds every word."""
    live = TopicEdition.objects.live(tree.language)
    for word in words.split()[:8]:
        live = (
            live.filter(title__icontains=word) | live.filter(teaser__icontains=word) | live.filter(body__icontains=word)
        )
    nodes = (tree.get(pk) for pk in live.values_list("subject_id", flat=True))
    return [node for node in nodes if node and node.addressed][:TOPICS]
