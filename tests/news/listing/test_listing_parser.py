"""What is read on a page of dated items, and what is reported. On a page of our own words."""

import re
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.listing_parser import read_listing
from publishing.importing.page_text import lines_of

PAGE = Path(__file__).parents[2] / "seeds" / "listing-page.txt"


def titles(text, language="en"):
    return [item.title for item in read_listing(text, language).items]


def reported(text, language="en"):
    return [(unread.number, unread.why) for unread in read_listing(text, language).unread]


def test_every_item_of_the_page_is_read_whatever_blanks_stand_in_it():
    listing = read_listing(PAGE.read_text(), "en")
    assert [item.slug for item in listing.items] == [
        "a-charter-for-quiet-harbours",
        "help-after-the-flood-in-ostrava",
        "457-000-euros-for-new-lifeboats",
        "pilots-wanted",
        "12-things-about-tides",
        "when-is-a-port-truly-neutral",
    ]
    assert [str(item.date) for item in listing.items] == [
        "2023-06-09", "2023-05-03", "2023-02-28", "2022-12-01", "2022-12-01", "2021-11-30",
    ]  # fmt: skip
    assert listing.items[1].key == "2023-05-03-help-after-the-flood-in-ostrava"
    assert [item.line for item in listing.items] == [8, 11, 14, 17, 20, 23]
    assert listing.unread == []


def test_no_blank_of_any_kind_stays_at_an_end_and_those_inside_sums_do():
    items = read_listing(PAGE.read_text(), "en").items
    for text in [text for item in items for text in (item.title, item.teaser)]:
        assert not re.search(r"^\s|\s$", text)
    assert items[2].teaser == (
        "The crews get 457\u00a0000 euros for boats that right themselves. What do they think of them?"
    )


def test_the_head_is_named_by_its_parts_and_is_no_item():
    head = read_listing(PAGE.read_text(), "en").head
    assert [(line.line, line.part, line.text[:12]) for line in head] == [
        (1, "title", "Sea & ports"), (4, "credit", "© Ministry o"), (6, "intro", "Our harbours"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written", "month"),
    [
        ("en", "9 May 2023", 5), ("nl", "9 maart 2023", 3), ("nl", "9 augustus 2023", 8), ("fr", "9 août 2023", 8),
        ("fr", "9 FÉVRIER 2023", 2), ("fr", "9 aou\u0302t 2023", 8), ("de", "9. März 2023", 3),
        ("de", "09 Dezember 2023", 12), ("en", "9\u00a0may\u202f2023", 5),
    ],
)  # fmt: skip
def test_months_are_read_in_the_language_of_the_page(language, written, month):
    [item] = read_listing(f"Title ({written})\nTeaser.", language).items
    assert item.date == date(2023, month, 9)


def test_the_first_of_a_month_in_french():
    assert read_listing("Titre (1er mai 2023)\nPhrase.", "fr").items[0].date == date(2023, 5, 1)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("9 Mai 2023", "“Mai” is no month in the language “en”"),
        ("31 February 2023", "there is no such day"),
        ("9 May 23", "a date that is not “day month year”"),
        ("29-30 March 2021", "a date that is not “day month year”"),
        ("2023-05-09", "a date that is not “day month year”"),
        ("09/05/2023", "a date that is not “day month year”"),
        ("9 May 0023", "the year lies outside 1900 to 2100"),
    ],
)
def test_a_date_that_is_not_plain_is_reported_and_so_is_its_teaser(written, why):
    text = f"Head\n\nGood (9 May 2023)\nGood one.\n\nBad ({written})\nBad one.\n\nLast (1 May 2023)\nLast one.\n"
    assert titles(text) == ["Good", "Last"]
    assert reported(text) == [(6, why), (7, "neither a dated title nor the one line after it")]


def test_a_bad_date_on_the_first_item_does_not_sink_into_the_head():
    text = "Head\n\nBad (9 Mai 2023)\nBad one.\n\nGood (9 May 2023)\nGood one."
    assert [line.text for line in read_listing(text, "en").head] == ["Head"]
    assert [number for number, _why in reported(text)] == [3, 4]


def test_a_title_that_lost_its_date_is_never_attached_to_the_item_before():
    text = "One (9 May 2023)\nOf one.\n\nTwo\nOf two.\n\nThree (9 May 2022)\n\nFour\nOf four."
    listing = read_listing(text, "en")
    assert [(item.title, item.teaser) for item in listing.items] == [("One", "Of one.")]
    assert [unread.number for unread in listing.unread] == [4, 5, 7, 9, 10]


def test_a_second_paragraph_is_reported():
    assert reported("One (9 May 2023)\nOf one.\nMore of one.") == [
        (3, "neither a dated title nor the one line after it")
    ]


def test_a_title_without_a_teaser_is_reported_also_at_the_end():
    text = "One (9 May 2023)\nTwo (8 May 2023)\nOf two.\nThree (7 May 2023)"
    assert titles(text) == ["Two"]
    assert reported(text) == [(1, "no teaser follows this title"), (4, "no teaser follows this title")]


def test_blank_lines_between_title_and_teaser_do_no_harm():
    assert titles("Head\n\nOne (9 May 2023)\n\n\nOf one.\n\nTwo (8 May 2023)\n\nIs it “two?”") == ["One", "Two"]


def test_brackets_in_a_title_stay():
    assert titles("Locks (part 2) (9 May 2023)\nTeaser") == ["Locks (part 2)"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Море (9 May 2023)\nTeaser.", "no Latin letter or figure to make an address of"),
        (f"{'long ' * 60}(9 May 2023)\nTeaser.", "a title of more than 250 characters"),
        (f"Title (9 May 2023)\n{'long ' * 300}.", "its teaser has more than 1000 characters"),
        ("One (9 May 2023)\nOf one.\nONE! (9 May 2023)\nAgain.", "the same title and date stand on line 1"),
    ],
)
def test_what_no_article_can_hold_is_reported(text, why):
    assert reported(text)[0][1] == why


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
        lambda text: text.replace(" (9 June", "(\u200b9 June").replace("\n", "\u200b\n"),
    ],
    ids=["Windows", "old Mac", "byte order mark", "last newline", "zero width"],
)
def test_the_manner_of_saving_changes_nothing(changed):
    text = PAGE.read_text()
    assert read_listing(changed(text), "en") == read_listing(text, "en")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([
    "", " ", "A line", "A sentence.", "One (9 May 2023)", "Two (1 June 2022)", "Bad (40 May 2023)", "(9 May 2023)", "…",
])))  # fmt: skip
def test_no_line_is_lost_and_none_is_used_twice(lines):
    text = "\n".join(lines)
    listing = read_listing(text, "en")
    numbers = [line.number for line in lines_of(text)]
    teasers = [next(number for number in numbers if number > item.line) for item in listing.items]
    used = [line.line for line in listing.head] + [item.line for item in listing.items] + teasers
    assert sorted(used + [unread.number for unread in listing.unread]) == numbers


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 200_000 + "b", "(" * 200_000, "x (" + "1" * 200_000 + ")", "x (1 " + "y" * 200_000 + " 2000)",
     "A line\n" * 10_000, "One (9 May 2023)\n" * 10_000,
     "".join(f"Item {n} (9 May 2023)\nSentence.\n\n" for n in range(10_000))],
    ids=["blanks", "brackets", "figures", "month", "no item", "one title", "many items"],
)  # fmt: skip
def test_hostile_text_is_read_in_no_time(text):
    started = perf_counter()
    read_listing(text, "en")
    assert perf_counter() - started < 5
