"""“See what changed”: readers compare what they read with what they read before, and with nothing else."""

import re
from datetime import date

import pytest
from django.db.models import F

from news.models import Article

from ..factories.content import moment, publish, topic, write

pytestmark = pytest.mark.django_db
PATH = "/en/news/talks/changes/"


def talks(*versions, languages=("en",)):
    """An article “talks” with these bodies, a year apart, each told to readers unless its words end in “(small)”."""
    made = Article.objects.create(key="talks", date=date(2020, 1, 1))
    for number, body in enumerate(versions):
        for language in languages:
            write(made, language, "Talks", "talks", body=f"<p>{body}</p>")
        small = languages if body.endswith("(small)") else ()
        notes = dict.fromkeys(languages, f"Note {number}.") if number else {}
        made.approve(
            list(languages), None, moment(f"{2020 + number}-01-01 09:00"), override="t", notes=notes, small_fixes=small
        )
    return made


def words(response, element):
    compared = response.content.decode().partition('<div class="cmp"')[2]
    found = re.findall(rf"<{element}\b[^>]*>(.*?)</{element}>", compared)
    return [re.sub(r"<span[^>]*>.*?</span>", "", each) for each in found]


def test_a_correction_shows_what_was_removed_and_what_was_put_in(client):
    talks("Twelve states signed on Monday in Geneva.", "Thirteen states signed on Monday in Geneva.")
    page = client.get(PATH)
    assert (words(page, "del"), words(page, "ins")) == (["Twelve"], ["Thirteen"])
    text = page.content.decode()
    assert '<meta name="robots" content="noindex">' in text
    assert 'href="#change-1"' in text
    assert re.search(r'rel="canonical" href="[^"]*/en/news/talks/"', text)
    article = client.get("/en/news/talks/").content.decode()
    assert article.count(f'href="{PATH}"') == 1
    assert f'href="{PATH}"' in article.partition('class="notice correction"')[2].partition("</section>")[0]
    assert PATH not in client.get("/sitemap-pages.xml").content.decode()


@pytest.mark.parametrize("after", ["draft", "review", "scheduled", "cancelled", "discarded"])
def test_what_readers_have_not_read_never_shows(client, after):
    made = talks("Twelve states signed.", "Thirteen states signed.")
    draft = write(made, "en", "Secret", "talks", body="<p>Secret states signed.</p>")
    if after == "review":
        draft.submit()
    elif after == "discarded":
        draft.discard()
    elif after in ("scheduled", "cancelled"):
        made.approve(["en"], None, moment("2099-01-01 09:00"), override="t")
        if after == "cancelled":
            made.cancel(["en"], override="t")
    page = client.get(PATH)
    assert words(page, "ins") == ["Thirteen"]
    assert "Secret" not in page.content.decode()


def test_a_text_that_ended_as_it_began_was_never_read(client):
    made = Article.objects.create(key="talks", date=date(2020, 1, 1))
    publish(made, ["en"], "Talks", "talks", live_from="2020-01-01 09:00", body="<p>Twelve signed.</p>")
    publish(made, ["en"], "Talks", "talks", live_from="2021-01-01 09:00", body="<p>Never.</p>")
    made.editions.live().update(live_until=F("live_from"))
    publish(made, ["en"], "Talks", "talks", live_from="2022-01-01 09:00", body="<p>Thirteen signed.</p>")
    page = client.get(PATH)
    assert (words(page, "del"), words(page, "ins")) == (["Twelve"], ["Thirteen"])


@pytest.mark.parametrize("versions", [["One text."], ["One text.", "A text (small)"], ["One text.", "One text."]])
def test_there_is_no_page_where_readers_were_told_of_nothing(client, versions):
    talks(*versions)
    assert client.get(PATH).status_code == 404
    assert PATH not in client.get("/en/news/talks/").content.decode()


def test_a_small_fix_after_a_correction_leaves_the_correction_to_see(client):
    talks("Twelve states signed.", "Thirteen states signed.", "Thirteen States signed. (small)")
    page = client.get(PATH)
    assert words(page, "del") == ["Twelve states"]
    assert "Note 1." in page.content.decode()
    assert "Note 2." not in page.content.decode()


def test_the_page_ends_with_its_text_and_moves_with_its_address(client):
    made = talks("Twelve states signed.", "Thirteen states signed.")
    write(made, "en", "Talks", "long-talks", body="<p>Fourteen states signed.</p>")
    made.approve(["en"], None, override="t")
    assert client.get(PATH)["Location"] == "/en/news/long-talks/changes/"
    made.withdraw(["en"], None, "t", "Ended.", override="t")
    gone = client.get("/en/news/long-talks/changes/")
    assert gone.status_code == 410
    assert "Twelve" not in gone.content.decode()


def test_each_language_has_its_own_changes(client):
    made = talks("Twelve states.", "Thirteen states.", languages=("en", "fr"))
    publish(made, ["de"], "Gespräche", "talks", live_from="2020-01-01 09:00", body="<p>Zwölf Staaten.</p>")
    alternates = re.findall(r'hreflang="(..)" href="[^"]*(/../[^"]*)"', client.get(PATH).content.decode())
    assert dict(alternates[:2]) == {"fr": "/fr/actualites/talks/changes/", "en": PATH}
    assert client.get("/fr/actualites/talks/changes/").status_code == 200
    assert client.get("/de/aktuelles/talks/changes/").status_code == 404


def test_a_topic_shows_its_changes_too_unless_a_page_is_called_so(client):
    area = topic("peace")
    publish(area, ["en"], "Peace", "peace", live_from="2020-01-01 09:00", body="<p>New words.</p>")
    assert "New words." in words(client.get("/en/policy/peace/changes/"), "ins")[0]
    child = topic("changes", parent=area)
    assert str(child).encode() in client.get("/en/policy/peace/changes/").content
    assert client.get("/en/policy/peace/changes/changes/").status_code == 404


@pytest.mark.parametrize("count", [2, 6])
def test_the_page_asks_as_often_for_many_corrections_as_for_one(client, count, django_assert_max_num_queries):
    talks(*(f"Version {number} of the text." for number in range(count)))
    with django_assert_max_num_queries(9):
        client.get(PATH)
