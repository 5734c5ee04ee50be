"""Puts the texts of a subject in: history oldest first, then what was never published, then the draft.

Words that stand are never overwritten. A text that is already there is left alone, also if it has been withdrawn,
approved, cancelled or discarded on the site since.
"""

from itertools import groupby

from rest_framework.exceptions import ValidationError

from publishing import extension_points
from publishing.core.addresses import reserve_paths
from publishing.core.loading import to_correct_among
from publishing.core.timeline import end_at
from publishing.models import State

from .edition_serializers import WORKING

REASON = "imported"
CLOSED = (State.CANCELLED, State.DISCARDED)
OTHER_APPROVED = "other words are approved for this start, and those never change; a correction needs a later live_from"
OTHER_DRAFT = "a draft stands on the site and is not overwritten; publish or discard it, then import again"


def put_editions(subject, wanted: dict[str, list[dict]], stored: list) -> tuple[dict[str, list], bool]:
    """The editions of the line, in its order, and whether any is new."""
    texts = Texts(subject, wanted, stored)
    texts.match()
    missing = list(texts.missing())
    if approved := [each for each in missing if each[2]["state"] == State.APPROVED]:
        texts.publish(approved)
        reserve_paths(subject, list({language for language, _place, _item in approved}))
    for state in (*CLOSED, *WORKING):
        for language, place, item in missing:
            if item["state"] == state:
                lay = texts.add_closed if state in CLOSED else texts.add_draft
                texts.found[language][place] = lay(language, place, item)
    return texts.found, bool(missing)


class Texts:
    def __init__(self, subject, wanted, stored):
        self.subject, self.wanted = subject, wanted
        self.stored = {language: [each for each in stored if each.language == language] for language in wanted}
        self.approved = {
            language: [each for each in editions if each.state == State.APPROVED]
            for language, editions in self.stored.items()
        }
        self.found: dict[str, list] = {language: [None] * len(items) for language, items in wanted.items()}

    def missing(self):
        for language, items in self.wanted.items():
            for place, item in enumerate(items):
                if self.found[language][place] is None:
                    yield language, place, item

    # -- what is there -----------------------------------------------------------------------------------------------
    def match(self):
        """Pairs each wanted text with at most one stored one; other words in its place are a fault."""
        for same in (_same_start, _same_draft, _same_closed, _is_done):
            for language, place, item in list(self.missing()):
                edition = next((each for each in self.stored[language] if same(item, each)), None)
                if edition is None:
                    continue
                if not _same_words(item, edition):
                    raise self._fault(language, place, OTHER_APPROVED)
                self.found[language][place] = edition
                self.stored[language].remove(edition)

    def _fault(self, language, place, message):
        many = len(self.wanted[language]) > 1
        return ValidationError({"editions": {language: {place: [message]} if many else [message]}})

    # -- what was published ------------------------------------------------------------------------------------------
    def publish(self, missing):
        """Languages that start and end together are approved together."""
        for (start, has_end, end), group in groupby(sorted(missing, key=_window), key=_window):
            end = end if has_end else None
            items = {language: (place, item) for language, place, item in group}
            drafts = self._drafts(items)
            notes = {language: item.get("note", "") for language, (_place, item) in items.items()}
            small = [language for language, (_place, item) in items.items() if item.get("small_fix")]
            self.subject.approve(
                list(items), None, start, end, notes=notes, override=REASON, reserve=False, small_fixes=small
            )
            for language, (place, item) in items.items():
                draft = self.found[language][place] = drafts[language]
                draft.state, draft.live_from = State.APPROVED, start
                draft.live_until = end or end_at([each.span for each in self.approved[language]], start)
                self.approved[language].append(draft)
                self._end(draft, item)

    def _drafts(self, items):
        """By language the working copy with these very words, else a new one."""
        drafts, texts = {}, {}
        for language, (place, item) in items.items():
            working = self._working(language)
            if working and _same_words(item, working):
                self.stored[language].remove(working)
                drafts[language] = working
            else:
                texts[language] = self._text(language, place, item, before=item["live_from"])
        return drafts | (self.subject.new_drafts(texts) if texts else {})

    def _text(self, language, place, item, before=None):
        """What a new draft corrects, and its words."""
        if self._working(language) or any(each and each.is_working() for each in self.found[language]):
            raise self._fault(language, place, OTHER_DRAFT)
        approved = self.approved[language]
        if before is None:
            based_on = to_correct_among(approved)
        else:
            earlier = [each for each in approved if each.live_from < before]
            based_on = max(earlier, key=lambda each: each.live_from, default=None)
        return based_on, _words(item, self.subject.editions.model)

    def _working(self, language):
        return next((each for each in self.stored[language] if each.is_working()), None)

    def _end(self, draft, item):
        """The end and the notice, exactly: an approval takes over an announced end, and knows no notice."""
        end, notice = item.get("live_until", draft.live_until), item.get("notice", "")
        if end == draft.live_until and not notice:
            return
        edition = self.subject.editions.get(pk=draft.pk)
        edition.live_until, edition.notice = end, notice
        edition.save(update_fields=["live_until", "notice"])
        draft.live_until = end
        if end and notice:
            extension_points.record(
                None, "withdraw", self.subject, before=draft.language, after=end.isoformat(), reason=REASON
            )

    # -- what was not ------------------------------------------------------------------------------------------------
    def add_closed(self, language, place, item):
        """Never public, so no verb has to bring it about: it lies as it lay."""
        model = self.subject.editions.model
        more = {name: item[name] for name in ("live_from", "live_until", "note", "notice", "small_fix") if name in item}
        edition = model(subject=self.subject, language=language, state=item["state"], **_words(item, model), **more)
        edition.save()
        return edition

    def add_draft(self, language, place, item):
        draft = self.subject.new_drafts({language: self._text(language, place, item)})[language]
        if more := {name: item[name] for name in ("note", "notice") if item.get(name)}:
            draft.note, draft.notice = more.get("note", ""), more.get("notice", "")
            draft.save()
        if item["state"] == State.REVIEW:
            draft.submit()
            draft.state = State.REVIEW
        return draft


def _words(item, model):
    return {name: item[name] for name in model.WORDS}


def _same_words(item, edition):
    return all(getattr(edition, name) == item[name] for name in edition.WORDS)


def _same_start(item, edition):
    return item["state"] == edition.state == State.APPROVED and item["live_from"] == edition.live_from


def _same_draft(item, edition):
    return item["state"] in WORKING and edition.is_working() and _same_words(item, edition)


def _same_closed(item, edition):
    same = item["state"] == edition.state and item["state"] in CLOSED and _same_words(item, edition)
    return same and (item["live_from"], item.get("live_until")) == (edition.live_from, edition.live_until)


def _is_done(item, edition):
    """A draft that the site has since approved or put in the trash; a scheduled text that it has cancelled."""
    cancelled = item["state"] == State.APPROVED and edition.state == State.CANCELLED
    fits = item["state"] in WORKING or (cancelled and item["live_from"] == edition.live_from)
    return fits and _same_words(item, edition)


def _window(each):
    _language, _place, item = each
    start, end = item["live_from"], item.get("live_until")
    return (start, True, end) if end and end > start else (start, False, start)
