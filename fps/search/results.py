"""What the search page shows: articles and topics in one list, other languages apart, and ways to go on."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, DateField, F, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Cast, Concat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from news.listing.active_filters import query_pairs, query_string
from news.listing.article_list import ArticleList
from news.models.article import Article, ArticleEdition
from policy.models import TopicEdition
from policy.tree import LiveTree, Node
from publishing.search.query import NEWEST_LIMIT, Hit, Scope
from publishing.search.snippets import snippet
from publishing.text.rich_text import read_html

OTHER_LANGUAGES_LIMIT = 3  # results shown of each other language
FACET_LIMIT = 8  # of a facet
ARTICLE_FILTERS = ("kind", "year", "tag", "country", "from", "to", "has_figures")


class Result(NamedTuple):
    """One line of the list. `date` is that of an article; `sort` says in a word what else it is."""

    url: str
    title: str
    text: SafeString
    path: list[str]
    language: str
    date: date | None
    sort: str


class Choice(NamedTuple):
    label: str
    count: int
    query: str


@dataclass
class SearchResults(ArticleList):
    """The list of articles with the topics among them; `trees` are those of all languages."""

    trees: dict[str, LiveTree] = field(default_factory=dict)
    default_order = "best"

    def scopes(self, editions, everything=False):
        scopes = super().scopes(editions, everything)
        if any(self.cleaned.get(name) for name in ARTICLE_FILTERS):
            return scopes
        area = self.tree.by_key.get(self.cleaned.get("area"))
        nodes = area.with_below() if area else self.tree.nodes.values()
        return [*scopes, _topics(nodes, (self.tree.language,))]

    def scopes_anywhere(self):
        """In all languages: what the others hold stands apart."""
        codes = tuple(code for code, _name in settings.LANGUAGES)
        articles = Scope(ArticleEdition.objects.live(at=self.now), codes, self.tags.by_tag, everything=True)
        return [articles, _topics([node for tree in self.trees.values() for node in tree.nodes.values()], codes)]

    @property
    def number_in_words(self):
        if self.found.more:
            return super().number_in_words
        total = self.paginator.count
        return ngettext("%(number)s page or item", "%(number)s pages and items", total) % {"number": total}

    @property
    def results(self) -> list[Result]:
        return [self._shown[hit] for hit in self.page.object_list if hit in self._shown]

    @property
    def elsewhere(self) -> list[tuple[str, str, list[Result]]]:
        """Code and own name of each other language, and its best results."""
        names = dict(settings.LANGUAGES)
        languages = [
            (code, names[code], [self._shown[hit] for hit in self._best_elsewhere if hit.language == code])
            for code in settings.LANGUAGE_ORDER
            if code in names
        ]
        return [each for each in languages if each[2]]

    @cached_property
    def facets(self) -> list[tuple[str, list[Choice]]]:
        """Ways to narrow the articles down, each with the number it leaves."""
        labels = {
            "area": {node.key: node.title for node in self._areas_to_choose},
            "kind": {kind.value: str(kind.label) for kind in Article.Kind},
            "year": {year: year for year in sorted(self.counts["year"], reverse=True)},
            "tag": dict(sorted(self.filterset.labels.items(), key=lambda pair: -self.counts["tag"].get(pair[0], 0))),
        }
        facets = [(str(self.filterset.form.fields[name].label), self._choices(name, labels[name])) for name in labels]
        return [(label, choices) for label, choices in facets if choices]

    @property
    def named_tags(self) -> list[Choice]:
        """Tags that the words name."""
        keys = self.tags.named_in(self.found.question).values()
        return [
            Choice(label, self.counts["tag"].get(key, 0), query_string([("tag", key)]))
            for key, label in self.filterset.labels.items()
            if key in keys and self.counts["tag"].get(key)
        ]

    @property
    def matching_words(self) -> list[Choice]:
        """Words that find something by themselves, where all together find nothing."""
        return [Choice(word, 0, query_string([("q", word)])) for word in self.found.matching_words]

    @property
    def without_filters(self) -> Choice | None:
        """The same words in all texts, where the filters leave nothing."""
        number = len(self.unfiltered_results.hits)
        if not (number and self.is_filtered):
            return None
        label = ngettext("Without the filters: %(number)s result", "Without the filters: %(number)s results", number)
        return Choice(label % {"number": number}, number, query_string([("q", self.words)]))

    @property
    def other_order(self) -> str:
        rest = [pair for pair in query_pairs(self.filterset) if pair[0] != "sort"]
        return query_string([*rest, ("sort", "newest" if self.is_best_first else "best")])

    @property
    def _areas_to_choose(self) -> list[Node]:
        chosen = self.tree.by_key.get(self.cleaned.get("area"))
        return chosen.pages if chosen else self.tree.areas

    def _choices(self, name, labels):
        chosen = self.cleaned.get(name) or []
        other_pairs = [pair for pair in query_pairs(self.filterset) if name != "area" or pair[0] != "area"]
        return [
            Choice(label, self.counts[name][value], query_string([*other_pairs, (name, value)]))
            for value, label in labels.items()
            if self.counts[name].get(value) and value not in chosen
        ][:FACET_LIMIT]

    @cached_property
    def _best_elsewhere(self) -> list[Hit]:
        by_language: dict[str, list[Hit]] = {}
        for hit in self.found.elsewhere:
            by_language.setdefault(hit.language, []).append(hit)
        return [hit for hits in by_language.values() for hit in hits[:OTHER_LANGUAGES_LIMIT]]

    @cached_property
    def _shown(self) -> dict[Hit, Result]:
        """The texts of everything on the page, in one query."""
        hits = {(hit.kind, hit.edition): hit for hit in [*self.page.object_list, *self._best_elsewhere]}
        texts = _texts(ArticleEdition, hits, "subject__date", "subject__topic_places__")
        if any(kind == TopicEdition._meta.label_lower for kind, _pk in hits):
            texts = texts.union(_texts(TopicEdition, hits), all=True)
        pairs = ((hits[row["kind"], row["pk"]], self._result(row)) for row in texts)
        return {hit: result for hit, result in pairs if result}

    def _result(self, row) -> Result | None:
        language, tree = row["language"], self.trees.get(row["language"]) or self.tree
        question = self.found.question.in_language(language)
        text = snippet(question, row["teaser"], read_html(row["body"]).text)
        if row["kind"] == TopicEdition._meta.label_lower:
            node = tree.get(row["subject_id"])
            if node is None:
                return None
            line = node.line[:-1] if not node.area.hidden else []
            path = [_("Policy"), *(each.title for each in line)] if not node.area.hidden else []
            return Result(node.get_absolute_url(), node.title, text, path, language, None, _type_label(node))
        edition = ArticleEdition(language=language, slug=row["slug"])
        places = sorted(tuple(map(int, place.split(":"))) for place in row["topics"].split(",") if place != ":")
        topic = next((node for _place, pk in places if (node := tree.get(pk))), None)
        with override(language):
            path = [_("News"), *([topic.area.title] if topic and not topic.area.hidden else [])]
        return Result(edition.get_absolute_url(), row["title"], text, path, language, row["day"], "")


def _topics(nodes, languages) -> Scope:
    """Topics with a page that can be reached. A tree holds live editions only: the rule need not be asked again."""
    pks = [node.edition_pk for node in nodes if node.addressed]
    return Scope(TopicEdition.objects.with_pks(pks), languages, few=len(pks) <= NEWEST_LIMIT)


def _type_label(node: Node) -> str:
    if node.area.hidden:
        return _("Page")
    return [_("Area"), _("Topic"), _("Chapter")][min(len(node.line), 3) - 1]


def _texts(model, hits, day=None, places=None):
    """`places`: the way to rows with a position and a topic, which come as `0:12,1:7`, in any order."""
    kind = model._meta.label_lower
    editions = model.objects.live().with_pks(pk for of, pk in hits if of == kind).order_by()
    return editions.annotate(
        kind=Value(kind, CharField()),
        day=F(day) if day else Value(None, DateField()),
        topics=_listed(places) if places else Value("", CharField()),
    ).values("kind", "pk", "subject_id", "language", "title", "slug", "teaser", "body", "day", "topics")


def _listed(places):
    place = Concat(Cast(f"{places}position", CharField()), Value(":"), Cast(f"{places}topic_id", CharField()))
    # SQLite of today's systems cannot order inside an aggregate.
    return StringAgg(place, Value(","))
