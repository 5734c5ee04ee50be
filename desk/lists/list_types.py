"""The four lists of the desk: what each shows, in which order, and what can be done to many at once."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from images.models import Document, Image
from news.models import Article, ArticleEdition, Tag
from policy.models import Topic, TopicEdition

from ..permissions.querysets import visible_active
from . import filters
from .pagination import Page, paginate


class Column(NamedTuple):
    label: str
    sort: str = ""  # the name of its order in the address; “-” before it turns it round
    name: str = ""


@dataclass(frozen=True)
class ListType:
    """One list. `sorts` are orders that an index keeps: any other would read the whole table."""

    name: str
    model: type
    title: str
    filter: type
    columns: tuple[Column, ...]
    sorts: dict[str, tuple]
    default_sort: str
    acts: tuple[str, ...] = ()
    add: str = ""

    def queryset(self, user):
        return visible_active(user, self.model.objects.all()) if hasattr(self.model, "editions") else self._plain()

    def _plain(self):
        return self.model.objects.all()

    def filtered(self, data, user, filter_class=None) -> filters.ListFilter:
        return (filter_class or self.filter)(data, self.queryset(user), user)

    def page(self, filtered: filters.ListFilter, number: int) -> Page:
        found = filtered.qs
        return paginate(self.prepared(found.order_by(*self.sorts[self.sort(filtered)])), number, counted=found)

    def sort(self, filtered: filters.ListFilter) -> str:
        wish = filtered.values.get("sort", "")
        return wish if wish in self.sorts else self.default_sort

    def prepared(self, queryset):
        return queryset


def without_bodies(editions):
    """Without the long texts: what pills and titles need."""
    return editions.defer("body", "teaser", "note", "notice").order_by("-live_from")


class ArticleListType(ListType):
    def prepared(self, queryset):
        return queryset.prefetch_related(Prefetch("editions", without_bodies(ArticleEdition.objects)))


class TopicListType(ListType):
    """In the order of the tree, which is small; every other order is that of a plain table."""

    def page(self, filtered, number):
        found, sort = filtered.qs, self.sort(filtered)
        shown = found.with_tree_fields() if sort == self.default_sort else found.order_by(*self.sorts[sort])
        shown = shown.prefetch_related(Prefetch("editions", without_bodies(TopicEdition.objects)))
        return paginate(shown, number, counted=found)


REVIEW_SORTS = {
    "review": (F("review_by").asc(nulls_last=True), "-pk"),
    "-review": (F("review_by").desc(nulls_last=True), "-pk"),
}
TEXT_ACTIONS = ("submit", "review_by", "trash")

ARTICLES = ArticleListType(
    name="articles", model=Article, title=_("Articles"), filter=filters.ArticleFilter,
    columns=(Column(_("Title")), Column(_("Kind")), Column(_("Date"), "date"), Column(_("Languages")),
             Column(_("Review by"), "review")),
    sorts={"-date": ("-date", "-pk"), "date": ("date", "pk"), **REVIEW_SORTS},
    default_sort="-date", acts=("add_tag", "remove_tag", *TEXT_ACTIONS), add="admin:news_article_add",
)  # fmt: skip
TOPICS = TopicListType(
    name="topics", model=Topic, title=_("Topics"), filter=filters.TopicFilter,
    columns=(Column(_("Title"), "tree"), Column(_("Languages")), Column(_("Review by"), "review"), Column(_("Key"))),
    sorts={"tree": (), "-tree": (), **REVIEW_SORTS},
    default_sort="tree", acts=TEXT_ACTIONS, add="admin:policy_topic_add",
)  # fmt: skip
IMAGES = ListType(
    name="images", model=Image, title=_("Images"), filter=filters.ImageFilter,
    columns=(Column(_("Picture")), Column(_("Name")), Column(_("Credit")), Column(_("Licence")),
             Column(_("Licence ends on"), "licence"), Column(_("What is missing")), Column(_("Uploaded"), "date")),
    sorts={"-date": ("-created_at", "pk"), "date": ("created_at", "pk"),
           "licence": (F("licence_until").asc(nulls_last=True), "pk"),
           "-licence": (F("licence_until").desc(nulls_last=True), "pk")},
    default_sort="-date", add="admin:images_image_add",
)  # fmt: skip
DOCUMENTS = ListType(
    name="documents", model=Document, title=_("Documents"), filter=filters.DocumentFilter,
    columns=(Column(_("Name")), Column(_("Kind")), Column(_("Language")), Column(_("Size")),
             *IMAGES.columns[3:5], IMAGES.columns[6]),
    sorts=IMAGES.sorts, default_sort="-date", add="admin:images_document_add",
)  # fmt: skip
TAGS = ListType(
    name="tags", model=Tag, title=_("Tags"), filter=filters.TagFilter,
    columns=(Column(_("Name"), "name"), Column(_("Labels")), Column(_("Key"))),
    sorts={"name": ("name", "pk"), "-name": ("-name", "-pk")}, default_sort="name", add="admin:news_tag_add",
)  # fmt: skip
LIST_TYPES = {kind.name: kind for kind in (ARTICLES, TOPICS, IMAGES, DOCUMENTS, TAGS)}
