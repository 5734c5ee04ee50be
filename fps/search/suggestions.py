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

SHOWN = 3
SHORTEST, STEM, WORDS = 4, 5, 6  # letters, letters, words
READ = 50  # articles that are compared
CLOSE = 0.8  # of 1, as difflib counts


class Near(NamedTuple):
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


def near_titles(words: str, tree: LiveTree) -> list[Near]:
    """Up to three live articles and topics in the language of the tree; one query, however odd the words."""
    asked = sorted({word for word in slug_of(words).split("-") if len(word) >= SHORTEST}, key=len)[-WORDS:]
    if not asked:
        return []
    some = Q()
    for word in asked:
        some |= Q(slug__contains=word[:STEM])
    articles = ArticleEdition.objects.live(tree.language).filter(some).newest_first()
    topics = [node for node in tree.nodes.values() if node.addressed and not node.hidden]
    found = [(node.path.replace("/", "-"), node) for node in topics]
    found += [(edition.slug, edition) for edition in articles.only("language", "slug", "title")[:READ]]
    counted = [(_share(asked, slug.split("-")), -len(text.title), text) for slug, text in found]
    best = sorted((each for each in counted if each[0] >= 0.5), key=itemgetter(0, 1), reverse=True)
    return [Near(text.title, text.get_absolute_url()) for _share_of_words, _length, text in best[:SHOWN]]


def _share(asked: list[str], words: list[str]) -> float:
    """The share of the words asked for that stand in the address, slips included."""
    return sum(bool(get_close_matches(word, words, 1, CLOSE)) for word in asked) / len(asked)
