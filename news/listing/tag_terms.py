"""Tags as words of a question: who asks for a tag by its label or an alias finds its articles, in any language."""

from dataclasses import dataclass, field
from functools import cached_property

from publishing.search.candidates import ByTag
from publishing.search.parsed_query import ParsedQuery
from publishing.search.tokens import forms, is_stop, normal, tokens

from ..models.tag import Tag, TaggedArticle
from .cached_counts import cached

MAX_TAGS_IN_QUERY = 3  # tags that one question may name
MAX_NAME_WORDS = 5  # words


@dataclass
class TagTerms:
    """`labels`: key → label in the language, for tags that have one; `names`: every spelling → key."""

    language: str
    labels: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)

    def named_in(self, question: ParsedQuery) -> dict[frozenset[int], str]:
        """Places of the clauses that name a tag, and its key; the longest names first, no clause twice."""
        words = [tuple(forms(word, self.language)[0] for word in clause.words) for clause in question.clauses]
        found: dict[frozenset[int], str] = {}
        taken: set[int] = set()
        for length in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                places = frozenset(range(start, start + length))
                key = self._keys_by_words.get(tuple(word for place in sorted(places) for word in words[place]))
                if key and not taken & places and len(found) < MAX_TAGS_IN_QUERY:
                    found[places] = key
                    taken |= places
        return found

    @cached_property
    def _keys_by_words(self) -> dict[tuple, str]:
        return {self._key(name): key for name, key in self.names.items()}

    def by_tag(self, question: ParsedQuery) -> list[ByTag]:
        """Each tag that is named, and all of them together."""
        named = self.named_in(question)
        articles = {key: TaggedArticle.objects.filter(tag__slug=key).values("content_object") for key in named.values()}
        found = [ByTag(places, [articles[key]]) for places, key in named.items()]
        if len(named) > 1:
            found.append(ByTag(frozenset().union(*named), list(articles.values())))
        return found

    def _key(self, name):
        found = [token.word for token in tokens(normal(name))]
        significant = [word for word in found if not is_stop(word, self.language)] or found
        return tuple(forms(word, self.language)[0] for word in significant)


def load(language: str) -> TagTerms:
    """Labels and spellings of all tags; those of now are kept."""
    return cached(("tag words", language), lambda: _load(language))


def _load(language: str) -> TagTerms:
    labels, names = {}, {}
    for slug, words, name in Tag.objects.values_list("slug", "labels", "names__text").order_by("slug", "names__pk"):
        if words.get(language):
            labels[slug] = words[language]
        if name:
            names[name] = slug
    ordered = sorted(labels.items(), key=lambda pair: pair[1].casefold())
    return TagTerms(language, dict(ordered), names)
