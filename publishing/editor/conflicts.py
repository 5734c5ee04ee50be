"""Two people wrote the same text: what each of them has, what stood there before, and what somebody chose of it.

A conflict is shown field by field. What was posted for a field is then one of `theirs`, `yours`, `before`, or the
`result` that was typed; a result that was edited counts more than a button that was left where it stood.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..diff import compare
from ..text.rich_text import RichTextRefused, clean_html, plain, rendered

RICH = "body"


def mark_of(text: str) -> str:
    """A short digest: two texts with the same mark are the same text."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def marks_of(words: dict[str, str]) -> str:
    return " ".join(f"{name}:{mark_of(text)}" for name, text in words.items())


def read_marks(text) -> dict[str, str]:
    return dict(part.split(":", 1) for part in str(text or "").split(" ") if ":" in part)


def tidy(name: str, value) -> str:
    """The value as it would be stored. Raises RichTextRefused."""
    return clean_html(str(value or "")) if name == RICH else plain(str(value or ""))


@dataclass(slots=True)
class Choice:
    """One field: three texts, which of them is proposed, and an editable result."""

    name: str
    label: str
    id: str
    theirs: str
    yours: str
    before: str | None  # None: not kept any more
    proposed: str  # theirs, yours, or "" where a person must choose
    result: SafeString = field(default=SafeString(""))
    filled: str = ""  # the mark of the text that the result starts with

    @property
    def is_rich(self) -> bool:
        return self.name == RICH

    def columns(self):
        """(key, head, text, as it is shown, what changed in it since before, proposed?)"""
        heads = {"theirs": _("Theirs"), "yours": _("Yours"), "before": _("Before")}
        for key, head in heads.items():
            text = getattr(self, key)
            shown = rendered(text) if self.is_rich and text else text
            column = {"key": key, "head": head, "text": text, "shown": shown, "proposed": self.proposed == key}
            yield column | {"changed": self.changed(text), "is_as_before": key != "before" and text == self.before}

    def changed(self, text) -> compare.Comparison | None:
        """Word by word against what stood before; None if that is not kept or nothing changed."""
        if self.before is None or text in (None, self.before):
            return None
        return (compare.compare if self.is_rich else compare.compare_words)(self.before, text)


@dataclass
class Comparison:
    """A refused text beside the one that stands now. Its `choices` are drawn when the page asks for them: what refuses
    holds a transaction, for which others wait."""

    who: str
    at: str
    seen: str
    version: str
    was: str  # marks of what stands now: saving the result replaces exactly that
    base: str  # marks of the words the form was filled with
    is_gone: bool  # the draft is no draft any more
    draw: Callable[[], list[Choice]]

    @cached_property
    def choices(self) -> list[Choice]:
        return self.draw()

    @property
    def sentence(self) -> str:
        names = {"name": self.who or _("Somebody"), "time": self.at}
        if self.is_gone:
            return _("The draft you opened was published or put in the trash at %(time)s.") % names
        return _("%(name)s saved this text at %(time)s, after you opened it.") % names


def chosen(form, name: str) -> str:
    """What was posted for this field, after the choices of a comparison."""
    posted = tidy(name, form.data.get(form.add_prefix(name)))
    filled = form.data.get(form.add_prefix(f"filled-{name}"))
    if filled is None:
        return posted
    key = form.data.get(form.add_prefix(f"choice-{name}"), "")
    other = tidy(name, form.data.get(form.add_prefix(f"{key}-{name}")))
    if key in ("theirs", "yours", "before") and mark_of(posted) in (filled, mark_of(other)):
        return other
    return posted


def refused(form) -> RichTextRefused | None:
    """Why what was posted cannot be cleaned, if so. After this, everything of it is clean and asks no more work."""
    try:
        for column in (RICH, f"theirs-{RICH}", f"yours-{RICH}", f"before-{RICH}"):
            tidy(RICH, form.data.get(form.add_prefix(column)))
    except RichTextRefused as refusal:
        return refusal
    return None


def unanswered(form, names) -> bool:
    """A field that both changed, of which nobody has said what shall stay."""
    return any(
        form.data.get(form.add_prefix(f"filled-{name}")) == mark_of(tidy(name, form.data.get(form.add_prefix(name))))
        and not form.data.get(form.add_prefix(f"choice-{name}"))
        for name in names
    )


def comparison_of(form, stored, seen, approved, candidates) -> Comparison:
    """`stored`: the working copy now, if any; `seen`: the edition the form was filled from; `approved`: what a new
    draft would start from; `candidates`: name → earlier texts, for the column “before”."""
    names = [name for name in form.names if name in form.fields]
    stored_text = stored or approved
    theirs = {name: getattr(stored_text, name) if stored_text else "" for name in names}
    base = form.data.get(form.add_prefix("base")) or form.data.get(form.add_prefix("was"))
    marks = read_marks(base)
    posted = [name for name in names if form.add_prefix(name) in form.data]
    return Comparison(
        *_who_and_when(stored or seen),
        seen=str(stored.pk) if stored else "",
        version=str(stored.version) if stored else "",
        was=marks_of(theirs),
        base=str(base or ""),
        is_gone=stored is None and seen is not None,
        draw=lambda: [
            choice
            for name in posted
            if (choice := _choice(form, name, theirs[name], marks.get(name, mark_of("")), candidates))
        ],
    )


def _who_and_when(edition):
    if edition is None:
        return "", ""
    user = edition.updated_by
    who = (user.get_full_name() or user.get_username()) if user else ""
    return who, timezone.localtime(edition.updated_at).strftime("%H:%M")


def _choice(form, name, theirs, mark, candidates) -> Choice | None:
    yours = form.posted(name)
    if theirs == yours:
        return None
    proposed = "yours" if mark_of(theirs) == mark else "theirs" if mark_of(yours) == mark else ""
    if form.data.get(form.add_prefix(f"choice-{name}")) == "theirs":
        proposed = "theirs"
    if name == "slug" and proposed == "theirs":
        return None  # not mine to choose: it follows the title that is chosen
    posted_before = tidy(name, form.data.get(form.add_prefix(f"before-{name}")))
    earlier = [posted_before, "", theirs, yours, *candidates.get(name, [])]
    before = next((text for text in earlier if mark_of(text) == mark), None)
    start = theirs if proposed == "theirs" else yours
    widget, auto_id = form.fields[name].widget, f"id_{form.add_prefix(name)}"
    return Choice(
        name=name,
        label=form.fields[name].label,
        id=auto_id,
        theirs=theirs,
        yours=yours,
        before=before,
        proposed=proposed,
        result=widget.render(form.add_prefix(name), start, {"id": auto_id}),
        filled=mark_of(rendered(start) if name == RICH else plain(start)),
    )
