"""The page of one article: all that its template shows, made in one place for readers, previews and share links."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString

from policy.models import Contact
from policy.tree import LiveTree, Node, contact_of
from publishing.web.alternates import Alternate, alternates
from publishing.web.public_changes import changes_url

from ..figures.in_article import ArticleFigure, body_with_figure_links, figures_in
from ..listing.cached_counts import newest_about
from ..listing.rendered_rows import RenderedRow, RowStyle, render_rows
from ..listing.rows import main_topic
from ..models.article import Article, ArticleEdition
from ..models.tag import Tag
from .corrections import ArticleHistory, article_history
from .country_links import article_threads

RELATED_LIMIT = 3
TEMPLATE = "news/article_detail.html"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`changes` is the address of what the last correction changed, empty if there is none; `body` is empty where the
    page waits in memory without it."""

    edition: ArticleEdition
    topic: Node | None
    tags: list[tuple[Tag, str]]
    threads: list[dict]
    figures: list[ArticleFigure]
    history: ArticleHistory
    changes: str
    contact: Contact | None
    related: list[RenderedRow]
    alternates: list[Alternate]
    body: SafeString | str = ""

    def with_body(self, text: str) -> "ArticlePage":
        """The page with these words, each confirmed sum leading to its place below."""
        return replace(self, body=body_with_figure_links(text, self.figures))

    def context(self) -> dict:
        """For the template; the frame around the page asks for its other languages by name."""
        return {"page": self, "alternates": self.alternates}

    @property
    def article(self) -> Article:
        return self.edition.subject

    @property
    def updated(self) -> datetime | None:
        return self.history.updated

    @property
    def has_notices(self) -> bool:
        return bool(self.history.corrections or self.article.for_the_record)

    @property
    def changes_beside_date(self) -> str:
        """The address of the changes where no correction on the page leads to it."""
        return "" if self.history.tells_last_change else self.changes

    @property
    def press_contact(self) -> Contact | None:
        """Whom journalists call: stands at the head of a press release."""
        return self.contact if self.article.kind == Article.Kind.PRESS_RELEASE else None

    @property
    def kind_above_title(self) -> str:
        """The kind in words, where it is not plain news."""
        return "" if self.article.kind == Article.Kind.NEWS else self.article.get_kind_display()

    @property
    def month_figure(self) -> str:
        """The number in the title of a figure of the month, to be set large."""
        if self.article.kind != Article.Kind.FIGURE_OF_THE_MONTH:
            return ""
        found = re.search(r"\d[\d.,\u202f\u00a0]*\d|\d", self.edition.title)
        return found[0] if found else ""


def article_page(edition, tree: LiveTree, urls: dict[str, str], is_public: bool = False) -> ArticlePage:
    """`urls` are the pages of the article by language. Only what `is_public` has changes that readers may see."""
    subject, language = edition.subject, edition.language
    topic, history = main_topic(edition, tree), article_history(edition)
    related = _related(edition, topic, tree)
    tags = [(tag, tag.label(language)) for tag in subject.tags_by_name if tag.label(language)]
    page = ArticlePage(
        edition=edition,
        topic=topic,
        tags=tags,
        threads=article_threads(edition, tags),
        figures=figures_in(edition),
        history=history,
        changes=_changes(edition, urls[language]) if is_public and history.is_corrected else "",
        contact=contact_of(subject.contact_id or (topic.contact_id if topic else None)),
        related=related,
        alternates=alternates(language, urls),
    )
    return page.with_body(edition.body)


def _changes(edition, url: str) -> str:
    return changes_url(ArticleEdition.objects.with_previous_public().defer("body").get(pk=edition.pk), url)


def _related(edition, topic: Node | None, tree: LiveTree) -> list[RenderedRow]:
    """The newest of its main topic; their figures and its own are read together."""
    others = [pk for pk in newest_about(topic, tree.language) if pk != edition.pk][:RELATED_LIMIT] if topic else []
    return render_rows([(pk, RowStyle()) for pk in others], tree, also=[edition] if edition.pk else [])
