"""Faults of stored content that a check has found, kept until the next one finds them gone."""

from dataclasses import dataclass
from hashlib import sha256

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from publishing.core.fields import LanguageField


class Source(models.TextChoices):
    CONTENT = "content", _("check of the content")
    LINKS = "links", _("check of the links")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a text (in `language`) or of facts; `sentences` says it in each language of the desk."""

    thing: models.Model
    language: str
    field: str
    sentences: tuple[tuple[str, str], ...]
    stops: bool

    @property
    def digest(self) -> str:
        """What makes it the same fault as last time, whatever the wording in other languages."""
        parts = [self.thing._meta.label, self.thing.pk, self.language, self.field, self.sentences[0][1]]
        return sha256("\x00".join(map(str, parts)).encode()).hexdigest()


class Fault(models.Model):
    """A fault stays the same row for as long as it lasts: `found_at` tells which are new."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    source = models.CharField(max_length=10, choices=Source)
    language = LanguageField(blank=True)
    field = models.CharField(max_length=40)
    label = models.TextField()
    sentences = models.JSONField()  # {"en": "…", "nl": "…"}
    stops = models.BooleanField()
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "desk"
        ordering = ["-stops", "-found_at", "pk"]
        verbose_name, verbose_name_plural = _("fault"), _("faults")
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="desk_fault_once")]
        indexes = [models.Index(fields=["-stops", "-found_at", "id"], name="fault_by_weight")]

    def __str__(self):
        return f"{self.label}: {self.sentence}"

    @property
    def sentence(self) -> str:
        return self.sentences.get(translation.get_language()) or next(iter(self.sentences.values()))


@transaction.atomic
def store_findings(source: str, found: list[Finding]) -> list[Fault]:
    """Store what a check has found and forget what it has not found again; the faults that are new."""
    by_digest = {each.digest: each for each in found}
    stored = dict(Fault.objects.filter(source=source).values_list("digest", "pk"))
    gone = [pk for digest, pk in stored.items() if digest not in by_digest]
    for place in range(0, len(gone), 500):
        Fault.objects.filter(pk__in=gone[place : place + 500]).delete()
    fresh = [_fault(source, each) for digest, each in by_digest.items() if digest not in stored]
    Fault.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    return fresh


def _fault(source, found) -> Fault:
    return Fault(
        thing=found.thing,
        source=source,
        language=found.language,
        field=found.field,
        label=str(found.thing),
        sentences=dict(found.sentences),
        stops=found.stops,
        digest=found.digest,
    )
