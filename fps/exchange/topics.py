"""Topics: a parent before what stands below it, whatever the order of the lines."""

from policy.models import Topic
from publishing import extension_points
from publishing.core.addresses import reserve_path, reserve_paths
from publishing.core.languages import languages

from .editions import REASON, put_editions
from .facts import facts_of, update_fields
from .validators import InvalidValue

PLAIN = ("accent", "hidden", "addressed", "valid_on", "review_by")


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


def put_topic(data, line, site):
    """Old slugs lead on as they do after a change at the desk, unless the files say themselves which addresses do."""
    topic = Topic.objects.filter(key=data["id"]).first()
    new = topic is None
    topic = topic or Topic(key=data["id"])
    wanted = facts_of(data, site, PLAIN, contact="contact", image="image")
    if data.get("hidden", topic.hidden) and data.get("parent"):
        raise InvalidValue("the hidden topic is a root: it has no parent").under("hidden")
    changed = _make(topic, data, wanted, site) if new else _change(topic, data, wanted, site)
    changed |= _set_position(topic, data)
    stored = [] if new else list(topic.editions.all())
    _editions, texts = put_editions(topic, data.get("editions", {}), stored)
    if texts and topic.has_address() and data["id"] not in site.with_addresses:
        for (language, path), since in topic.paths_to_reserve(languages(), past=True).items():
            reserve_path(topic, language, path, since)
    return topic, "new" if new else "changed" if changed or texts else "unchanged"


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
    try:
        pk = site.get("topic", data.get("parent"))
    except InvalidValue as fault:
        raise fault.under("parent") from None
    return Topic.objects.get(pk=pk) if pk else None


def _set_position(topic, data) -> bool:
    """Exactly what the line says, also 0: a save takes that for "at the end"."""
    if data.get("position", topic.position) == topic.position:
        return False
    topic.position = data["position"]
    return bool(Topic.objects.filter(pk=topic.pk).update(position=topic.position))
