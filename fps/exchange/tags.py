from news.models import Tag, TagKey
from news.models.tag import normalize_name
from news.tags.merging import tag_for_former_key

from .field_validators import LANGUAGES
from .validators import InvalidValue


def put_tag(data, line, site):
    """Labels and other spellings; `name` is the one that the office sees, by default the first label."""
    labels = data["labels"]
    tag = Tag.objects.filter(slug=data["id"]).first()
    new = tag is None
    if new and (taken := tag_for_former_key(data["id"])):
        raise InvalidValue(f"this tag was merged into “{taken.slug}”")
    former = _former(data, tag)
    tag = tag or Tag(slug=data["id"])
    stored = {} if new else {name.folded: name.text for name in tag.names.all() if name.is_alias}
    aliases = data.get("aliases", list(stored.values()))
    before = tag.name, tag.labels, stored
    tag.name = data.get("name") or tag.name or next((labels[code] for code in LANGUAGES if code in labels), tag.slug)
    spoken = {"", *map(normalize_name, labels.values())}
    wanted = {name: text for text in [*aliases, tag.name] if (name := normalize_name(text)) not in spoken}
    if not new and not former and before == (tag.name, labels, wanted):
        return tag, "unchanged"
    if Tag.objects.filter(name=tag.name).exclude(pk=tag.pk).exists():
        raise InvalidValue(f"another tag has the name “{tag.name}”")
    if new:
        tag.save()
    tag.set_names(labels, aliases)
    TagKey.objects.bulk_create(TagKey(key=key, tag=tag) for key in former)
    return tag, "new" if new else "changed"


def _former(data, tag) -> list[str]:
    """Keys that this tag took over, without those that are known of it already."""
    keys = data.get("former_keys", [])
    if held := Tag.objects.filter(slug__in=keys).first():
        raise InvalidValue(f"“{held.slug}” is the key of a tag").under("former_keys")
    taken = dict(TagKey.objects.filter(key__in=keys).values_list("key", "tag"))
    if others := sorted(key for key, pk in taken.items() if tag is None or pk != tag.pk):
        raise InvalidValue(f"“{others[0]}” leads to another tag").under("former_keys")
    return [key for key in dict.fromkeys(keys) if key not in taken]
