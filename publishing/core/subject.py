from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .. import extension_points
from . import actions, approval
from .trashable import Trashable


class Subject(Trashable):
    """The facts, shared by all languages; its editions (`editions`) hold the words, its `addresses` the promises."""

    key = models.SlugField(gettext_lazy("key"), max_length=200, unique=True)
    facts_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    # -- what a kind of text says about itself ---------------------------------------------------------------------
    def has_address(self) -> bool:
        return True

    def needs_slug(self) -> bool:
        return self.has_address()

    def paths_to_reserve(self, languages) -> dict[tuple[str, str], datetime]:
        """Every path (with its language) that an approved edition gives, and the moment from which it answers."""
        raise NotImplementedError

    def below(self) -> Iterable["Subject"]:
        """Subjects whose paths start with this one's."""
        return ()

    def approval_warnings(self, drafts: dict, start: datetime) -> list[extension_points.ApprovalWarning]:
        """What does not fit in these drafts (by language), or between them and what is online at `start`."""
        checks = extension_points.approval_checks.of(self)
        return [warning for check in checks for warning in check(self, drafts, start)]

    def hints(self) -> list[tuple[str, str]]:
        """What could be better about the facts: the field, and a plain sentence. Stops nothing."""
        return []

    def withdrawal_warnings(self, languages) -> list[str]:
        """What else, besides addresses and links, stops working when these languages end, a sentence each."""
        warners = extension_points.withdrawal_warnings.of(self)
        return [sentence for warn in warners for sentence in warn(self, languages)]

    # -- verbs: `actions` and `approval` do them -----------------------------------------------------------------------
    def new_draft(self, language, by=None, based_on=None, words=None):
        """A draft in `language`; of these words, else from `based_on`, else from the text to correct, else empty.

        The text to correct (`EditionQuerySet.to_correct`) is what readers see, never what waits behind it.
        Where both are given, `words` says what the draft holds and `based_on` what it corrects.
        """
        if words is None and based_on is None:
            based_on = self.editions.to_correct(language).first()
        return self.new_drafts({language: (based_on, words or {})}, by)[language]

    def new_drafts(self, texts: dict, by=None) -> dict:
        """Drafts by language, begun together; `texts` maps each language to the text it starts from, or None, and words
        that hold in place of those."""
        return actions.new_drafts(self, texts, by)

    def approve(
        self,
        languages,
        by=None,
        live_from=None,
        live_until=None,
        notes=None,
        override=None,
        reserve=True,
        small_fixes=(),
        seen=None,
    ):
        """Publish the drafts of these languages at one instant: `live_from`, or now.

        `small_fixes` are the languages in which readers need not be told. `seen` (language → stamp) refuses what has
        changed since it was read. A correction takes over the end that was announced for the text it replaces. Raises
        PublishingError, with one message a fault, and then changes nothing. `reserve=False` leaves the addresses to the
        caller: an import that brings a history in calls `reserve_paths` after the last of its texts. What it brings may
        link to what comes later and may have been written by other rules; `check_content` tells of it afterwards.
        """
        decision = approval.Approval(languages, by, live_from, live_until, notes, override, reserve, small_fixes, seen)
        approval.approve(self, decision)

    def cancel(self, languages, by=None, live_from=None, override=None):
        """Take back what was approved and has not started (all of it, or what starts at `live_from`)."""
        actions.cancel(self, languages, by, live_from, override)

    def withdraw(self, languages, by=None, reason="", notice="", override=None):
        """End what is live in these languages, now, with a public notice; returns what was scheduled and is cancelled.

        `notice` is one sentence, or one for each language: `{"nl": "…", "fr": "…"}`.
        """
        return actions.withdraw(self, languages, by, reason, notice, override)

    def trash(self, by=None, reason="", notice=""):
        """Withdraw what is online, with its notice, cancel what is scheduled, set all aside with its drafts."""
        actions.trash(self, by, reason, notice)

    def restore(self, by=None):
        """Back on the lists with every draft; what was online stays withdrawn until somebody publishes it again."""
        actions.restore(self, by)
