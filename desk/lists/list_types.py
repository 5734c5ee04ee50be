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
from .pagination import Page, page_of


class Column(NamedTuple):
    label: str
    sort: str = ""  # the name of its order in the address; “-” before it turns it round
    name: str = ""


@dataclass(frozen=True)
class Kind:
    """One list. `sorts` are orders that an index keeps: any other would read the whole table."""

    name: str
    model: type
    title: str
    filter: type
    columns: tuple[Column, ...]
    sorts: dict[str, tuple]
    usual: str
    acts: tuple[str, ...] = ()
    add: str = ""

    def queryset(self, user):
        return visible_active(user, self.model.objects.all()) if hasattr(self.model, "editions") else self._plain()

    def _plain(self):
        return self.model.objects.all()

    def page(self, form, number: int) -> Page:
        found = form.apply(self.queryset(form.user))
        return page_of(self.prepared(found.order_by(*self.sorts[self.sort(form)])), number, counted=found)

    def sort(self, form) -> str:
        wish = form.values.get("sort", "")
        return wish if wish in self.sorts else self.usual

    def prepared(self, queryset):
        return queryset


def light(editions):
    """Without the long texts: what pills and titles need."""
    return editions.defer("body", "teaser", "note", "notice").order_by("-live_from")


class ArticleKind(Kind):
    def prepared(self, queryset):
        return queryset.prefetch_related(Prefetch("editions", light(ArticleEdition.objects)))


class TopicKind(Kind):
    """In the order of the tree, which is small; every other order is that of a plain table."""

    def page(self, form, number):
        found = form.apply(self.queryset(form.user))
        sort = self.sort(form)
        shown = found.with_tree_fields() if sort == self.usual else found.order_by(*self.sorts[sort])
        shown = shown.prefetch_related(Prefetch("editions", light(TopicEdition.objects)))
        return page_of(shown, number, counted=found)


REVIEW = {
    "review": (F("review_by").asc(nulls_last=True), "-pk"),
    "-review": (F("review_by").desc(nulls_last=True), "-pk"),
}
OF_TEXTS = ("submit", "review_by", "trash")

ARTICLES = ArticleKind(
    name="articles", model=Article, title=_("Articles"), filter=filters.ArticleFilter,
    columns=(Column(_("Title")), Column(_("Kind")), Column(_("Date"), "date"), Column(_("Languages")),
             Column(_("Review by"), "review")),
    sorts={"-date": ("-date", "-pk"), "date": ("date", "pk"), **REVIEW},
    usual="-date", acts=("add_tag", "remove_tag", *OF_TEXTS), add="admin:news_article_add",
)  # fmt: skip
TOPICS = TopicKind(
    name="topics", model=Topic, title=_("Topics"), filter=filters.TopicFilter,
    columns=(Column(_("Title"), "tree"), Column(_("Languages")), Column(_("Review by"), "review"), Column(_("Key"))),
    sorts={"tree": (), "-tree": (), **REVIEW}, usual="tree", acts=OF_TEXTS, add="admin:policy_topic_add",
)  # fmt: skip
IMAGES = Kind(
    name="images", model=Image, title=_("Images"), filter=filters.ImageFilter,
    columns=(Column(_("Picture")), Column(_("Name")), Column(_("Credit")), Column(_("Licence")),
             Column(_("Licence ends on"), "licence"), Column(_("What is missing")), Column(_("Uploaded"), "date")),
    sorts={"-date": ("-created_at", "pk"), "date": ("created_at", "pk"),
           "licence": (F("licence_until").asc(nulls_last=True), "pk"),
           "-licence": (F("licence_until").desc(nulls_last=True), "pk")},
    usual="-date", add="admin:images_image_add",
)  # fmt: skip
DOCUMENTS = Kind(
    name="documents", model=Document, title=_("Documents"), filter=filters.DocumentFilter,
    columns=(Column(_("Name")), Column(_("Kind")), Column(_("Language")), Column(_("Size")),
             *IMAGES.columns[3:5], IMAGES.columns[6]),
    sorts=IMAGES.sorts, usual="-date", add="admin:images_document_add",
)  # fmt: skip
TAGS = Kind(
    name="tags", model=Tag, title=_("Tags"), filter=filters.TagFilter,
    columns=(Column(_("Name"), "name"), Column(_("Labels")), Column(_("Key"))),
    sorts={"name": ("name", "pk"), "-name": ("-name", "-pk")}, usual="name", add="admin:news_tag_add",
)  # fmt: skip
KINDS = {kind.name: kind for kind in (ARTICLES, TOPICS, IMAGES, DOCUMENTS, TAGS)}
