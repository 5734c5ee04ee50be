from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import extension_points
from ..search import index
from . import timeline, translation_status
from .addresses import reserve_paths
from .approval_checks import check_overrides
from .editing_state import RecentWords
from .errors import LanguagePairSplit, PublishingError, TextChanged, refuse
from .languages import language_names
from .loading import forget_editions
from .querysets import WORKING, State
from .trashable import Trashable

APPROVAL = (
    *("state", "live_from", "live_until", "note", "small_fix", "approved_at", "approved_by"),
    *("sources", "stale_since"),
)
TOGETHER = ("nl", "fr")  # by law and by habit equal: they start and end together


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

    # -- verbs -------------------------------------------------------------------------------------------------------
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
        drafts = {language: self._draft(language, by, *each) for language, each in texts.items()}
        for draft in drafts.values():
            extension_points.require(by, "new_draft", draft)
        self.refuse_if_trashed()
        try:
            with transaction.atomic():
                self.editions.model.objects.bulk_create(drafts.values())
                for draft in drafts.values():
                    for follow in extension_points.draft_begun.of(draft) if draft.based_on else ():
                        follow(draft.based_on, draft)
        except IntegrityError as error:
            raise PublishingError(
                _("Another draft in this language exists. Continue that one."), code="draft_exists"
            ) from error
        extension_points.record(by, "new_draft", self, after=", ".join(drafts))
        return drafts

    @transaction.atomic
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
        extension_points.require(by, "approve", self)
        self._lock()
        self.refuse_if_trashed()
        now = timezone.now()
        start = live_from or now
        spans = self._spans({*languages, *TOGETHER})
        before = self._windows(spans, now)
        drafts = self.editions.working().filter(language__in=languages).select_for_update()
        drafts = {draft.language: draft for draft in drafts}
        if changed := [d for code, d in drafts.items() if seen and seen.get(code, d.stamp) != d.stamp]:
            raise TextChanged(changed)
        refuse(self._faults_of_approving(languages, drafts, spans, start, live_until, brought_in=not reserve))
        behind = [language for language in languages if any(span.start > now for span in spans[language])]
        scheduled = list(self.editions.scheduled(now).filter(language__in=behind))
        check_overrides(self, drafts, start, by, override, small_fixes, scheduled)
        for language in languages:
            draft = drafts[language]
            draft.state, draft.live_from = State.APPROVED, start
            draft.live_until = live_until or timeline.end_at(spans[language], start)
            draft.note = (notes or {}).get(language, "")
            draft.small_fix = language in small_fixes and any(span.start <= start for span in spans[language])
            draft.approved_at, draft.approved_by = now, by
            spans[language].append(draft.span)
        translation_status.approved_together(self, drafts, start)
        rewritten = [draft for draft in drafts.values() if draft.version]
        for draft in drafts.values():
            draft.locked = True
            draft.save(update_fields=APPROVAL)
            draft.locked = False
        self._keep_together(before, self._windows(spans, now), override)
        if reserve:
            reserve_paths(self, languages)
        index.write(drafts[language] for language in languages)
        RecentWords.forget(rewritten)
        extension_points.record(
            by, "approve", self, after=f"{', '.join(languages)} {start.isoformat()}", reason=override or ""
        )

    @transaction.atomic
    def cancel(self, languages, by=None, live_from=None, override=None):
        """Take back what was approved and has not started (all of it, or what starts at `live_from`)."""
        extension_points.require(by, "cancel", self)
        self._lock()
        now = timezone.now()
        before = self._windows(self._spans(TOGETHER), now)
        planned = self.editions.scheduled(now).filter(language__in=languages).order_by("-live_from")
        planned = [edition for edition in planned if live_from in (None, edition.live_from)]
        if not planned:
            raise PublishingError(_("Nothing is scheduled here any more; it may have started. Look at it again."))
        taken_back = ", ".join(f"{edition.language} {edition.live_from.isoformat()}" for edition in planned)
        self._cancel(planned)
        self._keep_together(before, self._windows(self._spans(TOGETHER), now), override)
        reserve_paths(self, languages)
        translation_status.refresh(self)
        extension_points.record(by, "cancel", self, before=taken_back, reason=override or "")

    @transaction.atomic
    def withdraw(self, languages, by=None, reason="", notice="", override=None):
        """End what is live in these languages, now, with a public notice; returns what was scheduled and is cancelled.

        `notice` is one sentence, or one for each language: `{"nl": "…", "fr": "…"}`.
        """
        extension_points.require(by, "withdraw", self)
        self._lock()
        now = timezone.now()
        before = self._windows(self._spans(TOGETHER), now)
        live = list(self.editions.live(at=now).filter(language__in=languages))
        if missing := set(languages) - {edition.language for edition in live}:
            raise PublishingError(
                _("Nothing is online in: %(languages)s.") % {"languages": language_names(sorted(missing))}
            )
        planned = list(self.editions.scheduled(now).filter(language__in=languages).order_by("-live_from"))
        self._cancel(planned)
        for edition in live:
            edition.live_until = now
            edition.notice = notice.get(edition.language, "") if isinstance(notice, dict) else notice
            edition.save(update_fields=["live_until", "notice"])
        self._keep_together(before, self._windows(self._spans(TOGETHER), now), override)
        reserve_paths(self, languages)
        translation_status.refresh(self)
        extension_points.record(by, "withdraw", self, before=", ".join(languages), after=now.isoformat(), reason=reason)
        return planned

    # -- how it is done --------------------------------------------------------------------------------------------
    def _draft(self, language, by, based_on, words):
        draft = self.editions.model(subject=self, language=language, based_on=based_on, begun_by=by, updated_by=by)
        if based_on and based_on.language == language:
            draft.sources = based_on.sources
        for name, text in ((based_on.words if based_on else {}) | words).items():
            setattr(draft, name, text)
        draft.tidy()
        return draft

    def _lock(self):
        forget_editions(self)
        # On SQLite this is a no-op: there a writing transaction takes the whole database (BEGIN IMMEDIATE).
        list(type(self)._base_manager.select_for_update().filter(pk=self.pk).values_list("pk"))

    def _cancel(self, planned):
        """The newest becomes the draft again, unless there is one; the others are kept as cancelled."""
        taken = set(self.editions.filter(state__in=WORKING).values_list("language", flat=True))
        for edition in planned:
            edition.state = State.CANCELLED if edition.language in taken else State.DRAFT
            if edition.state == State.DRAFT:
                taken.add(edition.language)
                edition.live_from = edition.live_until = edition.approved_at = edition.approved_by = None
                edition.small_fix = False
            edition.save()

    def _spans(self, languages):
        """When the approved texts of these languages are online, in one query."""
        spans = {language: [] for language in languages}
        approved = self.editions.approved().filter(language__in=languages)
        for language, start, end in approved.values_list("language", "live_from", "live_until"):
            spans[language].append(timeline.Span(start, end))
        return spans

    @staticmethod
    def _windows(spans, since):
        return tuple(timeline.windows(spans[language], since) for language in TOGETHER)

    @staticmethod
    def _keep_together(before, after, reason):
        first, second = after
        if timeline.pair_split(first, second, before=before) and not (reason or "").strip():
            raise LanguagePairSplit()

    def _faults_of_approving(self, languages, drafts, spans, start, live_until, brought_in):
        now = timezone.now()
        if not languages:
            yield _("Choose at least one language.")
        for language in languages:
            draft = drafts.get(language)
            if draft is None:
                yield _("There is no draft in this language: %(language)s.") % {"language": language}
                continue
            starts = [span.start for span in spans[language]]
            if any(start < earlier <= now for earlier in starts):
                yield _("The start lies before that of the text it replaces.")
            elif start in starts:
                yield _("Another text in this language starts at that very moment.")
            yield from draft.publication_blockers(start, brought_in)
        if live_until and live_until <= start:
            yield _("The end lies before the start.")
