"""What the import of the policy areas writes, reports and leaves alone. On our own page, and on the real one."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policy.areas_parser import read_areas
from policy.models import Topic, TopicAddress, TopicEdition
from policy.tree import live_tree
from tests.factories.content import topic, write
from tests.factories.source_pages import real_page, say_if_missing

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[1] / "seeds" / "areas-page.txt"
REAL = real_page("policy-areas.txt")
TREE = {
    "sea-and-coast": ["what-is-a-harbour", "beacons-buoys-and-the-lights-along-the-coast"],
    "rivers-and-canals": ["locks-and-weirs", "bridges-that-open"],
    "far-away-shores": ["dikes-abroad"],
}
REAL_TREE = {
    "human-rights": ["what-are-human-rights", "specific-themes"],
    "peace-and-security": [
        "corruption-money-laundering-and-financing-terrorism", "disarmament-and-non-proliferation",
        "election-observation-missions", "hybrid-threats", "international-organisations", "peacebuilding-grants",
        "peace-operations",
    ],
    "striving-for-a-global-solidarity": [
        "aid-effectiveness", "asylum-and-migration", "environment-and-green-diplomacy", "food-safety",
        "management-of-the-international-economy", "raw-materials",
    ],
}  # fmt: skip


def pytest_generate_tests(metafunc):
    say_if_missing(metafunc.config, "policy-areas.txt")


def live_keys():
    return {area.key: [child.key for child in area.children] for area in live_tree("en").areas}


def run(capsys, path=PAGE, *more, language="en"):
    call_command("import_areas", str(path), "--language", language, *more)
    return capsys.readouterr().out


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Topic, TopicEdition, TopicAddress)]


def test_topics_are_drafts_unless_approved(capsys):
    out = run(capsys)
    assert "Read: 3 areas, 5 topics." in out
    assert "8 areas and topics: 8 new." in out
    assert set(TopicEdition.objects.values_list("state", flat=True)) == {"draft"}
    assert live_keys() == {}
    made = Topic.objects.get(key="what-is-a-harbour")
    assert (made.parent.key, made.editions.get().words) == (
        "sea-and-coast",
        {
            "title": "What is a harbour?",
            "slug": "what-is-a-harbour",
            "teaser": "A harbour is a place where ships find shelter, by nature or by the work of people.",
            "body": "",
        },
    )


def test_approved_topics_stand_in_their_order_live_from_one_moment(capsys):
    run(capsys, PAGE, "--approve")
    assert live_keys() == TREE
    assert TopicEdition.objects.live("en").values("live_from").distinct().count() == 1
    assert TopicAddress.objects.at("en", "policy/rivers-and-canals/locks-and-weirs").subject.key == "locks-and-weirs"


def test_new_areas_get_their_accents_in_order(capsys):
    topic("sea-and-coast", accent="sea")
    run(capsys)
    assert list(Topic.objects.filter(parent=None).values_list("key", "accent")) == [
        ("sea-and-coast", "sea"), ("rivers-and-canals", "cobalt"), ("far-away-shores", "ochre"),
    ]  # fmt: skip
    assert not Topic.objects.exclude(parent=None).exclude(accent="").exists()


def test_a_fourth_area_has_no_accent(capsys, tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("".join(f"Area {n}\nIntro.-\n" for n in range(4)))
    run(capsys, path)
    assert list(Topic.objects.values_list("accent", flat=True)) == ["plum", "cobalt", "ochre", ""]


@pytest.mark.parametrize("more", [(), ("--approve",)])
def test_a_second_run_changes_nothing_and_says_so(capsys, more):
    run(capsys, PAGE, *more)
    before = everything()
    out = run(capsys, PAGE, *more)
    assert "8 areas and topics: 8 unchanged.\nNothing changed." in out
    assert everything() == before


def test_drafts_of_an_earlier_run_are_approved(capsys):
    run(capsys)
    assert "8 areas and topics: 8 approved drafts of an earlier run." in run(capsys, PAGE, "--approve")
    assert live_keys() == TREE


def test_other_words_and_another_place_are_reported_and_left_alone(capsys):
    run(capsys, PAGE, "--approve")
    corrected = Topic.objects.get(key="dikes-abroad")
    write(corrected, "en", "Dikes abroad", "dikes-abroad", teaser="Corrected.")
    corrected.approve(["en"])
    Topic.objects.get(key="locks-and-weirs").move(Topic.objects.get(key="sea-and-coast"))
    before = everything()
    out = run(capsys, PAGE, "--approve")
    assert "Dikes abroad: differs in teaser (approved)" in out
    assert "Locks and weirs: differs in place in the tree (approved)" in out
    assert "8 areas and topics: 6 unchanged, 2 different from what stands there." in out
    assert everything() == before


def test_a_dry_run_writes_nothing(capsys):
    out = run(capsys, PAGE, "--approve", "--dry-run")
    assert "line 20: Dikes abroad: new" in out
    assert "8 areas and topics: 8 new.\nDry run: nothing was written." in out
    assert everything() == [[], [], []]


def test_an_area_whose_address_is_taken_fails_with_its_topics_and_the_others_go_on(capsys):
    holder = topic("waterways")
    write(holder, "en", "Waterways", "rivers-and-canals")
    holder.approve(["en"])
    with pytest.raises(CommandError, match="3 of 8 areas and topics could not be imported"):
        run(capsys, PAGE, "--approve")
    out = capsys.readouterr().out
    assert "line 11: Rivers and canals: The address “/en/policy/rivers-and-canals/” belongs to “Waterways”" in out
    assert "line 13: Locks and weirs: There is no area “Rivers and canals” to put it in." in out
    assert live_keys() == {"waterways": [], **{key: TREE[key] for key in ("sea-and-coast", "far-away-shores")}}


def test_nothing_is_put_among_the_fixed_pages(capsys):
    about = topic("about", hidden=True)
    topic("sea-and-coast", about)
    with pytest.raises(CommandError, match="2 of 8 areas and topics could not be imported"):
        run(capsys)
    assert "Sea and coast: differs in place in the tree" in capsys.readouterr().out
    assert Topic.objects.get(key="sea-and-coast").children.count() == 0


def test_paragraphs_without_a_heading_are_told_by_line_and_first_60_characters(capsys):
    paragraph = "Ships have to report to the coast guard when they enter our waters."
    out = run(capsys)
    assert "Not read (5), and left out:\n" in out
    assert f"  line 5: {paragraph[:60]}… [a paragraph without a heading]\n" in out


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\xc2\xa0\n", "is empty"),
        (b"\xff\xfe\x00binary", "is not UTF-8 text"),
        (b"\0\0\0", "is not a text file"),
        (b"A line\n" * 10_000, "has no area"),
        (b"A sentence.\n" * 10_000, "has no area"),
    ],
    ids=["empty", "blanks", "binary", "zeros", "headings", "paragraphs"],
)
def test_a_file_that_is_no_page_of_areas_is_a_plain_error(capsys, tmp_path, content, why):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        run(capsys, path)
    assert not Topic.objects.exists()


def test_a_missing_file_is_a_plain_error(capsys, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(capsys, tmp_path / "nothing.txt")


# -- the real page -----------------------------------------------------------------------------------------------------
if REAL:

    def test_the_real_page_gives_3_areas_and_15_topics_and_reports_7_paragraphs(capsys):
        out = run(capsys, REAL, "--approve")
        assert "Not read (7), and left out:" in out
        assert "Read: 3 areas, 15 topics." in out
        assert live_keys() == REAL_TREE
        assert [unread.number for unread in read_areas(REAL.read_text()).unread] == [1, 2, 7, 12, 27, 28, 35]
        assert "Nothing changed." in run(capsys, REAL, "--approve")

    if LISTING := real_page("peace-and-security.txt"):

        def test_both_real_pages_together_give_24_articles_below_their_area(capsys):
            run(capsys, REAL, "--approve")
            call_command("import_listing", str(LISTING), "--language=en", "--topic=peace-and-security", "--approve")
            assert "24 articles: 24 new." in capsys.readouterr().out
