"""`/api/topics/` and `/api/tags/`: what articles are filed under."""

from django.conf import settings
from django.db.models import Count
from django.http import Http404
from django.urls import reverse
from rest_framework.response import Response

from news.models.article import ArticleEdition
from news.models.tag import Tag, TaggedArticle
from policy.models import Topic, TopicEdition
from policy.tree import Node, live_trees

from . import parameters, serializers
from .base_views import ReadOnly
from .schema import answers


class Topics(ReadOnly):
    """Policy areas and the topics below them, in the order of the tree; `area` keeps one with all below it."""

    name = "topics"
    parameters = parameters.TOPICS

    @answers(serializers.TopicPage)
    def get(self, request):
        if area := request.GET.get("area"):
            if area not in self.tree.by_key:
                raise Http404
            tops = [self.tree.by_key[area]]
        else:
            tops = self.tree.areas
        return self.page([node for top in tops for node in top.with_below()], self.items, serializers.TopicPage)

    def items(self, nodes: list[Node]) -> list[dict]:
        return [
            {
                **_place(node),
                "language": node.language,
                "title": node.title,
                "teaser": node.teaser,
                "url": _url(node),
                "api_url": settings.SITE_URL + reverse("api:topic", args=[node.key]),
            }
            for node in nodes
        ]


class OneTopic(ReadOnly):
    """One topic by its key, with its texts in every language in which it can be seen."""

    name = "topic"
    parameters = ()

    @answers(serializers.TopicSerializer)
    def get(self, request, key):
        trees = live_trees()
        nodes = {code: trees[code].by_key[key] for code, _name in settings.LANGUAGES if _has(trees, code, key)}
        if not nodes:
            raise Http404
        texts = TopicEdition.objects.in_bulk([node.edition_pk for node in nodes.values()])
        first = next(iter(nodes.values()))
        payload = {
            **_place(first),
            "topics": list(dict.fromkeys(child.key for node in nodes.values() for child in node.children)),
            "valid_on": Topic.objects.values_list("valid_on", flat=True).get(pk=first.pk),
            "editions": {code: _text(node, texts[node.edition_pk]) for code, node in nodes.items()},
        }
        return Response(serializers.TopicSerializer(payload).data)


class Tags(ReadOnly):
    """Tags that a live article of the language bears, most used first."""

    name = "tags"
    parameters = parameters.PAGED

    @answers(serializers.TagPage)
    def get(self, request):
        live = ArticleEdition.objects.live(self.language).values("subject")
        borne = TaggedArticle.objects.filter(content_object__in=live).values("tag", "tag__slug")
        return self.page(
            borne.annotate(items=Count("pk")).order_by("-items", "tag__slug"), self.items, serializers.TagPage
        )

    def items(self, counted) -> list[dict]:
        tags = Tag.objects.in_bulk([each["tag"] for each in counted])
        return [
            {
                "id": each["tag__slug"],
                "labels": tags[each["tag"]].labels,
                "items": each["items"],
                "url": self.url_of(tags[each["tag"]]),
            }
            for each in counted
        ]

    def url_of(self, tag: Tag) -> str | None:
        return settings.SITE_URL + tag.get_absolute_url(self.language) if tag.label(self.language) else None


def _has(trees, code: str, key: str) -> bool:
    return code in trees and key in trees[code].by_key and not trees[code].by_key[key].area.hidden


def _place(node: Node) -> dict:
    return {"id": node.key, "parent": node.parent.key if node.parent else None, "area": node.area.key}


def _text(node: Node, edition: TopicEdition) -> dict:
    return {
        "title": edition.title,
        "teaser": edition.teaser,
        "body": str(edition.html),
        "url": _url(node),
        "live_from": edition.live_from,
    }


def _url(node: Node) -> str | None:
    return settings.SITE_URL + node.get_absolute_url() if node.addressed else None
