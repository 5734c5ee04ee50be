"""Topics: a parent before what stands below it, whatever the order of the lines."""

from rest_framework.exceptions import ValidationError

from policy.models import Topic, TopicEdition
from publishing import extension_points
from publishing.core.addresses import reserve_path, reserve_paths
from publishing.core.languages import languages

from .edition_serializers import Editions
from .editions import REASON, put_editions
from .fields import Choice, Day, Flag, Reference, Whole
from .line_serializer import LineSerializer, outcome, under, update_fields


def by_tree(lines: list, fail) -> list:
    """Parents first, else as they came; `fail` is told of those that lead back to themselves."""
    by_id = {line.id: line for line in lines}
    placed: dict[str, object] = {}
    for line in lines:
        if line.id not in by_id:
            continue
        chain: dict[str, object] = {}
        while line and line.id not in placed and line.id not in chain:
            chain[line.id] = line
            line = by_id.get(line.summary.get("parent"))
        if line and line.id in chain:
            names = list(chain)
            for name in names[names.index(line.id) :]:
                fail(chain.pop(name), ["parent: the topic stands below itself"])
                del by_id[name]
        placed.update(reversed(chain.items()))
    return list(placed.values())


class TopicSerializer(LineSerializer):
    """Old slugs lead on as they do after a change at the desk, unless the files say themselves which addresses do."""

    model = Topic
    parent = Reference("topic")
    position = Whole()
    accent = Choice(["", *Topic.Accent.values], "an accent", null="")
    hidden = Flag()
    addressed = Flag()
    contact = Reference("contact")
    image = Reference("image")
    valid_on = Day(null=None)
    review_by = Day(null=None)
    editions = Editions(TopicEdition)
    by_hand = ("parent", "position", "editions")

    def rows(self):
        """In the order of the tree."""
        below: dict[int | None, list[Topic]] = {}
        rows = Topic._base_manager.select_related("parent", "contact", "image").prefetch_related("editions")
        for topic in rows.order_by("position", "pk"):
            below.setdefault(topic.parent_id, []).append(topic)
        waiting = below.get(None, [])
        while waiting:
            topic, *waiting = waiting
            waiting = below.get(topic.pk, []) + waiting
            yield topic

    def put(self, data, line, site):
        topic, new = self.stored_or_new(data)
        wanted = self.facts(data, site)
        if data.get("hidden", topic.hidden) and data.get("parent"):
            raise ValidationError({"hidden": "the hidden topic is a root: it has no parent"})
        changed = _make(topic, data, wanted, site) if new else _change(topic, data, wanted, site)
        changed |= _set_position(topic, data)
        stored = [] if new else list(topic.editions.all())
        _editions, texts = put_editions(topic, data.get("editions", {}), stored)
        if texts and topic.has_address() and data["id"] not in site.with_addresses:
            for (language, path), since in topic.paths_to_reserve(languages(), past=True).items():
                reserve_path(topic, language, path, since)
        return topic, outcome(new, changed or texts)


def _make(topic, data, wanted, site) -> bool:
    topic.parent, topic.position = _parent(data, site), data.get("position", 0)
    update_fields(topic, wanted)
    topic.clean_fields(exclude=["parent"])
    topic.check_place(topic.parent)
    topic.save()
    return True


def _change(topic, data, wanted, site) -> bool:
    before = update_fields(topic, wanted)
    if before:
        topic.facts_version += 1
        topic.clean_fields(exclude=["parent"])
        topic.save()
        after = {name: str(wanted[name]) for name in before}
        before = {name: str(value) for name, value in before.items()}
        extension_points.record(None, "change_facts", topic, before=before, after=after, reason=REASON)
        if {"hidden", "addressed"} & before.keys():
            reserve_paths(topic, languages())
    parent = _parent(data, site) if "parent" in data else topic.parent
    if parent != topic.parent:
        topic.move(parent)
        return True
    return bool(before)


def _parent(data, site):
    with under("parent"):
        pk = site.get("topic", data.get("parent"))
    return Topic.objects.get(pk=pk) if pk else None


def _set_position(topic, data) -> bool:
    """Exactly what the line says, also 0: a save takes that for "at the end"."""
    if data.get("position", topic.position) == topic.position:
        return False
    topic.position = data["position"]
    return bool(Topic.objects.filter(pk=topic.pk).update(position=topic.position))
