"""The form in which an article is written: what saving does, and what it never does."""

import re

import pytest

from news.models import Article, ArticleEdition, Tag
from tests.factories.article_form import ADD, fields, save, states, url
from tests.factories.content import article, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(admin_client):
    return admin_client


def test_saving_an_empty_form_makes_nothing(chief):
    response = save(chief, ADD, fields(chief, ADD))
    assert Article.objects.count() == 0
    assert "Nothing to save yet" in response.content.decode()


def test_a_title_alone_is_a_draft(chief):
    save(chief, ADD, fields(chief, ADD), **{"text-fr-title": "Aide à l’Ukraine", "text-fr-body": "<p>Un</p>"})
    draft = ArticleEdition.objects.get()
    assert (draft.language, draft.title, draft.slug, draft.state) == (
        "fr",
        "Aide à l’Ukraine",
        "aide-a-l-ukraine",
        "draft",
    )


@pytest.mark.parametrize(
    "changes",
    [{"text-en-title": ""}, {"text-en-title": "x" * 3000}, {"text-en-slug": "Ünsinn / ../"}, {"date": "yesterday"},
     {"topics": ["No such topic"]}, {"text-en-body": "<script>alert(1)</script><p>ok</p>"}, {"kind": "rumour"},
     {"tags": ["none"]}, {"countries": ["Atlantis"]}, {"text-en-teaser": "a\x00b"}],
)  # fmt: skip
def test_saving_never_refuses_for_a_reason_of_content(chief, changes):
    subject = article(live_from=None)
    write(subject, "en", "Before", teaser="t")
    data = fields(chief, url(subject))
    response = save(chief, url(subject), data, **{"text-en-teaser": "After"} | changes)
    assert response.status_code == 200
    draft = subject.editions.get()
    assert draft.teaser in ("After", "ab")
    assert "<script" not in draft.body
    assert len(draft.slug) <= 200


def test_what_was_typed_wrongly_stays_on_the_screen(chief):
    subject = article(live_from=None)
    write(subject, "en", "Before")
    page = save(chief, url(subject), fields(chief, url(subject)), date="31/02/2022").content.decode()
    assert 'value="31/02/2022"' in page
    assert "was not saved" in page


def test_opening_and_saving_with_four_live_languages_makes_no_draft(chief):
    subject = article(languages=("en", "nl", "fr", "de"))
    before = states(subject)
    response = save(chief, url(subject), fields(chief, url(subject)))
    assert states(subject) == before
    assert "Nothing had changed" in response.content.decode()


BODIES = [
    "<p>one</p>", "<ul><li>one</li></ul>", "<p>a &amp; b</p>\n<p>c</p>", "<aside><p>box</p></aside>", "<p>x<br>y</p>",
    '<h2 class="question">Why?</h2><table><tbody><tr><td>1</td></tr></tbody></table>', "<p>457\u202f000 euros</p>",
    '<p><a href="https://example.org/?a=1&amp;b=2">l</a></p>', "<blockquote><p>q</p></blockquote>",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_saving_an_untouched_draft_changes_nothing(chief, body):
    subject = article(live_from=None)
    write(subject, "nl", "Titel", teaser="one\n two", body=body)
    before = subject.editions.values_list("version", "body", "updated_at").get()
    save(chief, url(subject), fields(chief, url(subject)))
    assert subject.editions.values_list("version", "body", "updated_at").get() == before


def test_a_live_text_is_read_until_somebody_corrects_it(chief):
    subject = article(languages=("en", "nl", "fr"))
    assert "text-en-title" not in fields(chief, url(subject))
    save(chief, url(subject), fields(chief, url(subject)), act="correct:en")
    assert ("en", "draft") in states(subject)
    assert "text-en-title" in fields(chief, url(subject))
    save(chief, url(subject), fields(chief, url(subject)), act="discard:en")
    assert ("en", "discarded") in states(subject)


def test_a_french_and_a_dutch_editor_never_meet(chief):
    subject = article(live_from=None)
    write(subject, "fr", "Titre"), write(subject, "nl", "Titel")
    french = dutch = fields(chief, url(subject))
    save(chief, url(subject), french, **{"text-fr-title": "Titre 2"})
    response = save(chief, url(subject), dutch, **{"text-nl-title": "Titel 2"})
    assert "Somebody else" not in response.content.decode()
    assert set(subject.editions.values_list("title", flat=True)) == {"Titre 2", "Titel 2"}


def test_the_address_follows_the_title_until_the_first_publication(chief):
    subject = article(live_from=None)
    write(subject, "en", "One", "one")
    save(chief, url(subject), fields(chief, url(subject)), **{"text-en-title": "Two € 169.8 million"})
    assert subject.editions.get().slug == "two-169-8-million"
    subject.approve(["en"])
    subject.new_draft("en")
    save(chief, url(subject), fields(chief, url(subject)), **{"text-en-title": "Three"})
    assert subject.editions.working().get().slug == "two-169-8-million"


def test_facts_are_chosen_by_name_and_keep_their_order(chief):
    area = topic("peace-and-security")
    topic("sanctions", area)
    label = Tag(name="ukraine", slug="ukraine")
    label.set_names({"en": "Ukraine", "nl": "Oekraïne"}, ["Oekraine war"])
    subject = article(live_from=None)
    write(subject, "en", "One")
    save(
        chief, url(subject), fields(chief, url(subject)),
        topics=["Peace and security › Sanctions", "peace and SECURITY"], tags=["oekraine"], countries=["Ukraine", "ml"],
    )  # fmt: skip
    assert list(subject.topic_places.values_list("topic__key", flat=True)) == ["sanctions", "peace-and-security"]
    assert [tag.slug for tag in subject.tags.all()] == ["ukraine"]
    assert list(subject.country_rows.values_list("country", flat=True)) == ["ML", "UA"]


def test_public_facts_are_a_separate_act(chief):
    subject = article()
    assert "kind" not in fields(chief, url(subject))
    data = fields(chief, url(subject) + "?facts=1")
    save(chief, url(subject), data, kind="interview")
    subject.refresh_from_db()
    assert subject.kind == "news"
    save(chief, url(subject), data, act="facts", kind="interview")
    subject.refresh_from_db()
    assert subject.kind == "interview"


def test_publishing_two_languages_at_one_instant(chief):
    subject = article(live_from=None)
    write(subject, "nl", "Titel"), write(subject, "fr", "Titre")
    response = chief.post(url(subject, "publish"), {"languages": ["nl", "fr"], "when": "now"}, follow=True)
    assert "Live now in: Nederlands, Français" in response.content.decode()
    starts = set(subject.editions.values_list("live_from", flat=True))
    assert len(starts) == 1
    again = chief.post(url(subject, "publish"), {"languages": ["nl", "fr"], "when": "now"}, follow=True)
    assert "There is no draft in this language" in again.content.decode()


def test_publishing_dutch_alone_asks_for_a_reason(chief):
    subject = article(live_from=None)
    write(subject, "nl", "Titel")
    page = chief.post(url(subject, "publish"), {"languages": ["nl"], "when": "now"}).content.decode()
    assert "start and end together" in page
    assert subject.editions.live().count() == 0
    chief.post(url(subject, "publish"), {"languages": ["nl"], "when": "now", "reason": "urgent"})
    assert subject.editions.live().count() == 1


def test_scheduling_and_taking_back(chief):
    subject = article(live_from=None)
    write(subject, "en", "Title")
    chief.post(url(subject, "publish"), {"languages": ["en"], "when": "at", "at": "2099-03-12T09:00"})
    assert subject.editions.scheduled().get().live_from.isoformat() == "2099-03-12T08:00:00+00:00"
    assert "Scheduled for 12 March 2099, 09:00" in chief.get(url(subject)).content.decode()
    start = subject.editions.scheduled().get().live_from.isoformat()
    chief.post(url(subject, "cancel"), {"start": start})
    assert states(subject) == [("en", "draft")]


def test_dutch_and_french_are_taken_back_together(chief):
    subject = article(live_from=None)
    write(subject, "nl", "Titel"), write(subject, "fr", "Titre")
    data = {"languages": ["nl", "fr"], "when": "at", "at": "2099-03-12T09:00"}
    chief.post(url(subject, "publish"), data)
    start = subject.editions.scheduled().first().live_from.isoformat()
    assert start in chief.get(url(subject)).content.decode()
    chief.post(url(subject, "cancel"), {"start": start})
    assert states(subject) == [("fr", "draft"), ("nl", "draft")]


def test_withdrawing_with_a_notice(chief, client):
    subject = article("one", languages=("en", "nl", "fr"))
    response = chief.post(url(subject, "withdraw"), {"languages": ["en"], "notice-en": "No longer right."}, follow=True)
    assert "Withdrawn in: English" in response.content.decode()
    assert "No longer right." in client.get("/en/news/one/").content.decode()


def test_who_loses_a_right_meanwhile_loses_no_text(client, django_user_model):
    author = django_user_model.objects.create_user("author", is_staff=True)
    role = author.roles.create(name="author")
    client.force_login(author)
    filled = fields(client, ADD)
    role.delete()
    page = save(client, ADD, filled, **{"text-en-title": "My words"}).content.decode()
    assert "do not have the right" in page
    assert "My words" in page
    assert Article.objects.count() == 0


BACK_OFFICE = ["/admin/", "/admin/news/article/", "/admin/policy/topic/", "/admin/news/tag/", ADD,
               "/admin/policy/topic/add/", "/admin/news/fundingfigure/add/", "/admin/images/image/"]  # fmt: skip


@pytest.mark.parametrize("path", BACK_OFFICE)
def test_back_office_pages_are_strict_and_never_stored(chief, path):
    response = chief.get(path)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "no-store"
    assert not re.search(r'\sstyle="|\son\w+="', response.content.decode())


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/admin/news/article/", 6), ("/admin/policy/topic/", 6)])
def test_admin_lists_ask_the_same_number_of_questions(chief, django_assert_num_queries, path, queries, count):
    for number in range(count):
        topic(f"t{number}")
        article(f"a{number}", languages=("en", "nl", "fr", "de"))
    with django_assert_num_queries(queries):
        chief.get(path)
