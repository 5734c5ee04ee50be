"""Sums in prose: the gold sentences, what holds for any text, the source pages, and time."""

import json
import os
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from news.amounts.currencies import CODES, KINDS, OF_LANGUAGE, SIGNS, WORDS
from news.amounts.parser import LANGUAGES, MAX_TEXT_LENGTH, Figure, find_figures
from news.amounts.prefilter import relevant_parts

HERE = Path(__file__).parent
KEYS = ("surface", "amount", "amount_max", "currency", "qualifier", "period")
GOLD = [json.loads(line) for line in (HERE / "gold_figures.jsonl").read_text(encoding="utf-8").splitlines()]
SEEDS = Path(os.environ.get("FPS_SEEDS") or HERE.parents[3] / "shared" / "seeds")
ANY_TIME = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def plain(figure: Figure) -> tuple[object, ...]:
    return tuple(getattr(figure, key) for key in KEYS)


def only(text: str, language: str = "en") -> Figure:
    figures = find_figures(text, language)
    assert len(figures) == 1, figures
    return figures[0]


# The gold sentences


def test_gold_holds_enough_of_each_language_and_enough_traps() -> None:
    assert len(GOLD) >= 320
    assert min(Counter(entry["language"] for entry in GOLD).values()) >= 80
    assert all(figure["surface"] in entry["text"] for entry in GOLD for figure in entry["figures"])
    assert sum(not entry["figures"] for entry in GOLD) * 3 >= len(GOLD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gold_sentences_are_read_as_they_should_be(language: str) -> None:
    right = found = wanted = 0
    wrong = []
    for entry in GOLD:
        if entry["language"] != language:
            continue
        want = [tuple(figure[key] for key in KEYS) for figure in entry["figures"]]
        have = [plain(figure) for figure in find_figures(entry["text"], language)]
        right += sum(figure in want for figure in have)
        found, wanted = found + len(have), wanted + len(want)
        if want != have:
            wrong.append((entry["text"], want, have))
    assert right / found >= 0.99, wrong
    assert right / wanted >= 0.98, wrong


def test_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="Unknown language: 'es'"):
        find_figures("9 milliones", "es")


# Decisions


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("€1.500", "en", 1500),
        ("€1,500", "en", 1500),
        ("€1.500 million", "en", 1_500_000),
        ("€1,500 million", "en", 1_500_000_000),
        ("1.500 euro", "nl", 1500),
        ("1,500 euro", "nl", 1500),
        ("1,500 miljoen euro", "nl", 1_500_000),
        ("1.500 Mio. Euro", "de", 1_500_000_000),
        ("EUR 2,7 billion", "en", 2_700_000_000),
        ("2 billions d'euros", "fr", 2 * 10**12),
        ("2 biljoen euro", "nl", 2 * 10**12),
        ("2 Billionen Euro", "de", 2 * 10**12),
        ("2 trillion euros", "en", 2 * 10**12),
        ("€0.5", "en", 0),
        ("€1.5", "en", 2),
        ("€2.5", "en", 2),
        ("0,750 miljard euro", "nl", 750_000_000),
    ],
)
def test_separators_scales_and_rounding(text: str, language: str, amount: int) -> None:
    assert only(text, language).amount == amount


def test_two_figures_share_scale_and_currency_and_a_range_is_one() -> None:
    assert [f.amount for f in find_figures("They gave 5 and 10 million euros.", "en")] == [5_000_000, 10_000_000]
    assert [f.amount for f in find_figures("from 5 up to 10 million euros", "en")] == [5_000_000]
    both = only("It takes between 5 and 10 million euros.")
    assert (both.amount, both.amount_max, both.qualifier) == (5_000_000, 10_000_000, "range")


@pytest.mark.parametrize("wall", ["</p><p>", "<li>", "<br>", "</td><td>", "<h2>", "\n\n", "<hr/>"])
def test_nothing_joins_across_blocks(wall: str) -> None:
    assert find_figures(f"Some 25{wall}million euros", "en") == []
    assert only(f"more than{wall}€9 million").qualifier == "exactly"


def test_attributes_comments_and_scripts_are_never_read() -> None:
    hidden = '<a title="€1 > €2" x=\'€3\'>a</a><!-- €4 --><script>"€5"</script><style>€6</style><img alt=€7>'
    assert only(f"{hidden} €8 {hidden}").amount == 8
    assert find_figures('Given. <a title="more than €9 million', "en") == []


def test_surface_keeps_the_tags_inside_a_sum() -> None:
    text = "<p>A <b>9</b>&nbsp;mil&shy;lion <i>euros</i>.</p>"
    found = only(text)
    assert found.surface == "9</b>&nbsp;mil&shy;lion <i>euros"
    assert text[found.start : found.end] == found.surface


def test_each_sum_of_a_sentence_has_its_own_rhythm_and_certainty() -> None:
    text = "At least €5 million a year, and every other year about $3 million; in 2020 it was €4 million a year ago."
    assert [(f.amount, f.qualifier, f.period) for f in find_figures(text, "en")] == [
        (5_000_000, "at_least", "per_year"),
        (3_000_000, "about", "total"),
        (4_000_000, "exactly", "total"),
    ]


@pytest.mark.parametrize(
    "word", sorted({*WORDS, *KINDS, *(w for words in OF_LANGUAGE.values() for w in words), *SIGNS, *CODES})
)
def test_no_currency_is_overlooked_before_the_close_reading(word: str) -> None:
    assert relevant_parts(f"a text that speaks of 5 {word} here")


# What holds for any text

PIECES = (
    "€ $ £ US$ EUR USD euro euros euro's dollar d'euros million millions miljoen Millionen Mio. Mrd. milliard bn m k€ "
    "M€ 5 10 2020 1.500 457&nbsp;000 1,5 ½ five vijf cinq fünf een un eine half demi and en et und to tot à bis - – , "
    ". ; ( <b> </b> <p> </p> <br> <a\ttitle='€5'> &euro; &amp; < > more than between per year jährlich or more kr "
    "pounds of % \u00ad \u202f \ue000 \ufffc İ"
)
PIECE = st.sampled_from(re.split(" ", PIECES))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECE, max_size=40).map(" ".join),
    st.lists(PIECE, max_size=40).map(lambda pieces: "".join(pieces).replace("&nbsp;", " ")),
)


@ANY_TIME
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_figures_stand_where_they_say_in_order_and_apart(text: str, language: str) -> None:
    end = 0
    for figure in find_figures(text, language):
        assert text[figure.start : figure.end] == figure.surface
        assert end <= figure.start < figure.end
        end = figure.end
        assert figure.amount >= 0
        assert (figure.amount_max is not None) == (figure.qualifier == "range")
        assert figure.amount_max is None or figure.amount_max >= figure.amount
        assert figure.period in ("total", "per_year")
        assert len(figure.currency) == 3


@ANY_TIME
@given(
    amount=st.integers(min_value=1, max_value=10**12),
    language=st.sampled_from(LANGUAGES),
    space=st.sampled_from(" \u00a0\u202f\u2009"),
    form=st.sampled_from(["€{}", "{} euro", "EUR {}", "{} €", "USD {}"]),
)
def test_a_number_in_the_manner_of_its_language_is_found_back(
    amount: int, language: str, space: str, form: str
) -> None:
    separator = {"en": ",", "nl": ".", "fr": space, "de": "."}[language]
    written = form.format(f"{amount:,}".replace(",", separator))
    assume(not 1900 <= amount < 2100)
    found = only(f"({written})", language)
    assert (found.surface, found.amount) == (written, amount)


@ANY_TIME
@given(
    tenths=st.integers(min_value=1, max_value=9999),
    language_scale=st.sampled_from(
        [("en", "million", 6), ("en", "billion", 9), ("nl", "miljoen", 6), ("nl", "miljard", 9), ("nl", "mln", 6),
         ("fr", "millions d'", 6), ("fr", "milliards d’", 9), ("de", "Millionen", 6), ("de", "Mrd.", 9)]
    ),
)  # fmt: skip
def test_scaled_numbers_are_found_back(tenths: int, language_scale: tuple[str, str, int]) -> None:
    language, scale, power = language_scale
    number = f"{tenths / 10:.1f}".replace(".", "." if language == "en" else ",")
    written = f"{number} {scale}{'' if scale[-1] in chr(39) + '’' else ' '}euro"
    found = only(f"Het is {written}.", language)
    assert (found.surface, found.amount) == (written, int(Decimal(tenths) / 10 * 10**power))


# Time


@pytest.mark.parametrize(
    "part",
    ["1 ", "1 000 ", "1.", "<", '<a="', "<sup>", "&nbsp;", "€", "€5 ", "5 million euros ", "€5 to ", "5, ", "1 kr ",
     "more than ", "per year ", "five ", "half a ", "(", "\u00a0", "5-", "€ annual contribution ", "\n"],
)  # fmt: skip
def test_work_grows_no_faster_than_the_text(part: str) -> None:
    """Calls are counted, not seconds: the same on every machine. `make bench` shows the times."""

    def calls(length: int) -> int:
        counted = 0

        def count(_frame, event, _argument):
            nonlocal counted
            counted += event in ("call", "c_call")

        text = (part * (length // len(part) + 1))[:length]
        sys.setprofile(count)
        try:
            find_figures(text, "en")
        finally:
            sys.setprofile(None)
        return counted

    assert calls(16_000) < 6 * calls(4_000) + 1_000  # 4 for linear growth, 16 for quadratic


def test_a_text_beyond_all_measure_is_read_up_to_the_cap() -> None:
    text = "€5 million for peace. " * 200 + "x " * MAX_TEXT_LENGTH + "€6 million"
    assert len(find_figures(text, "en")) == 200


# The source pages, in our own words; the pages themselves only where they are

OWN_WORDS = """Ukraine: over €9 million of relief. At the 5th conference Belgium promised at least 18 million euros, ten
years into the war. The 75-year-old UN gave it a 6th term; it hopes for 2037-2038. Between 2004 and 2019 the facility
paid out 2.7 billion euros. 457 000 euros for Haiti, released on 4 March 2020. Again: 457 000 euros. Locusts: 462,000
euros. 10 facts about migration. Drones in Chad: 1.48 million euros."""
MENTIONS = [
    ("more_than", 9_000_000), ("at_least", 18_000_000), ("exactly", 2_700_000_000), ("exactly", 457_000),
    ("exactly", 457_000), ("exactly", 462_000), ("exactly", 1_480_000),
]  # fmt: skip


def test_the_seven_mentions_in_our_own_words() -> None:
    assert [(f.qualifier, f.amount) for f in find_figures(OWN_WORDS, "en")] == MENTIONS


if SEEDS.is_dir():

    def test_the_source_pages_hold_seven_mentions_and_nothing_else() -> None:
        pages = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
        found = [figure for page in pages for figure in find_figures(page, "en")]
        assert [(f.qualifier, f.amount) for f in found] == MENTIONS
        assert found[0].surface == "€9 million"
        assert {f.currency for f in found} == {"EUR"}
