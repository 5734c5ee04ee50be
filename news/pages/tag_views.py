from django.http import Http404
from django.shortcuts import render

from policy.views import tree_of
from publishing.web.alternates import alternates
from publishing.web.decorators import OtherLanguagesOnly, PageMoved, public_view

from ..listing.article_list import ArticleList, NoSuchPage
from ..listing.cached_counts import countries_tagged
from ..models.tag import Tag
from ..tags.merging import tag_for_former_key
from .country_views import country_rows


@public_view
def tag_detail(request, slug):
    language, tree = request.LANGUAGE_CODE, tree_of(request)
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        if taken := tag_for_former_key(slug):
            raise PageMoved(taken.get_absolute_url(language))
        raise Http404
    urls = {code: tag.get_absolute_url(code) for code, label in tag.labels.items() if label}
    if language not in urls:
        raise OtherLanguagesOnly(urls)
    data = request.GET.copy()
    data.setlist("tag", [slug])
    items = ArticleList(data, tree)
    context = {"tag": tag, "label": tag.label(language), "items": items, "alternates": alternates(language, urls)}
    context["countries"] = lambda: country_rows(countries_tagged(slug, language))
    try:
        context["page"] = items.page
    except NoSuchPage as none:
        context["last"] = f"?page={none.last}"
        return render(request, "news/no_such_page.html", context, status=404)
    return render(request, "news/tag_detail.html", context)
