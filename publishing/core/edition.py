from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _

from .. import extension_points
from ..text.rich_text import RichTextField, plain, rendered
from . import actions, content_lint, links
from .errors import Blocker, ImmutableTextError, PublishingError
from .fields import LanguageField
from .querysets import WORDS, WORKING, EditionQuerySet, State
from .timeline import Span

MAX_TITLE_LENGTH = 250


class Edition(models.Model):
    """The words about one subject in one language. The concrete model adds `subject`, a foreign key."""

    State = State
    WORDS = WORDS  # what an edition says; a kind of text may add to it

    @classproperty
    def SHOWN(cls):
        """The words that readers see on the page: all but its address."""
        return tuple(name for name in cls.WORDS if name != "slug")

    language = LanguageField(_("language"))
    title = models.TextField(_("title"), blank=True)
    slug = models.SlugField(_("address"), max_length=200, blank=True, db_index=False)
    teaser = models.TextField(_("teaser"), blank=True)
    body = RichTextField(_("body"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    live_from = models.DateTimeField(_("live from"), null=True, blank=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, blank=True, editable=False)
    note = models.TextField(_("public note"), blank=True, editable=False)
    notice = models.TextField(_("notice of withdrawal"), blank=True, editable=False)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    small_fix = models.BooleanField(_("small fix"), default=False, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)  # with which it was sent, or sent back
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    sources = models.JSONField(default=dict, blank=True, editable=False)  # what it knows of the other languages
    stale_since = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "language"],
                condition=Q(state__in=WORKING),
                name="%(app_label)s_%(class)s_one_working_copy",
            ),
            models.UniqueConstraint(
                fields=["subject", "language", "live_from"],
                condition=Q(state=State.APPROVED),
                name="%(app_label)s_%(class)s_one_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(live_from__isnull=False),
                name="%(app_label)s_%(class)s_approved_has_start",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "live_from"], condition=Q(state=State.APPROVED), name="%(class)s_by_start"
            ),
            models.Index(
                fields=["live_until"],
                condition=Q(state=State.APPROVED, live_until__isnull=False),
                name="%(class)s_by_end",
            ),
            # All that "live" asks of a text, read without the text itself.
            models.Index(
                fields=["language", "subject", "live_from", "live_until", "id"],
                condition=Q(state=State.APPROVED),
                name="%(class)s_windows",
            ),
            # Of the few that are being written among the many that are approved. One a state: SQLite does not see that
            # a state that is asked for is one of several.
            models.Index(fields=["-updated_at"], condition=Q(state=State.DRAFT), name="%(class)s_drafts"),
            models.Index(fields=["-updated_at"], condition=Q(state=State.REVIEW), name="%(class)s_reviews"),
        ]

    def __str__(self):
        return self.title or str(_("(untitled)"))

    # -- questions -----------------------------------------------------------------------------------------------
    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def span(self) -> Span:
        return Span(self.live_from, self.live_until)

    @property
    def stamp(self) -> str:
        """Which text, in which version: what somebody who decides has read."""
        return f"{self.pk}.{self.version}"

    def is_working(self) -> bool:
        return self.state in WORKING

    def has_started(self, at=None) -> bool:
        return self.state == State.APPROVED and self.live_from <= (at or timezone.now())

    def is_scheduled(self, at=None) -> bool:
        return self.state == State.APPROVED and self.live_from > (at or timezone.now())

    def came_online_after(self, moment, at=None) -> bool:
        """Whatever became of it since. One that is dated back came online when it was approved."""
        return self.has_started(at) and max(self.live_from, self.approved_at or self.live_from) > moment

    def is_live(self, at=None) -> bool:
        return type(self).objects.live(self.language, at).filter(pk=self.pk).exists()

    def dated(self) -> date:
        """The day by which lists and search order this text; a kind of text may have a date of its own."""
        return timezone.localdate(self.live_from)

    @property
    def html(self):
        return rendered(self.body)

    # -- keeping the promise that approved words never change ----------------------------------------------------
    locked = False  # set by the verb that has read this working copy and holds its row: nobody can have approved it

    def save(self, *args, **kwargs):
        """As Django's; words are tidied, the version counts on, and the words of an approved edition stay."""
        self.tidy()
        is_stored = not self._state.adding
        if self.pk and is_stored:
            if not self.locked:
                self._refuse_to_rewrite()
            self.version += 1
        self.updated_at = timezone.now()
        if (named := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*named, "version", "updated_at"}
        super().save(*args, **kwargs)
        if is_stored and self.is_working():
            for follow in extension_points.draft_saved.of(self):
                follow(self)

    save.alters_data = True

    def tidy(self):
        """One line of plain text each; the body is cleaned by its field."""
        self.title, self.teaser = plain(self.title), plain(self.teaser)

    def _refuse_to_rewrite(self):
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        if stored is None or stored.state != State.APPROVED:
            return
        fixed = {"language", "subject_id", *self.WORDS}
        if stored.has_started():
            fixed |= {"state", "live_from"}
        if any(getattr(stored, name) != getattr(self, name) for name in fixed):
            raise ImmutableTextError()

    # -- verbs; those that several languages share live on the subject -------------------------------------------
    def new_draft(self, by=None):
        """A draft in this language that starts from these words, also from old ones (that is `restore`)."""
        return self.subject.new_draft(self.language, by=by, based_on=self)

    def submit(self, by=None, reason=""):
        """Send for review; `reason` is the message that goes along."""
        return actions.change_state(self, by, "submit", State.DRAFT, State.REVIEW, reason)

    def request_changes(self, by=None, reason=""):
        return actions.change_state(self, by, "request_changes", State.REVIEW, State.DRAFT, reason)

    def take_back(self, by=None):
        """Undo `submit`, as long as nobody has acted on it; for whoever sent it."""
        if not self.may_be_taken_back(by):
            raise PublishingError(_("Only the person who sent a text for review can take it back."))
        return actions.change_state(self, by, "take_back", State.REVIEW, State.DRAFT)

    def may_be_taken_back(self, by) -> bool:
        return self.state == State.REVIEW and by is not None and self.sent_by_id == by.pk

    def discard(self, by=None, reason=""):
        return actions.change_state(self, by, "discard", WORKING, State.DISCARDED, reason)

    def approve(self, by=None, live_from=None, live_until=None, note="", override=None, small_fix=False):
        self.subject.approve(
            [self.language],
            by,
            live_from,
            live_until,
            notes={self.language: note},
            override=override,
            small_fixes=[self.language] if small_fix else (),
        )
        self.refresh_from_db()
        return self

    def cancel(self, by=None, override=None):
        self.subject.cancel([self.language], by, live_from=self.live_from, override=override)
        self.refresh_from_db()
        return self

    def withdraw(self, by=None, reason="", notice="", override=None):
        self.subject.withdraw([self.language], by, reason, notice, override=override)
        self.refresh_from_db()
        return self

    def is_sole_author(self, person) -> bool:
        """Has nobody but this person had a hand in the text?"""
        return person is not None and {self.begun_by_id, self.updated_by_id} - {None} <= {person.pk}

    def missing_fields(self) -> list[tuple[str, str]]:
        """What is missing before anybody may read this: the field in which it is put right, and a plain sentence."""
        errors = []
        if not self.title:
            errors.append(("title", _("The title is missing.")))
        if len(self.title) > MAX_TITLE_LENGTH:
            errors.append(("title", _("The title has more than %(number)s characters.") % {"number": MAX_TITLE_LENGTH}))
        if not self.slug and self.subject.needs_slug():
            errors.append(("slug", _("The address is missing.")))
        return errors

    def content_errors(self, at=None) -> list[tuple[str, str]]:
        """What is wrong with what is there: pictures, headings and links of the body, as it will be at that moment."""
        errors = [("body", sentence) for sentence in content_lint.errors(self.body)] if "body" in self.WORDS else []
        return errors + links.link_errors(self, at)

    def publication_errors(self, at=None) -> list[tuple[str, str]]:
        """All that stops this text from being published."""
        return self.missing_fields() + self.content_errors(at)

    def publication_blockers(self, at=None, brought_in=False) -> list[Blocker]:
        """The same as sentences that name their language; of what is `brought_in` from elsewhere, what is missing."""
        name = self.get_language_display()
        errors = self.missing_fields() if brought_in else self.publication_errors(at)
        return [Blocker(f"{name}: {sentence}", field) for field, sentence in errors]
