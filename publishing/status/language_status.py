"""The state of each language, as pills and sentences of the back office say it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from ..core.loading import to_correct_among
from ..core.querysets import WORKING, State
from ..core.translation_status import Family
from .start_from import nothing_yet, side_by_side_request, sources, to_trash

WORDS = {
    "live": pgettext_lazy("state", "live"),
    "scheduled": pgettext_lazy("state", "scheduled"),
    "review": pgettext_lazy("state", "in review"),
    "draft": pgettext_lazy("state", "draft"),
    "missing": pgettext_lazy("state", "missing"),
    "dated": pgettext_lazy("state", "out of date"),
    "withdrawn": pgettext_lazy("state", "withdrawn"),
}


@dataclass(slots=True)
class Pill:
    """Sign, word and tint; never colour alone. `name` is the icon and the class."""

    name: str
    language: str = ""

    @property
    def word(self):
        return WORDS[self.name]

    @property
    def icon(self):
        return {"replaced": "older", "cancelled": "withdrawn", "discarded": "withdrawn"}.get(self.name, self.name)

    @property
    def html(self):
        return pill_html(self.name, get_language())


@lru_cache(maxsize=64)
def pill_html(name: str, _language: str):
    """A pill as HTML; lists show hundreds of these few."""
    return render_to_string("admin/publishing/pill.html", {"pill": Pill(name)})


def pills(family: list, live: set[int], at: datetime) -> list[str]:
    """States of one language from its editions: what is online, what waits, what is being written."""
    states = []
    if any(edition.pk in live for edition in family):
        states.append("live")
    current = [edition for edition in family if edition.pk in live or edition.state in WORKING]
    if any(edition.stale_since and edition.stale_since <= at for edition in current):
        states.append("dated")
    if any(edition.is_scheduled(at) for edition in family):
        states.append("scheduled")
    for state in (State.REVIEW, State.DRAFT):
        if any(edition.state == state for edition in family):
            states.append(str(state))
    if not states and any(edition.state == State.APPROVED for edition in family):
        states.append("withdrawn")
    return states or ["missing"]


# How a single text stands, for its history.
CLOSED = {State.CANCELLED: "cancelled", State.DISCARDED: "discarded"}
WORDS |= {
    "replaced": pgettext_lazy("state", "replaced"),
    "cancelled": pgettext_lazy("state", "cancelled"),
    "discarded": pgettext_lazy("state", "in the trash"),
}


def state_of(edition, family, at: datetime) -> str:
    """The name of the pill of one text among all of its subject."""
    if edition.state != State.APPROVED:
        return CLOSED.get(edition.state, str(edition.state))
    if edition.is_scheduled(at):
        return "scheduled"
    newer = any(
        each.language == edition.language and each.has_started(at) and each.live_from > edition.live_from
        for each in family
    )
    if newer:
        return "replaced"
    return "withdrawn" if edition.live_until and edition.live_until <= at else "live"


@dataclass(slots=True)
class Panel:
    """One language of the form."""

    language: str
    name: str
    form: object
    editable: bool
    live: object = None
    draft: object = None
    scheduled: list = field(default_factory=list)
    states: list[Pill] = field(default_factory=list)
    to_correct: object = None  # the text from which a correction starts
    reading: object = None  # what translators see beside their own text: the draft, else where a correction starts
    is_ended: bool = False
    sources: list = field(default_factory=list)  # from which a missing text may be started
    side_by_side: object = None  # the text that stands beside because somebody asked for it
    address_holds: bool = False
    address_page: str = ""
    live_url: str = ""  # where readers find it
    outdated: list = field(default_factory=list)  # (text in another language, what changed in it, our own words)
    review_url: str = ""
    may_write: bool = True
    may_take_back: bool = False  # from the review, by whoever sent it there
    may_send: bool = False  # to the review, by somebody who does not publish

    @property
    def to_trash(self) -> str:
        return to_trash(self.language)

    @property
    def nothing_yet(self) -> str:
        return nothing_yet(self.language)

    @property
    def new_address(self) -> str:
        """The slug that the next publication brings, if it is another."""
        is_other = self.draft and self.address_holds and self.draft.slug != self.to_correct.slug
        return self.draft.slug if is_other else ""

    @property
    def corrects_live(self) -> bool:
        return bool(self.draft and self.live and self.draft.based_on_id == self.live.pk)

    @property
    def begun_from_scheduled(self):
        """The scheduled text from which the draft was made, if it was."""
        return next((each for each in self.scheduled if self.draft and each.pk == self.draft.based_on_id), None)

    @property
    def is_missing(self) -> bool:
        return self.draft is None and self.live is None and not self.scheduled and not self.is_ended

    @property
    def may_correct(self) -> bool:
        """There is a text, and no draft that would change it."""
        return self.may_write and not self.is_missing and self.draft is None

    @property
    def may_discard(self) -> bool:
        """A draft of which nothing is live; a correction has its own button."""
        return self.may_write and self.draft is not None and self.live is None

    @property
    def may_submit(self) -> bool:
        return self.may_write and self.draft is not None and self.draft.state == State.DRAFT

    @property
    def was_sent_back(self) -> bool:
        """A reviewer asked for changes, and said which."""
        draft = self.draft
        return draft is not None and draft.state == State.DRAFT and bool(draft.sent_at and draft.message)


def in_words(family: Family, text) -> list:
    """What changed elsewhere since this text was written, each with its own words in question."""
    return [
        (source, mark, family.parts(text)[mark.target].block.text)
        for source, mark in (family.outdated(text) if text else [])
    ]


def panels(texts, own_language: str, start: str = "") -> list[Panel]:
    """The languages of the form; the editor's own language first. `start` is "nl:fr": Dutch is begun beside French."""
    now = timezone.now()
    live = {edition.pk for edition in texts.live.values()}
    family = Family(texts.family, now)
    language_panels = []
    for code, form in texts.forms.items():
        mine = [edition for edition in texts.family if edition.language == code]
        draft, online = texts.working.get(code), texts.live.get(code)
        names = pills(mine, live, now)
        to_correct = to_correct_among(mine, now)
        language_panels.append(
            Panel(
                language=code,
                name=dict(settings.LANGUAGES)[code],
                form=form,
                editable=texts.is_editable(code),
                live=online,
                draft=draft,
                scheduled=texts.scheduled.get(code, []),
                states=[Pill(name, code) for name in names],
                to_correct=to_correct,
                reading=draft or to_correct,
                is_ended="withdrawn" in names,
                address_holds=code in texts.published,
                outdated=in_words(family, draft or online),
            )
        )
    order = [own_language, *settings.LANGUAGE_ORDER]
    language_panels.sort(key=lambda panel: order.index(panel.language) if panel.language in order else len(order))
    _offer_sources(language_panels, start)
    return language_panels


def _offer_sources(panels, start):
    readable = {panel.language: panel.reading for panel in panels if panel.reading}
    begun, source = side_by_side_request(start, readable)
    for panel in panels:
        if panel.is_missing:
            panel.sources = sources(panel.language, list(readable))
        if panel.language == begun:
            panel.side_by_side = readable[source]
