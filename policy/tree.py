"""What a visitor can see of the tree in one language at one moment: one query, no bodies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from publishing.core.addresses import public_path, segment
from publishing.web.memory_cache import StateCache

from .models import Contact, TopicEdition

_cache = StateCache(2)
SUBJECT_FIELDS = ("key", "parent_id", "hidden", "addressed", "accent", "contact_id", "image_id")
QUERY_FIELDS = (
    *("pk", "language", "title", "slug", "teaser", "subject_id"),
    *(f"subject__{name}" for name in SUBJECT_FIELDS),
)


@dataclass(slots=True, eq=False)
class Node:
    """A visible topic. `path` has no language and no slashes at its ends; empty if the topic has no page."""

    pk: int
    key: str
    edition_pk: int
    language: str
    title: str
    teaser: str
    path: str
    accent: str
    hidden: bool
    addressed: bool
    contact_id: int | None
    image_id: int | None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    def get_absolute_url(self) -> str:
        return public_path(self.language, self.path) if self.addressed else ""

    @property
    def line(self) -> list["Node"]:
        """From the area down to this topic."""
        return [*(self.parent.line if self.parent else []), self]

    @property
    def area(self) -> "Node":
        return self.line[0]

    @property
    def pages(self) -> list["Node"]:
        return [child for child in self.children if child.addressed]

    def with_below(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.with_below()


class LiveTree:
    """Topics whose text, and that of every parent, is live. A parent that is not live hides what stands below it.

    `is_read`: it is what readers see now, not how it would be."""

    def __init__(self, language: str, rows, is_read: bool = False):
        self.language, self.is_read = language, is_read
        self.nodes: dict[int, Node] = {}
        self.roots: list[Node] = []
        self._grow({row["subject_id"]: row for row in rows})
        self.areas = [node for node in self.roots if not node.hidden]
        self.about = next((node for node in self.roots if node.hidden), None)
        self.by_key = {node.key: node for node in self.nodes.values()}
        self.by_path = {node.path: node for node in self.nodes.values() if node.addressed}

    def get(self, pk: int) -> Node | None:
        return self.nodes.get(pk)

    def _grow(self, rows: dict[int, dict]) -> None:
        below: dict[int | None, list[int]] = {}
        for pk, row in rows.items():
            below.setdefault(row["subject__parent_id"], []).append(pk)
        ripe: list[tuple[int, Node | None]] = [(pk, None) for pk in below.get(None, [])]
        while ripe:
            pk, parent = ripe.pop(0)
            node = self._node(rows[pk], parent)
            self.nodes[pk] = node
            (parent.children if parent else self.roots).append(node)
            ripe += [(child, node) for child in below.get(pk, [])]

    def _node(self, row: dict, parent: Node | None) -> Node:
        base = parent.path if parent else segment(self.language, "about/" if row["subject__hidden"] else "policy/")
        return Node(
            pk=row["subject_id"],
            key=row["subject__key"],
            edition_pk=row["pk"],
            language=self.language,
            title=row["title"],
            teaser=row["teaser"],
            path="/".join(part for part in (base.strip("/"), "" if row["subject__hidden"] else row["slug"]) if part),
            accent=row["subject__accent"] or (parent.accent if parent else ""),
            hidden=row["subject__hidden"],
            addressed=row["subject__addressed"],
            contact_id=row["subject__contact_id"] or (parent.contact_id if parent else None),
            image_id=row["subject__image_id"],
            parent=parent,
        )


def live_tree(language: str, at: datetime | None = None) -> LiveTree:
    return live_trees(at).get(language) or LiveTree(language, [])


def live_trees(at: datetime | None = None, moved: tuple[int, int | None] | None = None) -> dict[str, LiveTree]:
    """The trees of all languages, in one query at most: those of now are kept. With `moved` (a topic, its parent to be)
    as they would be after that move."""
    return _trees(at, moved) if at or moved else _cache.get_or_set("trees", _trees)


def contact_of(pk: int | None) -> Contact | None:
    return _cache.get_or_set("contacts", Contact.objects.in_bulk).get(pk) if pk else None


def _trees(at=None, moved=None):
    rows: dict[str, list] = {}
    for row in TopicEdition.objects.live(at=at).order_by("subject__position", "subject_id").values(*QUERY_FIELDS):
        if moved and row["subject_id"] == moved[0]:
            row["subject__parent_id"] = moved[1]
        rows.setdefault(row["language"], []).append(row)
    return {language: LiveTree(language, found, not (at or moved)) for language, found in rows.items()}


def tree_with(edition, at: datetime | None = None) -> LiveTree:
    """The tree as visitors would see it if this text were live. Parents that are not live are passed over: their words
    are nobody's business here."""
    subject = edition.subject
    rows = TopicEdition.objects.live(edition.language, at).exclude(subject=subject.pk)
    rows = list(rows.order_by("subject__position", "subject_id").values(*QUERY_FIELDS))
    seen = {row["subject_id"] for row in rows}
    above = [pk for pk in reversed(_pks_above(subject)) if pk in seen]
    own = {name: getattr(edition, name) for name in ("pk", "language", "title", "slug", "teaser", "subject_id")}
    own |= {f"subject__{name}": getattr(subject, name) for name in SUBJECT_FIELDS} | {
        "subject__parent_id": next(iter(above), None)
    }
    return LiveTree(edition.language, [*rows, own])


def _pks_above(subject) -> list[int]:
    """Primary keys from the root down to the parent."""
    if not subject.parent_id:
        return []
    return [node.pk for node in type(subject).objects.ancestors(subject.parent, include_self=True)]
