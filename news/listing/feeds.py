"""Atom and JSON Feed of every list that can be filtered: the same filters as the page."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policy.views import tree_of
from publishing.core.addresses import public_path, segment

from ..amounts.formatting import in_full
from ..models.tag import TaggedArticle
from .article_list import ArticleList, NoSuchPage
from .rows import rows

BRUSSELS = ZoneInfo(settings.TIME_ZONE)
FEED_PAGE_SIZE = 100


class PictureFeed(Atom1Feed):
    """An item may bring its picture; how many bytes it has is known only once somebody has asked for it."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["picture"]:
            handler.addQuickElement("link", "", {"rel": "enclosure", "href": item["picture"], "type": "image/jpeg"})


@require_safe
def json_feed(request):
    """JSON Feed 1.1, newest first."""
    items, failure = _items(request)
    if failure:
        return failure
    page_url = settings.SITE_URL + request.path
    home = _list_url(request)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(items),
        "home_page_url": home + items.query(),
        "feed_url": page_url + items.query(page=_number(items)),
        "language": request.LANGUAGE_CODE,
        "items": [_json_item(row, labels) for row, labels in _with_tags(items)],
    }
    if items.page.has_next():
        feed["next_url"] = page_url + items.query(page=items.page.next_page_number())
    if items.complaints:
        feed["_fps"] = {"left_out": items.complaints}
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def atom_feed(request):
    items, failure = _items(request)
    if failure:
        return failure
    feed = PictureFeed(
        title=_title(items),
        link=_list_url(request) + items.query(),
        description=None,
        language=request.LANGUAGE_CODE,
        feed_url=settings.SITE_URL + request.get_full_path(),
        author_name=settings.ORGANISATION["name"].get(request.LANGUAGE_CODE, ""),
    )
    for row, labels in _with_tags(items):
        feed.add_item(
            title=row.title,
            link=settings.SITE_URL + row.url,
            description=row.teaser,
            unique_id=settings.SITE_URL + row.url,
            pubdate=published(row.subject),
            updateddate=updated(row.edition),
            categories=labels,
            picture=_picture(row),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class FeedList(ArticleList):
    """A list whose rows know since when they say so."""

    def read(self, editions):
        return rows(editions.with_last_notable_change(), self.tree)


def published(article) -> datetime:
    """The article's date in Brussels, at its time if it has one."""
    return datetime.combine(article.date, article.time or time.min, BRUSSELS)


def updated(edition) -> datetime:
    """When these words came online (small fixes apart), or the article's date if that is later."""
    return max(edition.last_notable_change or edition.live_from, published(edition.subject))


def _picture(row) -> str:
    return settings.SITE_URL + row.image.share_url if row.image else ""


def _items(request):
    items = FeedList(request.GET, tree_of(request), per_page=FEED_PAGE_SIZE, order="newest")
    try:
        items.page  # noqa: B018 (raises beyond the last page)
    except NoSuchPage:
        return items, HttpResponse(_("There is no such page."), status=404, content_type="text/plain; charset=utf-8")
    return items, None


def _with_tags(items):
    language = items.tree.language
    subjects = [row.subject.pk for row in items.rows]
    labels: dict[int, list[str]] = {}
    tagged = TaggedArticle.objects.filter(content_object__in=subjects).order_by("tag__slug")
    for subject, words in tagged.values_list("content_object", "tag__labels"):
        if words.get(language):
            labels.setdefault(subject, []).append(words[language])
    return [(row, labels.get(row.subject.pk, [])) for row in items.rows]


def _json_item(row, labels):
    return {
        "id": settings.SITE_URL + row.url,
        "url": settings.SITE_URL + row.url,
        "title": row.title,
        "summary": row.teaser,
        "content_text": row.teaser or row.title,
        "date_published": published(row.subject).isoformat(),
        "date_modified": updated(row.edition).astimezone(BRUSSELS).isoformat(),
        "language": row.language,
        **({"image": _picture(row)} if row.image else {}),
        "tags": labels,
        "_fps": {
            "topics": [node.key for pk in row.subject.topic_pks if (node := row.tree.get(pk))],
            "figures": [_json_figure(figure, row.language) for figure in row.figures],
        },
    }


def _json_figure(figure, language):
    return {
        "id": figure.key,
        "amount": str(figure.amount.normalize().quantize(1) if figure.amount == int(figure.amount) else figure.amount),
        "currency": figure.currency,
        "qualifier": figure.qualifier,
        "text": in_full(figure, language),
    }


def _list_url(request) -> str:
    language = request.LANGUAGE_CODE
    return settings.SITE_URL + public_path(language, segment(language, "news/"))


def _title(items) -> str:
    name = settings.ORGANISATION["name"].get(items.tree.language, "")
    return _("%(organisation)s: news (%(sentence)s)") % {"organisation": name, "sentence": items.sentence}


def _number(items) -> int | None:
    return items.page.number if items.page.number > 1 else None
