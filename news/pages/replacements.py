"""What came after a text that has ended: for the page that says so."""

from typing import NamedTuple

from policy.tree import LiveTree

from ..listing.rows import ArticleRow, main_topic, rows
from ..models.article import ArticleEdition

ROW_DISPLAY_LIMIT = 3


class Replacements(NamedTuple):
    topic: str
    rows: list[ArticleRow]


def replacements_for(edition, tree: LiveTree) -> Replacements:
    """The newest live items of its topic: of an ended article those of its day and later, of an ended topic those that
    name it, else those of the nearest topic above it that is online."""
    live = ArticleEdition.objects.live(tree.language)
    if isinstance(edition, ArticleEdition):
        node = main_topic(edition, tree)
        return _about(node, live.filter(subject__date__gte=edition.dated()).exclude(subject=edition.subject_id), tree)
    named = live.about([edition.subject_id, *(topic.pk for topic in edition.subject.below())])
    if found := rows(named.newest_first()[:ROW_DISPLAY_LIMIT], tree):
        return Replacements(edition.title, found)
    above = edition.subject.parent
    while above and not tree.get(above.pk):
        above = above.parent
    return _about(tree.get(above.pk) if above else None, live, tree)


def _about(node, editions, tree) -> Replacements:
    if node is None:
        return Replacements("", [])
    about = editions.about([each.pk for each in node.with_below()])
    return Replacements(node.title, rows(about.newest_first()[:ROW_DISPLAY_LIMIT], tree))
