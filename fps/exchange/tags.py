from operator import attrgetter

from rest_framework.exceptions import ValidationError

from news.models import Tag, TagKey
from news.models.tag import normalize_name
from news.tags.merging import tag_for_former_key

from .fields import LANGUAGES, Each, Key, LineOfText, Words, limit
from .line_serializer import LineSerializer, outcome, under


def aliases_of(tag) -> dict[str, str]:
    return {name.folded: name.text for name in tag.names.all() if name.is_alias}


class TagSerializer(LineSerializer):
    """Labels and other spellings; `name` is the one that the office sees, by default the first label."""

    model, key_field = Tag, "slug"
    name = LineOfText(limit(Tag, "name"))
    labels = Words(100, required=True)
    aliases = Each(LineOfText(100), of=lambda tag: sorted(aliases_of(tag).values()))
    former_keys = Each(Key(100), of=lambda tag: sorted(former.key for former in tag.former_keys.all()))
    unless_empty = ("former_keys",)

    def rows(self):
        return sorted(Tag.objects.prefetch_related("names", "former_keys"), key=attrgetter("slug"))

    def put(self, data, line, site):
        labels = data["labels"]
        tag, new = self.stored_or_new(data)
        if new and (taken := tag_for_former_key(data["id"])):
            raise ValidationError(f"this tag was merged into “{taken.slug}”")
        with under("former_keys"):
            former = _new_keys(data.get("former_keys", []), tag)
        stored = {} if new else aliases_of(tag)
        aliases = data.get("aliases", list(stored.values()))
        before = tag.name, tag.labels, stored
        first = next((labels[code] for code in LANGUAGES if code in labels), tag.slug)
        tag.name = data.get("name") or tag.name or first
        spoken = {"", *map(normalize_name, labels.values())}
        wanted = {name: text for text in [*aliases, tag.name] if (name := normalize_name(text)) not in spoken}
        if not new and not former and before == (tag.name, labels, wanted):
            return tag, outcome()
        if Tag.objects.filter(name=tag.name).exclude(pk=tag.pk).exists():
            raise ValidationError(f"another tag has the name “{tag.name}”")
        if new:
            tag.save()
        tag.set_names(labels, aliases)
        TagKey.objects.bulk_create(TagKey(key=key, tag=tag) for key in former)
        return tag, outcome(new, True)


def _new_keys(keys: list[str], tag) -> list[str]:
    """Keys that this tag took over, without those that are known of it already."""
    if held := Tag.objects.filter(slug__in=keys).first():
        raise ValidationError(f"“{held.slug}” is the key of a tag")
    taken = dict(TagKey.objects.filter(key__in=keys).values_list("key", "tag"))
    if others := sorted(key for key, pk in taken.items() if pk != tag.pk):
        raise ValidationError(f"“{others[0]}” leads to another tag")
    return [key for key in dict.fromkeys(keys) if key not in taken]
