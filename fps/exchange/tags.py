from news.models import Tag
from news.tags import folded

from .checks import Fault
from .values import LANGUAGES


def put_tag(data, line, site):
    """Labels and other spellings; `name` is the one that the office sees, by default the first label."""
    labels = data["labels"]
    tag = Tag.objects.filter(slug=data["id"]).first()
    new = tag is None
    tag = tag or Tag(slug=data["id"])
    stored = {} if new else {name.folded: name.text for name in tag.names.all() if name.is_alias}
    aliases = data.get("aliases", list(stored.values()))
    before = tag.name, tag.labels, stored
    tag.name = data.get("name") or tag.name or next((labels[code] for code in LANGUAGES if code in labels), tag.slug)
    spoken = {"", *map(folded, labels.values())}
    wanted = {name: text for text in [*aliases, tag.name] if (name := folded(text)) not in spoken}
    if not new and before == (tag.name, labels, wanted):
        return tag, "unchanged"
    if Tag.objects.filter(name=tag.name).exclude(pk=tag.pk).exists():
        raise Fault(f"another tag has the name “{tag.name}”")
    if new:
        tag.save()
    tag.set_names(labels, aliases)
    return tag, "new" if new else "changed"
