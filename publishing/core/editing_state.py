"""Editing state: the previous words of a draft, who has a form open, and forms already sent; three small tables.

None of them is content: all of it may be thrown away at any time, and somebody loses a comparison or a name at most.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

MAX_PREVIOUS_TEXTS = 5  # previous texts of a field
MAX_PREVIOUS_LENGTH = 400_000  # characters of all of them together
PRESENCE_TIMEOUT = timedelta(seconds=90)


def kind_of(thing) -> str:
    return thing._meta.label_lower


class RecentWords(models.Model):
    """What a draft said before, for the column “before” of a conflict. `texts`: field → texts, the newest first.

    `page` is the open form that wrote `version`: if its answer got lost on the way, that form may go on from there.
    """

    kind = models.CharField(max_length=60)
    edition = models.BigIntegerField()
    version = models.PositiveIntegerField(default=0)
    page = models.CharField(max_length=40, blank=True)
    autosaved_by = models.BigIntegerField(null=True)
    texts = models.JSONField(default=dict)

    class Meta:
        app_label = "publishing"
        constraints = [models.UniqueConstraint(fields=["kind", "edition"], name="recent_words_once")]

    def __str__(self):
        return f"{self.kind} {self.edition}"

    @classmethod
    def of(cls, edition):
        """The row of this edition, stored or new."""
        return cls.objects.filter(kind=kind_of(edition), edition=edition.pk).first() or cls(
            kind=kind_of(edition), edition=edition.pk
        )

    @classmethod
    def forget(cls, editions) -> None:
        editions = list(editions)
        if editions:
            cls.objects.filter(kind=kind_of(editions[0]), edition__in=[each.pk for each in editions]).delete()

    def was_written_by(self, page: str, version: int) -> bool:
        return bool(page) and page == self.page and version == self.version

    def remember(self, replaced: dict[str, str], draft, *, by, page, auto, others) -> None:
        """Keep what these fields said. A run of autosaves of one person is one step, unless somebody else looks on."""
        who = getattr(by, "pk", None)
        collapses = auto and who is not None and who == self.autosaved_by and not others
        for name, text in {} if collapses else replaced.items():
            texts = [text, *(each for each in self.texts.get(name, []) if each != text)][:MAX_PREVIOUS_TEXTS]
            while sum(map(len, texts)) > MAX_PREVIOUS_LENGTH and len(texts) > 1:
                texts.pop()
            self.texts[name] = texts
        self.version, self.page, self.autosaved_by = draft.version, page[:40], who if auto else None
        self.save()


class Presence(models.Model):
    """Somebody has the form of a subject open, in a language, since `seen_at` at the latest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    language = models.CharField(max_length=8)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "publishing"
        constraints = [models.UniqueConstraint(fields=["user", "kind", "subject"], name="presence_once")]
        indexes = [models.Index(fields=["kind", "subject", "seen_at"], name="presence_of_subject")]

    def __str__(self):
        return f"{self.user_id} {self.kind} {self.subject}"

    @classmethod
    def touch(cls, user, subject, language) -> None:
        row = cls(user=user, kind=kind_of(subject), subject=subject.pk, language=language)
        cls.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["user", "kind", "subject"],
            update_fields=["language", "seen_at"],
        )

    @classmethod
    def sweep(cls) -> None:
        cls.objects.filter(seen_at__lt=timezone.now() - PRESENCE_TIMEOUT).delete()

    @classmethod
    def others(cls, user, subject):
        """Who else has it open now, with their language."""
        since = timezone.now() - PRESENCE_TIMEOUT
        rows = cls.objects.filter(kind=kind_of(subject), subject=subject.pk, seen_at__gte=since)
        return rows.exclude(user=user).select_related("user").order_by("seen_at")


class SentForm(models.Model):
    """A form for something new that was sent: sent twice, it makes one thing."""

    token = models.CharField(max_length=40, unique=True)
    subject = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "publishing"

    def __str__(self):
        return self.token

    @classmethod
    @transaction.atomic
    def first(cls, token: str) -> "SentForm":
        """The row of this form, held until the transaction ends: whoever comes second waits, and finds the subject."""
        cls.objects.filter(at__lt=timezone.now() - timedelta(days=2)).delete()
        cls.objects.bulk_create([cls(token=token)], ignore_conflicts=True)
        return cls.objects.select_for_update().get(token=token)
