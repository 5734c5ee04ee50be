"""`check_content`: every fault that stands in stored content, each once, and nothing else."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from desk.quality.findings import Fault
from images.models import Image
from news.models import Article, ArticleEdition
from policy.models import Topic, TopicEdition
from publishing.core.errors import PublishingError
from tests.factories.content import article, publish, topic, write

from ..factories.content import limit_to

pytestmark = pytest.mark.django_db
LONG = "One word after the other " * 9 + "and no end."
PICTURE = f'<figure class="figure"><img src="/media/by/{"0" * 32}/w800.webp"></figure>'


def run(ends=0) -> str:
    """What the command says; it ends with 1 if there are faults."""
    out = StringIO()
    if ends:
        with pytest.raises(SystemExit, match="1"):
            call_command("check_content", stdout=out)
    else:
        call_command("check_content", stdout=out)
    return out.getvalue()


def plant(model, key, language, **words):
    """Past the rules, as a row that older rules or another program left behind."""
    edition = model.objects.live(language).get(subject__key=key)
    columns = ", ".join(f"{name} = %s" for name in words)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s", [*words.values(), edition.pk])  # nosec B608 # our names only


def body(model, key, language, more):
    plant(model, key, language, body=model.objects.live(language).defer(None).get(subject__key=key).body + more)


def test_twenty_planted_faults_in_the_demo_are_found_and_nothing_else(quick_pictures):
    call_command("load_demo", verbosity=0)
    assert run() == "0 faults and 0 hints, 0 of them new.\n"
    long_ago = date(2020, 1, 1)
    keys = list(Article.objects.filter(editions__language="de", key__startswith="20").distinct()
                .order_by("key").values_list("key", flat=True))  # fmt: skip
    pictured = Article.objects.filter(image__isnull=False, key__in=keys).order_by("-key").first()
    a, t = ArticleEdition, TopicEdition
    body(a, keys[0], "en", PICTURE)
    body(a, keys[0], "fr", PICTURE)
    plant(a, keys[1], "nl", body="<h3>Te diep</h3><p>Tekst.</p>")
    plant(t, "sanctions", "de", body="<h3>Zu tief</h3><p>Text.</p>")
    body(a, keys[2], "en", '<p><a href="https://www.un.org/"> </a></p>')
    body(t, "terrorism", "nl", '<p><a href="https://www.un.org/"></a> En verder.</p>')
    body(a, keys[3], "en", '<p><a href="https://www.un.org/">Click here</a></p>')
    body(a, keys[3], "nl", '<p><a href="https://www.un.org/">Lees meer…</a></p>')
    body(a, keys[3], "fr", '<p><a href="https://www.un.org/">Cliquez ici</a></p>')
    body(a, keys[3], "de", '<p><a href="https://www.un.org/">hier</a></p>')
    plant(a, keys[4], "fr", teaser="x" * 161)
    plant(a, keys[4], "de", teaser="")
    plant(t, "energy", "en", title="T" * 71)
    body(a, keys[5], "en", f"<p>{LONG}</p>")
    body(a, keys[6], "nl", '<p><a href="/nl/nieuws/bestaat-niet/">Een bericht</a></p>')
    body(a, keys[6], "fr", '<p><a href="/fr/politique/nulle-part/">Une page</a></p>')
    body(t, "terrorism", "en", '<p><a href="/en/subjects/no-such-tag/">A subject</a></p>')
    Article.objects.filter(key=keys[7]).update(review_by=long_ago)
    Topic.objects.filter(key="nato").update(review_by=long_ago)
    Image.objects.filter(pk=pictured.image_id).update(licence_until=long_ago)
    told = run(ends=1).splitlines()
    assert len(told) == 21, told
    assert told[-1] == "10 faults and 10 hints, 20 of them new."
    assert all(line.startswith("new ") for line in told[:-1])
    assert Fault.objects.count() == 20


def test_a_fault_stays_the_same_until_it_is_mended():
    subject = article("a")
    subject.set_topics([topic("here")])
    body(ArticleEdition, "a", "en", "<h3>Deep</h3>")
    assert "new fault: en Title a: The heading “Deep” skips a level." in run(ends=1)
    first = Fault.objects.get(stops=True)
    assert "new fault" not in run(ends=1)
    assert Fault.objects.get(stops=True) == first
    plant(ArticleEdition, "a", "en", body="<h2>Deep</h2>")
    run()
    assert not Fault.objects.filter(stops=True).exists()
    assert set(first.sentences) == {"en", "nl", "fr", "de"}


def test_the_desk_shows_what_was_found_to_those_who_meet_the_text(client, admin_user, django_user_model):
    article("a")
    body(ArticleEdition, "a", "en", "<h3>Deep</h3>")
    run(ends=1)
    client.force_login(admin_user)
    pk = Article.objects.get().pk
    for page in ("/admin/", "/admin/checks/"):
        html = client.get(page).content.decode()
        assert f'href="/admin/news/article/{pk}/change/#id_text-en-body"' in html
        assert "The heading “Deep” skips a level." in html
    limit_to(Article.objects.get(), django_user_model.objects.create_user("other"))
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.roles.create(name="editor")
    client.force_login(reader)
    for page in ("/admin/", "/admin/checks/"):
        assert "Deep" not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (PICTURE, "Picture 1 of the text has no alternative text."),
        ("<h3>Deep</h3>", "The heading “Deep” skips a level."),
        ('<p><a href="/en/"> </a></p>', "The link to /en/ has no words."),
        ('<p><a href="/en/news/gone/">News</a></p>', "The link “News” leads to no page: /en/news/gone/"),
        ('<p><a href="news/x/">News</a></p>', "The link “News” leads to no page: news/x/"),
        ('<p><a href="/admin/">Desk</a></p>', "The link “Desk” leads to no page: /admin/"),
        ('<p><a href="/fr/nouvelles/">Page</a></p>', "The link “Page” leads to no page: /fr/nouvelles/"),
    ],
)
def test_faults_stop_a_publication_and_never_a_save(text, sentence):
    draft = write(article("a", live_from=None), "en", "A title", body=f"{text}<p>Words.</p>")
    with pytest.raises(PublishingError, match=re.escape(f"English: {sentence}")):
        draft.subject.approve(["en"], override="whatever the reason")


@pytest.mark.parametrize(
    "address",
    ["/en/", "/nl/nieuws/", "/nl/nieuws/?year=2020", "/en/search/", "#part", "mailto:a@example.org", "/en/news/b/",
     "/en/news/old-b/", "/en/news/feed.atom", "https://www.example.org/x", "http://127.0.0.1:8000/en/news/b/",
     "/en/policy/here/"],
)  # fmt: skip
def test_links_that_lead_somewhere_stop_nothing(address, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    topic("here")
    other = article("b", live_from=None)
    publish(other, ["en"], "B", "old-b", live_from="2021-01-01 09:00")
    publish(other, ["en"], "B", "b", live_from="2022-01-01 09:00")
    draft = write(article("a", live_from=None), "en", "A title", body=f'<p><a href="{address}">A page</a></p>')
    draft.approve()
    assert draft.is_live()


def test_a_link_holds_while_the_slug_changes_and_breaks_when_the_page_ends(client):
    other = article("b", languages=("en",))
    subject = article("a", live_from=None)
    publish(subject, ["en"], "A", "a", live_from="2022-01-01 10:00", body='<p><a href="/en/news/b/">B</a></p>')
    publish(other, ["en"], "B", "c", live_from="2023-01-01 09:00")
    edition = subject.editions.live("en").defer(None).get()
    assert edition.content_errors() == []
    assert client.get("/en/news/b/").headers["Location"] == "/en/news/c/"
    other.withdraw(["en"], reason="over", override="over")
    assert edition.content_errors() == [("body", "The link “B” leads to no page: /en/news/b/")]


@pytest.mark.at_any_hour
def test_a_link_to_what_is_scheduled_waits_for_its_moment():
    later = timezone.localtime() + timedelta(days=2)
    publish(article("b", live_from=None), ["en"], "B", "b", live_from=f"{later:%Y-%m-%d %H:%M}")
    draft = write(article("a", live_from=None), "en", "A", body='<p><a href="/en/news/b/">B</a></p>')
    assert draft.publication_errors() == []
    with pytest.raises(PublishingError, match="leads to no page"):
        draft.subject.approve(["en"])
    draft.subject.approve(["en"], live_from=later + timedelta(hours=1))


def test_links_of_a_text_cost_the_same_however_many(django_assert_num_queries):
    for number in range(3):
        article(f"b{number}")
    drafts = [
        write(article(f"a{count}", live_from=None), "en", "A", body="".join(
            f'<p><a href="/en/news/b{number}/">B{number}</a></p>' for number in range(count)))
        for count in (1, 3)
    ]  # fmt: skip
    for draft in drafts:
        with django_assert_num_queries(4):
            assert draft.content_errors() == []


def test_what_an_import_brings_is_told_of_and_not_refused():
    subject = article("a", live_from=None)
    write(subject, "en", "A", body='<h3>Deep</h3><p><a href="/en/news/later/">Later</a></p>')
    subject.approve(["en"], override="imported", reserve=False)
    assert len([line for line in run(ends=1).splitlines() if line.startswith("new fault")]) == 2


@pytest.mark.at_any_hour
def test_hints_say_how_it_reads_better_and_stop_nothing(client, admin_user):
    subject = article("a", live_from=None, review_by=timezone.localdate() - timedelta(days=1))
    draft = write(subject, "nl", "T", teaser="x" * 161, body=f'<p><a href="/nl/">Klik hier</a> {LONG}</p>')
    client.force_login(admin_user)
    html = client.get(f"/admin/news/article/{subject.pk}/change/", headers={"accept-language": "en"}).content.decode()
    for words in ("The link “Klik hier” does not say where it leads.", "A sentence of", "161 characters",
                  "It was to be reviewed by"):  # fmt: skip
        assert words in html
    draft.approve(override="alone")
    assert draft.is_live()
