"""The rules of honest totals, over plain rows."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.funding.totals import (
    APPROXIMATE,
    LOWER_BOUNDS,
    OtherCurrency,
    Rate,
    Sum,
    add_by_currency,
    convert,
)
from tests.oracles.totals import CircularFigures, FigureRecord, addable, countable, partition, sum_of, total

DAY = date(2020, 3, 4)
QUALIFIERS = ["exactly", "more_than", "at_least", "almost", "up_to", "about", "range"]
maybe = lambda values: st.sampled_from([None, *values])  # noqa: E731


@st.composite
def worlds(draw, most=8):
    """Rows that link only to rows made before them, so that nothing leads back to itself."""
    made = []
    for number in range(draw(st.integers(0, most))):
        before = [row.key for row in made]
        links = {}
        if before and (name := draw(maybe(["part_of", "equivalent_of"]))):
            links[name] = draw(st.sampled_from(before))
        made.append(
            FigureRecord(
                key=f"f{number}",
                amount=Decimal(draw(st.integers(1, 10**12))).scaleb(-2),
                currency=draw(st.sampled_from(["EUR", "USD"])),
                qualifier=draw(st.sampled_from(QUALIFIERS)),
                per_year=draw(st.sampled_from([False, False, False, True])),
                value_date=draw(maybe([date(2019, 1, 1), DAY])),
                first_mentioned=draw(st.sampled_from([None, DAY, date(2021, 12, 31)])),
                provider=draw(maybe(["belgium", "eu"])),
                country=draw(maybe(["HT", "SY"])),
                stage=draw(maybe(["pledge", "commitment"])),
                **links,
            )
        )
    # A later figure replaces an earlier one only if nothing of it hangs on that one.
    for row in list(made):
        older = [each.key for each in made if each.key < row.key]
        if older and not (row.part_of or row.equivalent_of) and draw(st.booleans()):
            try:
                changed = [
                    replace(each, supersedes=draw(st.sampled_from(older))) if each is row else each for each in made
                ]
                countable(changed)
                made = changed
            except CircularFigures:
                pass
    return made


def totals(rows):
    return {
        (provider, currency): total(rows, provider, currency)
        for provider in (None, "belgium", "eu")
        for currency in ("EUR", "USD")
    }


@given(worlds(), st.sampled_from(["part_of", "equivalent_of"]), st.integers(1, 10**9), st.data())
def test_a_figure_linked_to_known_money_never_changes_a_total(rows, link, amount, data):
    known = [row for row in rows if row.is_public]
    if not known:
        return
    target = data.draw(st.sampled_from(known))
    more = FigureRecord(
        "new", Decimal(amount), target.currency, first_mentioned=DAY, provider="belgium", **{link: target.key}
    )
    assert totals([*rows, more]) == totals(rows)


@given(worlds())
def test_partitions_sum_to_the_whole(rows):
    for by in (lambda r: r.country, lambda r: r.stage, lambda r: r.year, lambda r: r.provider, lambda r: r.receiver):
        for currency in ("EUR", "USD"):
            parts = [sums[currency] for sums in partition(rows, by).values() if currency in sums]
            assert add_by_currency(parts).get(currency) == total(rows, None, currency)


@given(worlds(), st.integers())
def test_order_does_not_matter(rows, seed):
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert totals(shuffled) == totals(rows)


@given(worlds())
def test_nothing_private_per_year_or_held_is_counted(rows):
    by_key = {row.key: row for row in rows}
    for row in addable(rows):
        assert row.is_public
        assert not row.per_year
        for link in (row.part_of, row.equivalent_of):
            assert link is None or not by_key[link].is_public


@given(worlds())
def test_the_bound_of_a_sum_follows_from_its_parts(rows):
    chosen = [row for row in addable(rows) if row.currency == "EUR"]
    if not chosen:
        return
    qualifiers = {row.qualifier for row in chosen}
    expected = "about" if qualifiers & set(APPROXIMATE) else "at_least" if qualifiers & set(LOWER_BOUNDS) else "exactly"
    answer = total(rows, None, "EUR")
    assert (answer.qualifier, answer.amount) == (expected, sum(row.amount for row in chosen))


@given(worlds())
def test_a_second_currency_is_never_added_without_its_rate(rows):
    sums = [(row.day, sum_of(row)) for row in addable(rows)]
    without = convert(sums, "EUR", lambda currency, day: None)
    euros = total(rows, None, "EUR")
    assert (without.sum and without.sum.figures) == (euros and euros.figures)
    assert len(without.missing) == sum(row.currency == "USD" for row in addable(rows))
    with_rate = convert(sums, "EUR", lambda currency, day: Rate(Decimal("0.5"), day))
    if with_rate.sum:
        assert with_rate.sum.qualifier == "about"
        assert with_rate.sum.figures == len(addable(rows))


def test_two_currencies_are_not_added():
    with pytest.raises(OtherCurrency):
        Sum(Decimal(1), "EUR") + Sum(Decimal(1), "USD")


@pytest.mark.parametrize("links", [("part_of", "part_of"), ("part_of", "equivalent_of"), ("equivalent_of",) * 2])
def test_circles_are_refused(links):
    rows = [FigureRecord("a", Decimal(1), **{links[0]: "b"}), FigureRecord("b", Decimal(1), **{links[1]: "a"})]
    with pytest.raises(CircularFigures):
        countable(rows)


def test_a_figure_that_replaces_its_own_whole_is_refused():
    with pytest.raises(CircularFigures):
        countable([FigureRecord("new", Decimal(1), supersedes="old", part_of="old"), FigureRecord("old", Decimal(1))])


def test_links_count_only_while_their_other_end_is_public():
    whole = FigureRecord("whole", Decimal(197), first_mentioned=DAY)
    part = FigureRecord("part", Decimal(22), first_mentioned=DAY, part_of="whole")
    assert total([whole, part], None, "EUR").amount == 197
    assert total([replace(whole, first_mentioned=None), part], None, "EUR").amount == 22


def test_a_part_of_a_replaced_whole_is_not_counted_beside_its_successor():
    """197 million, of which 22; corrected to 200 million: the 22 are in the 200 as well."""
    rows = [
        FigureRecord("whole", Decimal(197)),
        FigureRecord("part", Decimal(22), first_mentioned=DAY, part_of="whole"),
        FigureRecord("corrected", Decimal(200), first_mentioned=DAY, supersedes="whole"),
    ]
    assert total(rows, None, "EUR").amount == 200


def test_a_sum_per_year_stands_apart():
    rows = [
        FigureRecord("a", Decimal(5), first_mentioned=DAY),
        FigureRecord("b", Decimal(7), per_year=True, first_mentioned=DAY),
    ]
    assert total(rows, None, "EUR") == Sum(Decimal(5), "EUR")


def test_the_year_is_that_of_the_value_date_else_of_the_first_article():
    assert FigureRecord("a", Decimal(1), value_date=date(2019, 1, 1), first_mentioned=DAY).year == 2019
    assert FigureRecord("a", Decimal(1), first_mentioned=DAY).year == 2020
