"""What a reader may have meant who came to an address that does not exist: titles whose addresses hold its words."""

from difflib import get_close_matches
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from news.models import ArticleEdition
from policy.tree import LiveTree
from publishing.core.addresses import SEGMENTS, segment
from publishing.text.slugs import slug_of

DISPLAY_LIMIT = 3
MIN_WORD_LENGTH, STEM_LENGTH, MAX_WORDS = 4, 5, 6  # letters, letters, words
MAX_ARTICLES = 50  # articles that are compared
MIN_SIMILARITY = 0.8  # of 1, as difflib counts


class Suggestion(NamedTuple):
    title: str
    url: str


def words_of(path: str) -> str:
    """The words of an address without its language and fixed segment, at most 100 signs."""
    parts = path.replace("\x00", "").strip("/").split("/")
    if parts[0] in dict(settings.LANGUAGES):
        parts.pop(0)
    fixed = {segment(code, name).rstrip("/") for code, _name in settings.LANGUAGES for name in SEGMENTS}
    if parts and parts[0] in fixed:
        parts.pop(0)
    return " ".join(" ".join(parts).replace("-", " ").split())[:100]


def suggest_pages(words: str, tree: LiveTree) -> list[Suggestion]:
    """Up to three live articles and topics in the language of the tree; one query, however odd the words."""
    wanted = sorted({word for word in slug_of(words).split("-") if len(word) >= MIN_WORD_LENGTH}, key=len)[-MAX_WORDS:]
    if not wanted:
        return []
    condition = Q()
    for word in wanted:
        condition |= Q(slug__contains=word[:STEM_LENGTH])
    articles = ArticleEdition.objects.live(tree.language).filter(condition).newest_first()
    topics = [node for node in tree.nodes.values() if node.addressed and not node.hidden]
    candidates = [(node.path.replace("/", "-"), node) for node in topics]
    candidates += [(edition.slug, edition) for edition in articles.only("language", "slug", "title")[:MAX_ARTICLES]]
    scored = [(_share(wanted, slug.split("-")), -len(text.title), text) for slug, text in candidates]
    best = sorted((row for row in scored if row[0] >= 0.5), key=itemgetter(0, 1), reverse=True)
    return [Suggestion(text.title, text.get_absolute_url()) for _share_of_words, _length, text in best[:DISPLAY_LIMIT]]


def _share(wanted: list[str], words: list[str]) -> float:
    """The share of the words asked for that stand in the address, slips included."""
    return sum(bool(get_close_matches(word, words, 1, MIN_SIMILARITY)) for word in wanted) / len(wanted)
