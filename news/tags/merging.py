"""Two tags become one: what the second was called goes on finding the first, and its addresses lead there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing import extension_points

from ..models.tag import Tag, TaggedArticle, TagKey


def tag_for_former_key(key: str) -> Tag | None:
    """The tag that took this key over."""
    found = TagKey.objects.filter(key=key[:100]).select_related("tag").first() if "\x00" not in key else None
    return found and found.tag


def current_keys(keys: list[str], known) -> list[str]:
    """These keys, with those that were taken over exchanged for today's; asks the database only for unknown ones."""
    unknown_keys = [key for key in keys if key and key not in known and "\x00" not in key][:20]
    if not unknown_keys:
        return keys
    today = dict(TagKey.objects.filter(key__in=unknown_keys).values_list("key", "tag__slug"))
    return [today.get(key, key) for key in keys]


def merged_names(old: Tag, target: Tag) -> tuple[dict[str, str], list[str]]:
    """Labels and other spellings of `target` after the merge: where it has no label, it gets that of the other."""
    labels = {**old.labels, **target.labels}
    names = [target.names.filter(is_alias=True), old.names.all()]
    return labels, [*(name.text for found in names for name in found), old.name]


@transaction.atomic
def merge(old: Tag, target: Tag, by=None) -> int:
    """`old` becomes a part of `target`; returns how many articles bore it. Raises ValidationError, and does nothing."""
    extension_points.require(by, "merge", target)
    locked = {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=[old.pk, target.pk]).order_by("pk")}
    if old.pk == target.pk:
        raise ValidationError(_("A tag cannot be merged with itself."))
    if len(locked) < 2:
        raise ValidationError(_("One of the two tags is not there any more."))
    old, target = locked[old.pk], locked[target.pk]
    labels, aliases = merged_names(old, target)
    before = {"tag": old.slug, "labels": old.labels, "names": [name.text for name in old.names.all()]}
    bore = TaggedArticle.objects.filter(tag=old)
    articles = sorted(bore.values_list("content_object__key", flat=True))
    both = TaggedArticle.objects.filter(tag=target).values("content_object")
    bore.filter(content_object__in=both).delete()
    bore.update(tag=target)
    old.former_keys.update(tag=target)
    TagKey.objects.create(key=old.slug, tag=target)
    old.names.all().delete()
    old.delete()
    target.set_names(labels, aliases)
    extension_points.record(
        by, "merge", target, before=before, after={"tag": target.slug, "labels": labels, "articles": articles}
    )
    return len(articles)
