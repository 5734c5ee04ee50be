"""What is read on the page of policy areas, and what is reported. On a page of our own words."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.areas_parser import is_heading, read_areas
from publishing.importing.page_text import lines_of

PAGE = Path(__file__).parents[1] / "seeds" / "areas-page.txt"


def tree_of(page):
    return {area.text.key: [topic.key for topic in area.topics] for area in page.areas}


def reported(text):
    return [(unread.number, unread.why) for unread in read_areas(text).unread]


def test_areas_and_topics_are_read_in_their_order():
    page = read_areas(PAGE.read_text())
    assert tree_of(page) == {
        "sea-and-coast": ["what-is-a-harbour", "beacons-buoys-and-the-lights-along-the-coast"],
        "rivers-and-canals": ["locks-and-weirs", "bridges-that-open"],
        "far-away-shores": ["dikes-abroad"],
    }
    assert [area.text.line for area in page.areas] == [3, 11, 18]


def test_paragraphs_without_a_heading_are_reported_and_attached_to_nobody():
    page = read_areas(PAGE.read_text())
    assert [(unread.number, unread.text[:8]) for unread in page.unread] == [
        (1, "Here we "), (2, "In Depth"), (5, "Ships ha"), (8, "As a cou"), (15, "Dredging"),
    ]  # fmt: skip
    assert {unread.why for unread in page.unread} == {"a paragraph without a heading"}
    taken = " ".join(text.teaser for area in page.areas for text in (area.text, *area.topics))
    assert not any(unread.text in taken for unread in page.unread)


def test_the_whole_paragraph_is_the_teaser_and_the_dash_goes():
    sea, rivers, shores = read_areas(PAGE.read_text()).areas
    assert sea.text.teaser == "The sea is a neighbour of us all. We look after it with those who live along it."
    assert rivers.text.teaser.endswith("sail on it.")
    assert shores.text.teaser == "Those who lose their coast need partners. We want to be one."
    assert rivers.topics[0].teaser.endswith("the water that it needs, e.g. in a dry summer.")


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Sea and coast", True), ("What is a harbour?", True), ("Beacons, buoys and lights", True),
        ("Ports (part 2)", True), ("Do you know “Ahoy?”", True),
        ("A sentence.", False), ("A sentence (in brackets).", False), ("He says “ahoy.”", False), ("And so on…", False),
        ("An intro.-", False), ("An intro –", False), ("Read this:", False), ("word " * 30, False),
        ("Is this " + "very " * 20 + "long?", False),
    ],
)  # fmt: skip
def test_a_heading_is_short_and_has_no_final_punctuation_but_a_question_mark(line, is_one):
    assert is_heading(line.strip()) is is_one


def test_a_heading_without_a_paragraph_is_reported():
    text = "Sea\nIntro.-\nLost\nHarbours\nOf harbours.\nAlso lost\nRivers\nIntro.-\nLast"
    assert tree_of(read_areas(text)) == {"sea": ["harbours"], "rivers": []}
    assert reported(text) == [(number, "a heading without a paragraph") for number in (3, 6, 9)]


def test_topics_of_an_area_that_lost_its_heading_do_not_go_to_the_area_before():
    text = "Sea\nIntro.-\nHarbours\nOf harbours.\nLost intro.-\nLocks\nOf locks.\nShores\nIntro.-\nDikes\nYes."
    assert tree_of(read_areas(text)) == {"sea": ["harbours"], "shores": ["dikes"]}
    assert reported(text) == [
        (5, "a paragraph without a heading"),
        (6, "a topic that stands in no area"),
        (7, "the paragraph of a heading that was left out"),
    ]


def test_topics_before_the_first_area_are_reported():
    assert [number for number, _why in reported("Locks\nOf locks.\nSea\nIntro.-")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sea\nIntro.-\nSEA!?\nAgain.", "the same heading stands on line 1"),
        ("Sea\nIntro.-\nМоре\nOf it.", "no Latin letter or figure to make an address of"),
        (f"Sea\nIntro.-\nLong\n{'long ' * 300}.", "its paragraph has more than 1000 characters"),
        ("Sea\nIntro.-\nNothing\n-", "a heading without a paragraph"),
    ],
)
def test_what_no_topic_can_hold_is_reported(text, why):
    assert reported(text) == [(3, why), (4, "the paragraph of a heading that was left out")]


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\u00a0\n").replace("What is", "\u200bWhat is"),
    ],
    ids=["Windows", "old Mac", "byte order mark", "no last newline", "blanks"],
)
def test_the_manner_of_saving_changes_nothing(changed):
    text = PAGE.read_text()
    assert read_areas(changed(text)) == read_areas(text)


def test_blank_lines_change_nothing_but_the_numbers():
    text = PAGE.read_text()
    assert tree_of(read_areas(text.replace("\n", "\n\n"))) == tree_of(read_areas(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["", " ", "Sea", "Locks", "Why?", "A sentence.", "Another one.", "Intro.-", "-", "…"])))
def test_no_line_is_lost_and_none_is_used_twice(lines):
    text = "\n".join(lines)
    page = read_areas(text)
    numbers = [line.number for line in lines_of(text)]
    headings = [found.line for area in page.areas for found in (area.text, *area.topics)]
    paragraphs = [next(number for number in numbers if number > heading) for heading in headings]
    assert sorted(headings + paragraphs + [unread.number for unread in page.unread]) == numbers


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 200_000 + "b", "-" * 200_000, "Sea\nIntro" + "- " * 100_000, "A line\n" * 10_000,
     "A sentence.\n" * 10_000, "Sea\nIntro.-\n" + "".join(f"Topic {n}\nSentence.\n" for n in range(10_000))],
    ids=["blanks", "dashes", "spaced dashes", "headings", "paragraphs", "topics"],
)  # fmt: skip
def test_hostile_text_is_read_in_no_time(text):
    started = perf_counter()
    read_areas(text)
    assert perf_counter() - started < 5
