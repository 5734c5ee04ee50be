import unicodedata

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import ItemBase, TagBase

from images.translated_text import WordsField, words_in
from publishing import extension_points
from publishing.core.addresses import public_path, segment
from publishing.text.slugs import slug_of
from publishing.web.memory_cache import StateCache

_cache = StateCache(1)


def normalize_name(text: str) -> str:
    """The key under which a spelling is found: no accents, no case, no punctuation at its ends, one blank."""
    text = (text or "").replace("\x00", "")  # PostgreSQL cannot even be asked for it
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(bare).casefold().replace("’", "'").split())


class Tag(TagBase):
    """A subject heading with a label in each language. `slug` is its key, which stands in addresses and filters."""

    labels = WordsField(gettext_lazy("labels"))

    class Meta:
        app_label = "news"
        ordering = ["name"]
        verbose_name, verbose_name_plural = gettext_lazy("tag"), gettext_lazy("tags")

    @property
    def key(self):
        return self.slug

    def label(self, language) -> str:
        return words_in(self.labels, language)

    def get_absolute_url(self, language=None) -> str:
        from django.utils.translation import get_language

        language = language or get_language()
        return public_path(language, segment(language, "subjects/"), self.slug)

    @classmethod
    @transaction.atomic
    def make(cls, labels: dict[str, str], by=None, aliases: list[str] = ()) -> "Tag":
        """A new tag; raises ValidationError if one of its spellings leads to another."""
        tag = cls()
        tag.store_new(labels, by, aliases)
        return tag

    @transaction.atomic
    def store_new(self, labels: dict[str, str], by=None, aliases: list[str] = (), reason: str = "") -> None:
        """What `make` does, with an instance that a form or a table has begun; a key that it brings stays."""
        self.name = self.name or next(iter(labels.values()))
        self.slug = self.slug or self.new_key(self.name)
        self.set_names(labels, aliases)
        extension_points.record(by, "make_tag", self, after=self._audit_values(labels, aliases), reason=reason)

    @transaction.atomic
    def change_names(self, labels: dict[str, str], by=None, aliases: list[str] = (), reason: str = "") -> None:
        """Other labels or spellings, recorded."""
        stored = type(self).objects.get(pk=self.pk)
        spellings = list(stored.names.filter(is_alias=True).values_list("text", flat=True))
        before = stored._audit_values(stored.labels, spellings)
        self.set_names(labels, aliases)
        spellings = list(self.names.filter(is_alias=True).values_list("text", flat=True))
        after = self._audit_values(labels, spellings)
        if before != after:
            extension_points.record(by, "change_tag", self, before=before, after=after, reason=reason)

    @staticmethod
    def _audit_values(labels, aliases) -> dict:
        return {**labels, "aliases": sorted(aliases)} if aliases else dict(labels)

    @classmethod
    def new_key(cls, name: str) -> str:
        """Free, also of keys that tags had before they were merged: their addresses lead on for good."""
        base = slug_of(name, 90) or slug_of(normalize_name(name)) or "tag"
        former = cls.former_keys.rel.related_model.objects.filter(key__startswith=base).values_list("key", flat=True)
        taken = {*cls.objects.filter(slug__startswith=base).values_list("slug", flat=True), *former}
        return next(each for each in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if each not in taken)

    def check_names(self, labels: dict[str, str], aliases: list[str] = ()) -> dict[str, str]:
        """Folded key → spelling; raises ValidationError if one of them leads to another tag."""
        wanted = {
            normalize_name(text): text for text in [*labels.values(), *aliases, self.name] if normalize_name(text)
        }
        taken = TagName.objects.filter(folded__in=wanted).exclude(tag=self.pk).select_related("tag").first()
        if taken:
            raise ValidationError(
                _("“%(name)s” already leads to the tag “%(tag)s”.") % {"name": taken.text, "tag": taken.tag}
            )
        return wanted

    @transaction.atomic
    def set_names(self, labels: dict[str, str], aliases: list[str] = ()) -> None:
        """Give the tag its labels and other spellings; raises ValidationError if one leads to another tag."""
        wanted = self.check_names(labels, aliases)
        self.labels = labels
        self.save()
        stored = {name.folded: name for name in self.names.all()}
        for key, name in stored.items():
            if key not in wanted:
                name.delete()
        spoken = {normalize_name(label) for label in labels.values()}
        for key, text in wanted.items():
            TagName.objects.update_or_create(
                folded=key, defaults={"tag": self, "text": text, "is_alias": key not in spoken}
            )


def tags_by_pk() -> dict[int, Tag]:
    """All tags; those of now are kept."""
    return _cache.get_or_set("tags", Tag.objects.in_bulk)


class TagName(models.Model):
    """One spelling that leads to a tag: a label in some language, or an alias."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="names")
    text = models.CharField(max_length=100)
    folded = models.CharField(max_length=120, unique=True)
    is_alias = models.BooleanField(default=False)

    class Meta:
        app_label = "news"
        ordering = ["text"]

    def __str__(self):
        return self.text


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="items")
    content_object = models.ForeignKey("news.Article", models.CASCADE, related_name="tagged_items")

    class Meta:
        app_label = "news"
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="news_article_tag_once")]


class TagKey(models.Model):
    """A key that a tag took over when another was merged into it: a promise of addresses, filters and feeds."""

    key = models.SlugField(max_length=100, unique=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="former_keys")

    class Meta:
        app_label = "news"
        ordering = ["key"]

    def __str__(self):
        return self.key
