"""Entries of lists as readers see them, rendered once as long as the site stands as it does."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policy.tree import LiveTree
from publishing.web.memory_cache import StateCache

from .rows import ArticleRow, live_rows

ROW_TEMPLATE, LEAD_TEMPLATE = "components/row.html", "components/lead.html"
_cache = StateCache(3000)


class RowStyle(NamedTuple):
    """How a list shows an entry: a component that shows a row, and its parameters."""

    template: str = ROW_TEMPLATE
    level: int = 3
    teaser: bool = False
    area: bool = False
    small: bool = False


class RenderedRow(NamedTuple):
    date: date
    html: SafeString

    @property
    def month(self) -> tuple[int, int]:
        return self.date.year, self.date.month


def render_rows(
    styled_pks: list[tuple[int, RowStyle]], tree: LiveTree, read: Iterable[ArticleRow] = (), also=()
) -> list[RenderedRow]:
    """Those of these editions (by key) that are live, in this order. `read` are rows that were read already; where
    others have to be, the confirmed mentions of `also` are read with them."""

    def make(missing):
        rows = {row.edition.pk: row for row in read}
        if unread := [pk for pk, _look in missing if pk not in rows]:
            rows |= {row.edition.pk: row for row in live_rows(unread, tree, also)}
        return {(pk, look): _render_row(rows[pk], look) for pk, look in missing if pk in rows}

    found = _cache.get_many(styled_pks, make) if tree.is_read else make(styled_pks)
    return [found[each] for each in styled_pks if each in found]


def _render_row(row, look: RowStyle) -> RenderedRow:
    area_of = row.topic if look.area else None
    return RenderedRow(row.date, render_to_string(look.template, {"row": row, "area_of": area_of, **look._asdict()}))
