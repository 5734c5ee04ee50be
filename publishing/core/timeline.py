"""When is a text online? Pure rules over the moments of approved editions; no database, no clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """From `start` up to, not including, `end`; no end is `None`."""

    start: datetime
    end: datetime | None


def windows(spans: Iterable[Span], since: datetime) -> tuple[Span, ...]:
    """The stretches, from `since` on, in which some edition of one language is online.

    A newer edition takes the place of the older for good: when the newer ends, the older does not come back. So each
    edition counts until its own end or the start of the next, whichever is earlier; stretches that touch are one.
    """
    ordered = sorted(spans, key=lambda span: span.start)
    spans_kept: list[Span] = []
    for place, (start, end) in enumerate(ordered):
        if place + 1 < len(ordered):
            follower = ordered[place + 1].start
            end = follower if end is None else min(end, follower)
        if end is not None and end <= max(start, since):
            continue
        start = max(start, since)
        if spans_kept and spans_kept[-1].end == start:
            spans_kept[-1] = Span(spans_kept[-1].start, end)
        else:
            spans_kept.append(Span(start, end))
    return tuple(spans_kept)


def end_at(spans: Iterable[Span], moment: datetime) -> datetime | None:
    """The announced end of what is online at that moment; None if it has none or nothing is online."""
    started = [span for span in spans if span.start <= moment]
    newest = max(started, key=lambda span: span.start, default=None)
    return newest.end if newest and newest.end and newest.end > moment else None


def pair_split(first: tuple[Span, ...], second: tuple[Span, ...], *, before: tuple[tuple[Span, ...], ...]) -> bool:
    """Does an act leave two languages apart that it moved? What it did not move, it need not justify."""
    return first != second and (first, second) != before
