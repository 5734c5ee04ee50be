"""What a move of a topic would change for readers, told before it is done."""

from dataclasses import dataclass, field
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils import timezone

from publishing.core.addresses import conflicting_addresses
from publishing.core.errors import AddressTaken

from .tree import LiveTree, live_trees


@dataclass
class MovePlan:
    """By language: addresses (old, new), titles of pages that can no longer be reached, and of those that newly can.

    `obstacles` are sentences on why the move cannot be.
    """

    changes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)
    obstacles: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(map(len, self.changes.values()))

    @property
    def stamp(self) -> str:
        """Tells whether this is still what somebody has read."""
        summary = repr((sorted(self.changes.items()), sorted(self.lost.items()), sorted(self.found.items())))
        return sha256(summary.encode()).hexdigest()[:16]


def plan_move(topic, parent) -> MovePlan:
    """For `topic`, with all below it, under `parent` (None: at the top)."""
    made = MovePlan()
    try:
        topic.check_place(parent)
    except ValidationError as refusal:
        made.obstacles = refusal.messages
        return made
    now = timezone.now()  # of this very moment: kept trees may be half a second old
    before, after = live_trees(now), live_trees(now, moved=(topic.pk, parent and parent.pk))
    for language, tree in before.items():
        _compare(made, language, tree, after[language])
    subjects = {each.pk: each for each in (topic, *topic.below())}
    wanted = {
        (language, node.path): subjects[node.pk]
        for language, tree in after.items() for node in tree.nodes.values()
        if node.pk in subjects and node.addressed
    }  # fmt: skip
    made.obstacles = [
        sentence for row in conflicting_addresses(wanted) for sentence in AddressTaken(str(row), row.subject).messages
    ]
    return made


def _compare(made: MovePlan, language: str, before: LiveTree, after: LiveTree) -> None:
    lost = [node.title for pk, node in before.nodes.items() if node.addressed and pk not in after.nodes]
    found = [node.title for pk, node in after.nodes.items() if node.addressed and pk not in before.nodes]
    changes = [
        (node.get_absolute_url(), after.nodes[pk].get_absolute_url())
        for pk, node in before.nodes.items()
        if node.addressed and pk in after.nodes and node.path != after.nodes[pk].path
    ]
    for where, what in ((made.lost, lost), (made.found, found), (made.changes, changes)):
        if what:
            where[language] = what
