"""What colleagues and invited readers say about a text, and whether they agree with it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import extension_points
from publishing.core.fields import LanguageField
from publishing.text.rich_text import read_html

from .paragraphs import digest_of, find_paragraph, paragraph_digest
from .share_links import ShareLink

MAX_REMARK_LENGTH, MAX_QUOTE_LENGTH = 5000, 120


class RemarkQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)


class Remark(models.Model):
    """Said about a text, or about one paragraph of it. It is never public."""

    class Verdict(models.TextChoices):
        NONE = "", _("no verdict")
        AGREE = "agree", _("Agrees")
        CHANGES = "changes", _("Asks for changes")

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    language = LanguageField(_("language"))
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    mark = models.CharField(max_length=32, blank=True)  # of the paragraph as it read then
    quote = models.CharField(max_length=MAX_QUOTE_LENGTH, blank=True)  # its first words
    text = models.TextField(_("remark"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True, default="")
    digest = models.CharField(max_length=64)  # of the whole text as it read then
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)  # of somebody without an account, as they wrote it
    link = models.ForeignKey(ShareLink, models.PROTECT, null=True, blank=True, related_name="remarks")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        app_label = "desk"
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = _("remark"), _("remarks")
        indexes = [models.Index(fields=["content_type", "object_id", "at"], name="remark_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(by__isnull=False) | ~Q(name=""), name="desk_remark_has_author"),
            models.CheckConstraint(condition=~Q(text="", verdict=""), name="desk_remark_says_something"),
        ]

    def __str__(self):
        return self.text[:80] or self.get_verdict_display()

    @property
    def who(self) -> str:
        return str(self.by) if self.by_id else self.name

    def is_about(self, edition) -> bool:
        """Does the text still read as it did when this was said?"""
        return edition is not None and digest_of(edition) == self.digest

    @transaction.atomic
    def resolve(self, by, undo=False):
        extension_points.require(by, "remark", self.subject)
        self.resolved_at, self.resolved_by = (None, None) if undo else (timezone.now(), by)
        self.save(update_fields=["resolved_at", "resolved_by"])
        extension_points.record(
            by, "reopen_remark" if undo else "resolve_remark", self.subject, after={"remark": self.pk}
        )


@transaction.atomic
def remark(edition, text="", *, by=None, name="", link=None, paragraph=None, verdict="") -> Remark:
    """Say something about a text: a colleague (`by`), or somebody invited by `link` who gives a `name`."""
    if link is None:
        extension_points.require(by, "remark", edition.subject)
    paragraphs = read_html(getattr(edition, "body", "")).paragraphs
    words = paragraphs[paragraph] if paragraph is not None and paragraph < len(paragraphs) else None
    made = Remark.objects.create(
        subject=edition.subject,
        language=edition.language,
        paragraph=None if words is None else paragraph,
        mark="" if words is None else paragraph_digest(words),
        quote=(words or "")[:MAX_QUOTE_LENGTH],
        text=text.replace("\r\n", "\n").replace("\x00", "").strip()[:MAX_REMARK_LENGTH],
        verdict=verdict,
        digest=digest_of(edition),
        by=by,
        name=" ".join(name.replace("\x00", "").split())[:120],
        link=link,
    )
    after = {"remark": made.pk, "language": made.language, "verdict": verdict, "name": made.name, "digest": made.digest}
    extension_points.record(by, "remark", edition.subject, after=after)
    return made


@dataclass(slots=True)
class RemarkPosition:
    """A remark beside the text as it reads now."""

    remark: Remark
    place: int | None  # its paragraph today, counted from 0
    is_old: bool  # its paragraph was rewritten or is gone
    is_void: bool  # an agreement to words that have changed since

    @property
    def number(self) -> int | None:
        return None if self.place is None else self.place + 1


def position_remarks(remarks, editions: dict) -> list[RemarkPosition]:
    """Remarks in their order, each beside the text of its language in `editions`."""
    bodies = {code: read_html(getattr(edition, "body", "")).paragraphs for code, edition in editions.items()}
    digests = {code: digest_of(edition) for code, edition in editions.items()}
    found = []
    for each in remarks:
        place = find_paragraph(each.mark, each.paragraph, bodies.get(each.language, ())) if each.mark else None
        void = each.verdict == Remark.Verdict.AGREE and digests.get(each.language) != each.digest
        found.append(RemarkPosition(each, place, bool(each.mark) and place is None, void))
    return found


def current_texts(subject) -> dict:
    """By language the text that remarks are about: the working draft, else the newest that was approved."""
    approved = subject.editions.approved().order_by("live_from")
    return {edition.language: edition for edition in (*approved, *subject.editions.working())}
