"""What a stored text is made of: every reader of it sees the same words, and a sentence ends where its block ends."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.core import content_lint
from publishing.text.document import Heading, Link, Picture
from publishing.text.rich_text import MAX_NESTING_LEVELS, MAX_RICH_TEXT_BYTES, read_html

PICTURE = f'<img src="/media/by/{"0" * 32}/w800.webp" alt="A bridge &amp; a tower">'
SUM = "2 million euros"
PIECES = [
    *("<p>", "</p>", "<ul><li>", "</li></ul>", "<br>", "<h2>", "<a href=/>", "</a>", "<table><td>", "</table>"),
    *("x", " ", "&nbsp;", "é9", "<", "\ud800", "\x00", "]]>", "<![CDATA[", "<?x ?>", "&lt;", "&copy;"),
]
UNITS = [
    *("<p>a</p>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<em>a</em> ", "a<br>", "&amp;", "<a href='/x'>a</a>"),
    *("<table><tbody><tr><td>a</td></tr></tbody></table>", "a  \n"),
]


def segments(html):
    return [segment.text for segment in read_html(html).segments]


def kinds(html):
    return [(block.kind, block.inside, block.text) for block in read_html(html).blocks]


def sentence(html, quote=SUM):
    document = read_html(html)
    return document.sentence_around(document.text.index(quote), len(quote))


# -- sentences ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<h2>Time is short</h2><p>Belgium gives the harbour 2 million euros. It opens in May.</p>",
            "Belgium gives the harbour 2 million euros.",
        ),
        ("<p>A quay for all.</p><h3>2 million euros for a quay</h3><p>Work began.</p>", "2 million euros for a quay"),
        ('<h2 class="question">Who pays?</h2><p>Belgium: 2 million euros</p>', "Belgium: 2 million euros"),
        ("<ul><li>Cranes for Mali</li><li>Boats: 2 million euros</li><li>Nets</li></ul>", "Boats: 2 million euros"),
        ("<ul><li>Boats<ul><li>For Mali 2 million euros</li></ul></li><li>Nets</li></ul>", "For Mali 2 million euros"),
        ("<ol><li><p>Boats</p><ul><li><p>2 million euros</p></li></ul></li></ol>", "2 million euros"),
        (
            "<table><caption>Support by year</caption><tbody><tr><th>Year</th><th>Sum</th></tr>"
            "<tr><td>2021</td><td>2 million euros</td></tr></tbody></table>",
            "2 million euros",
        ),
        (f'<figure class="figure">{PICTURE}<figcaption>The quay</figcaption></figure><p>It got {SUM}.</p>',
         "It got 2 million euros."),
        (f'<figure class="figure">{PICTURE}<figcaption>For {SUM}</figcaption></figure><p>It is new.</p>',
         "For 2 million euros"),
        ("<blockquote><p>We pay 2 million euros</p></blockquote><p>Thus the minister.</p>", "We pay 2 million euros"),
        ("<aside><h2>In brief</h2><p>2 million euros</p></aside><p>The harbour.</p>", "2 million euros"),
        ("<p><strong>Our part</strong><br>Belgium pays 2 million euros.</p>", "Belgium pays 2 million euros."),
        ("<p>It is late. <em>Belgium</em> gives <a href='/x'>2 million</a> euros. Soon.</p>",
         "Belgium gives 2 million euros."),
        ("<p>Am 4. April gibt Belgien rund 2 million euros.</p>", "Am 4. April gibt Belgien rund 2 million euros."),
    ],
)  # fmt: skip
def test_a_sentence_ends_with_its_block(html, expected):
    assert sentence(html) == expected


def test_a_sentence_is_found_by_code_points_also_behind_signs_outside_the_basic_plane():
    html = "<h2>\U0001f6a2\U0001f6a2 Ships</h2><p>They get 2&nbsp;million euros.</p>"
    assert sentence(html, "2\xa0million euros") == "They get 2\xa0million euros."


def test_words_that_go_over_two_blocks_have_the_sentences_of_both():
    assert sentence("<p>Long ago. It costs 2</p><p>million euros. Much.</p>", SUM) == "It costs 2 million euros."


def test_where_nothing_stands_there_is_no_sentence():
    assert read_html("<p>Short.</p>").sentence_around(50, 5) == ""


# -- words -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One\n  <em>two</em>\tthree </p>", ["One two three"]),
        ("<p>9&nbsp;million &amp; more &lt;b&gt; &hellip;</p>", ["9\xa0million & more <b> …"]),
        ("<p>half<strong>way</strong></p>", ["halfway"]),
        ("<p>a<!-- b -->c<br>d</p>", ["ac", "d"]),
        ("<ul><li>Fruit<ul><li>Apples</li></ul></li></ul>", ["Fruit", "Apples"]),
        (f'<figure class="figure">{PICTURE}<figcaption>Caption</figcaption></figure><p>Next</p>', ["Caption", "Next"]),
        ("<table><tbody><tr><td>a</td><td><p>b</p><p>c</p></td></tr></tbody></table>", ["a", "b", "c"]),
        ("bare <p>and not", ["bare", "and not"]),
        ("<p>open <em>and <strong>never</em> closed", ["open and never closed"]),
        ("a</body></html>b<script>c</script>", ["ab"]),
        ('<p><a href="/x" title="more > less">read</a></p>', ["read"]),
        ("", []),
    ],
)  # fmt: skip
def test_words_read_on_up_to_the_end_of_a_block_a_cell_or_a_line(html, expected):
    assert segments(html) == expected
    assert read_html(html).text == " ".join(expected)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_every_segment_stands_at_its_place_whatever_was_written(pieces):
    document = read_html("".join(pieces))
    assert all(document.text[each.start : each.end] == each.text for each in document.segments)
    assert "".join(document.text.split()) == "".join("".join(document.root.itertext()).split())


# -- what a text is made of --------------------------------------------------------------------------------------------
def test_blocks_know_what_they_stand_in():
    assert kinds(
        '<h2 class="question">Who?</h2><ul><li><p>a</p><p>b</p><ol><li>c</li></ol></li></ul>'
        "<blockquote><p>d</p></blockquote><aside><h3>e</h3></aside>"
        "<table><caption>f</caption><tbody><tr><th>g</th><td><p>h</p><p>i</p></td></tr></tbody></table>"
        f'<figure class="figure">{PICTURE}<figcaption>j</figcaption></figure><p></p>'
    ) == [
        ("question", (), "Who?"),
        ("item", ("ul",), "a"),
        ("more", ("ul",), "b"),
        ("item", ("ul", "ol"), "c"),
        ("paragraph", ("quote",), "d"),
        ("h3", ("inset",), "e"),
        ("caption", ("table",), "f"),
        ("row", ("table",), "g h i"),
        ("figure", ("figure",), "A bridge & a tower j"),
    ]


def test_a_list_straight_in_a_list_and_a_table_in_a_link_stay_where_they_are():
    assert kinds("<ul><ol><li>a</li></ol></ul>") == [("item", ("ul", "ol"), "a")]
    linked = "<a href='/x'>Prices<table><tbody><tr><td>1</td></tr></tbody></table></a>"
    assert read_html(linked).links == (Link("/x", "Prices1"),)


def test_headings_links_and_pictures():
    document = read_html(
        f'<h2>The <em>first</em> &amp; last</h2><p><a href="/a?b=1&amp;c=2" lang="fr">Le <strong>port</strong></a>'
        f'<a name="x">no link</a></p><h3>{PICTURE}</h3><p><a href="/z"></a></p>'
    )
    assert document.headings == (Heading(2, "The first & last"), Heading(3, "A bridge & a tower"))
    assert document.links == (Link("/a?b=1&c=2", "Le port", "fr"), Link("/z"))
    assert document.pictures == (Picture(f"/media/by/{'0' * 32}/w800.webp", "A bridge & a tower"),)


def test_the_words_of_a_link_are_judged_in_its_own_language():
    link = '<p><a href="/fr/"{}>En savoir plus</a></p>'
    assert content_lint.warnings(link.format(""), "nl") == []
    assert content_lint.warnings(link.format(' lang="fr"'), "nl") == [
        "The link “En savoir plus” does not say where it leads."
    ]


# -- bounds ------------------------------------------------------------------------------------------------------------
def test_of_a_text_beyond_the_bounds_the_words_are_read():
    deep = "<blockquote>" * (MAX_NESTING_LEVELS + 1) + "far &amp; deep"
    assert read_html(deep).text == "far & deep"
    assert read_html("word " * MAX_RICH_TEXT_BYTES).text == ("word " * MAX_RICH_TEXT_BYTES).strip()


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_of_the_greatest_length_is_read_in_no_long_time(unit):
    html = unit * (MAX_RICH_TEXT_BYTES // len(unit))
    started = time.process_time()
    document = read_html(html)
    assert document.blocks
    assert document.segments
    assert len(document.links) == html.count("<a ")
    assert time.process_time() - started < 5  # a guard against growth that is not linear
