"""How sums are written in the four languages."""

from decimal import Decimal

import pytest

from news.amounts.formatting import in_full, in_short, in_words
from news.funding.totals import Sum

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("2700000000", "EUR", "en", "€2.7 billion"),
        ("2700000000", "EUR", "nl", "2,7 miljard euro"),
        ("2700000000", "EUR", "fr", "2,7 milliards d'euros"),
        ("2700000000", "EUR", "de", "2,7 Milliarden Euro"),
        ("1000000", "EUR", "en", "€1 million"),
        ("1000000", "EUR", "fr", "1 million d'euros"),
        ("1500000", "EUR", "fr", "1,5 million d'euros"),
        ("2000000", "EUR", "fr", "2 millions d'euros"),
        ("1000000", "EUR", "de", "1 Million Euro"),
        ("1500000", "EUR", "de", "1,5 Millionen Euro"),
        ("29399000", "EUR", "nl", "29,399 miljoen euro"),
        ("29399001", "EUR", "en", "€29,399,001"),  # a fourth decimal would be lost
        ("999999", "EUR", "en", "€999,999"),
        ("457000", "EUR", "fr", f"457{T}000 €"),
        ("3000000000000", "EUR", "nl", "3 biljoen euro"),
        ("5000000", "USD", "fr", "5 millions de dollars des États-Unis"),
        ("5000000", "USD", "nl", "5 miljoen Amerikaanse dollar"),
        ("5000000", "JPY", "fr", "5 millions de yens japonais"),
        ("5000000", "CHF", "en", "CHF 5 million"),
    ],
)
def test_long_sums_in_words(amount, currency, language, words):
    written = in_words(Decimal(amount), currency, language)
    assert written.replace(N, " ") == words
    assert " " not in written  # never a line break inside


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "at least €29,399,000"),
        ("nl", f"minstens €{N}29.399.000"),
        ("fr", f"au moins 29{T}399{T}000{N}€"),
        ("de", f"mindestens 29.399.000{N}€"),
    ],
)
def test_the_bound_is_part_of_the_number(language, words):
    assert in_full(Sum(Decimal(29_399_000), "EUR", 5, lower_bounds=2), language) == words


def test_a_short_sum_keeps_its_bound():
    assert in_short(Sum(Decimal(18_000_000), "EUR", 1, approximate=1), "de").replace(N, " ") == "rund 18 Millionen Euro"
