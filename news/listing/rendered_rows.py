"""Entries of lists as readers see them, rendered once as long as the site stands as it does."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policy.tree import LiveTree
from publishing.web.memory_cache import StateCache

from .rows import Row, rows_of

ROW, LEAD = "components/row.html", "components/lead.html"
_kept = StateCache(3000)


class Look(NamedTuple):
    """How a list shows an entry: a component that shows a row, and its parameters."""

    template: str = ROW
    level: int = 3
    teaser: bool = False
    area: bool = False
    small: bool = False


class Entry(NamedTuple):
    date: date
    html: SafeString

    @property
    def month(self) -> tuple[int, int]:
        return self.date.year, self.date.month


def entries(asked: list[tuple[int, Look]], tree: LiveTree, read: Iterable[Row] = (), also=()) -> list[Entry]:
    """Those of these editions (by key) that are live, in this order. `read` are rows that were read already; where
    others have to be, the confirmed mentions of `also` are read with them."""

    def make(missing):
        rows = {row.edition.pk: row for row in read}
        if unread := [pk for pk, _look in missing if pk not in rows]:
            rows |= {row.edition.pk: row for row in rows_of(unread, tree, also)}
        return {(pk, look): _entry(rows[pk], look) for pk, look in missing if pk in rows}

    found = _kept.get_many(asked, make) if tree.is_read else make(asked)
    return [found[each] for each in asked if each in found]


def _entry(row, look: Look) -> Entry:
    return Entry(row.date, render_to_string(look.template, {"row": row, **look._asdict()}))
