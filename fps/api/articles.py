"""`/api/articles/`: dated items with their facts, and one item with all of its live texts."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from rest_framework.response import Response

from news.amounts.formatting import in_full
from news.funding.exports.records import decimal_text
from news.listing.article_list import ArticleList, NoSuchPage
from news.models.article import Article, ArticleCountry, ArticleEdition, ArticleTopic
from news.models.figure import FigureMention
from news.models.tag import TaggedArticle
from policy.tree import live_trees

from . import parameters, serializers
from .base_views import NotFound, ReadOnly
from .schema import answers


class Articles(ReadOnly):
    """Dated items that are live in one language, with the filters of the news list; the newest come first."""

    name = "articles"
    parameters = parameters.ARTICLES

    @answers(serializers.ArticlePage)
    def get(self, request):
        items = ArticleList(request.GET, self.tree, per_page=self.size)
        self.require_known_parameters(items.filterset.form)
        if request.GET.get("q", "").strip() and not items.words:  # no word in it that could be searched for
            return self.paged(Paginator(ArticleEdition.objects.none(), self.size).page(1), [], serializers.ArticlePage)
        try:
            page = items.page
        except NoSuchPage as error:
            raise NotFound("There is no such page.") from error
        return self.paged(page, self.items(items.rows), serializers.ArticlePage)

    def items(self, rows) -> list[dict]:
        tags, countries = _marks([row.subject.pk for row in rows])
        return [
            {
                **_facts(row.subject, {pk: node.key for pk, node in self.tree.nodes.items()}, tags, countries),
                "language": row.language,
                "title": row.title,
                "teaser": row.teaser,
                "url": settings.SITE_URL + row.url,
                "api_url": settings.SITE_URL + reverse("api:article", args=[row.subject.key]),
                "live_from": row.edition.live_from,
                "figures": [_figure(figure, row.language) for figure in row.figures],
            }
            for row in rows
        ]


class OneArticle(ReadOnly):
    """One item by its key, with its texts in every language in which it is live."""

    name = "article"
    parameters = ()

    @answers(serializers.ArticleSerializer)
    def get(self, request, key):
        live = _with_mentions(ArticleEdition.objects.live())
        texts = {each.language: each for each in live.filter(subject__key=key).select_related("subject__image")}
        if not texts:
            raise Http404
        texts = {code: texts[code] for code, _name in settings.LANGUAGES if code in texts}
        article = next(iter(texts.values())).subject
        visible = {pk: node.key for tree in live_trees().values() for pk, node in tree.nodes.items()}
        tags, countries = _marks([article.pk])
        payload = {
            **_facts(article, visible, tags, countries),
            "place": article.place,
            "editions": {code: _text(each) for code, each in texts.items()},
        }
        return Response(serializers.ArticleSerializer(payload).data)


def _with_mentions(editions):
    confirmed = FigureMention.objects.confirmed().select_related("figure").order_by("field", "start")
    return editions.prefetch_related(
        Prefetch("mentions", confirmed, to_attr="confirmed_mentions"),
        Prefetch("subject__topic_places", ArticleTopic.objects.order_by("position")),
    )


def _marks(articles) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Keys of tags and codes of countries by article, in two queries."""
    tags: dict[int, list[str]] = {}
    countries: dict[int, list[str]] = {}
    tagged = TaggedArticle.objects.filter(content_object__in=articles).order_by("tag__slug")
    for article, slug in tagged.values_list("content_object", "tag__slug"):
        tags.setdefault(article, []).append(slug)
    for article, code in ArticleCountry.objects.filter(article__in=articles).values_list("article", "country"):
        countries.setdefault(article, []).append(str(code))
    return tags, countries


def _facts(article: Article, visible: dict[int, str], tags, countries) -> dict:
    return {
        "id": article.key,
        "date": article.date,
        "time": f"{article.time:%H:%M}" if article.time else None,
        "kind": article.kind,
        "topics": [visible[pk] for pk in article.topic_pks if pk in visible],
        "tags": tags.get(article.pk, []),
        "countries": countries.get(article.pk, []),
        "picture": _picture(article.image) if article.image else None,
        "valid_on": article.valid_on,
        "for_the_record": article.for_the_record,
    }


def _picture(image) -> dict:
    return {"url": settings.SITE_URL + image.share_url, "credit": image.credit, "licence": image.licence}


def _text(edition: ArticleEdition) -> dict:
    figures = {mention.figure_id: mention.figure for mention in edition.confirmed_mentions}
    pictured = edition.subject.image is not None
    return {
        "title": edition.title,
        "teaser": edition.teaser,
        "body": str(edition.html),
        "url": settings.SITE_URL + edition.get_absolute_url(),
        "live_from": edition.live_from,
        "note": edition.note,
        "picture_alt": edition.alt() if pictured else "",
        "picture_caption": edition.caption() if pictured else "",
        "figures": [_figure(figure, edition.language) for figure in figures.values()],
    }


def _figure(figure, language: str) -> dict:
    return {
        "id": figure.key,
        "amount": decimal_text(figure.amount),
        "amount_max": decimal_text(figure.amount_max) if figure.amount_max else None,
        "currency": figure.currency,
        "qualifier": figure.qualifier,
        "text": in_full(figure, language),
    }
