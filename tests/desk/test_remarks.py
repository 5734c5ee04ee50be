"""What colleagues say beside a text: it stays at its paragraph, folds when it is dealt with, and is never public."""

import pytest
from django.template.loader import render_to_string

from desk.audit.models import AuditEntry
from desk.models import Remark, Role
from desk.permissions.access_limits import AccessLimit
from desk.sharing.paragraphs import digest_of, find_paragraph, paragraph_digest
from desk.sharing.remarks import position_remarks, remark
from publishing.text.rich_text import read_html
from tests.factories.content import article, write

BODY = '<p>One.</p><h2>Two</h2><ul><li>a</li><li>b</li></ul><figure class="figure"></figure><p>Last &amp; least.</p>'


@pytest.fixture
def draft(db):
    return write(article("a", live_from=None), "en", "Title", body=BODY)


def form(subject):
    return f"/admin/news/article/{subject.pk}/change/"


def say(client, subject, **data):
    return client.post(f"/admin/news/article/{subject.pk}/remarks/", data)


def shown(client, subject):
    page = client.get(form(subject)).content.decode()
    return page[page.index('id="remarks"') : page.index("</section>", page.index('id="remarks"'))]


# -- paragraphs --------------------------------------------------------------------------------------------------------
def test_a_list_is_one_paragraph_and_a_table_is_one():
    table = "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    body = f"<p>One<br>two.</p><ul><li><p>a</p></li><li>b</li></ul>{table}"
    assert read_html(body).paragraphs == ("One two.", "a b", "1 2")
    assert read_html("").paragraphs == ()


def test_a_picture_counts_although_it_has_no_words():
    picture = f'<figure class="figure"><img src="/media/by/{"0" * 32}/w800.webp" alt=""></figure>'
    assert read_html(f"<p>One.</p>{picture}<p>Three.</p>").paragraphs == ("One.", "", "Three.")


@pytest.mark.parametrize(
    ("now", "place"),
    [(["a", "b", "c"], 1), (["x", "a", "b", "c"], 2), (["b", "x", "b"], 0), (["a", "b changed"], None), ([], None)],
)
def test_a_remark_follows_its_paragraph_and_lets_go_when_it_is_rewritten(now, place):
    assert find_paragraph(paragraph_digest("b"), 1, now) == place


def test_agreement_is_to_every_word_but_not_to_the_address(draft):
    agreed = digest_of(draft)
    draft.slug = "elsewhere"
    assert digest_of(draft) == agreed
    for name in ("title", "teaser", "body", "image_alt", "image_caption"):
        before = getattr(draft, name)
        setattr(draft, name, f"{before}x")
        assert digest_of(draft) != agreed
        setattr(draft, name, before)
    assert digest_of(draft) == agreed


# -- the thread --------------------------------------------------------------------------------------------------------
def test_a_remark_is_written_beside_the_form_and_stands_last(admin_client, draft):
    say(admin_client, draft.subject, text="First", place="en")
    got = say(admin_client, draft.subject, text="Second", place="en:1")
    assert got["Location"] == f"{form(draft.subject)}#remarks"
    thread = shown(admin_client, draft.subject)
    assert thread.index("First") < thread.index("Second")
    assert "paragraph 2" in thread
    assert not draft.subject.editions.get().version > draft.version  # the text was not touched


def test_it_hangs_at_its_paragraph_after_edits_and_else_on_an_earlier_version(draft, django_user_model):
    by = django_user_model.objects.create_superuser("chief")
    said = remark(draft, "?", by=by, paragraph=1)
    draft.body = f"<p>New first.</p>{BODY}"
    assert [(each.number, each.is_old) for each in position_remarks([said], {"en": draft})] == [(3, False)]
    draft.body = BODY.replace("Two", "Zwei")
    assert [(each.number, each.is_old) for each in position_remarks([said], {"en": draft})] == [(None, True)]
    assert said.quote == "Two"


def test_a_resolved_remark_folds_and_can_be_opened_again(admin_client, draft):
    say(admin_client, draft.subject, text="Fix this", place="en")
    said = Remark.objects.get()
    say(admin_client, draft.subject, resolve=said.pk)
    thread = shown(admin_client, draft.subject)
    assert "No open remark" in thread
    assert thread.index("<details>") < thread.index("Fix this")
    say(admin_client, draft.subject, reopen=said.pk)
    assert "<details>" not in shown(admin_client, draft.subject)
    verbs = list(AuditEntry.objects.filter(verb__contains="remark").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["remark", "resolve_remark", "reopen_remark"]


@pytest.mark.parametrize(
    "data", [{}, {"text": "  ", "place": "en"}, {"text": "x", "place": "de"}, {"text": "x" * 5001, "place": "en"}]
)
def test_what_cannot_be_kept_is_told(admin_client, draft, data):
    got = admin_client.post(f"/admin/news/article/{draft.subject.pk}/remarks/", data, follow=True)
    assert 'class="error"' in got.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize("place", ["en:99", "en:-1", "en:x", "en:9999999999999999999999"])
def test_an_unknown_paragraph_is_the_whole_text(admin_client, draft, place):
    say(admin_client, draft.subject, text="x", place=place)
    assert Remark.objects.get().paragraph is None


def test_a_remark_of_another_subject_is_not_resolved_from_here(admin_client, draft):
    say(admin_client, draft.subject, text="x", place="en")
    other = article()
    assert say(admin_client, other, resolve=Remark.objects.get().pk).status_code == 404
    assert say(admin_client, other, resolve="9" * 30).status_code == 404


def test_the_way_back_never_leads_to_another_site(admin_client, draft):
    for after in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        got = say(admin_client, draft.subject, text="x", place="en", next=after)
        assert got["Location"].startswith("/admin/")
    assert say(admin_client, draft.subject, text="x", place="en", next="/admin/review/")["Location"] == "/admin/review/"


def test_the_script_of_the_form_gets_the_thread_alone(admin_client, draft):
    path = f"/admin/news/article/{draft.subject.pk}/remarks/"
    part = admin_client.post(path, {"text": "Quick", "place": "en"}, headers={"X-Part": "remarks"}).content.decode()
    assert "Quick" in part
    assert "<html" not in part
    part = admin_client.post(path, {"text": "Lost?", "place": "de"}, headers={"X-Part": "remarks"}).content.decode()
    assert "There is no text in this language" in part
    assert "Lost?" in part


def test_who_is_left_out_of_a_limited_draft_reads_and_writes_no_remark(client, django_user_model, draft):
    other = django_user_model.objects.create_user("other", is_staff=True)
    Role.objects.create(user=other, name=Role.Name.EDITOR)
    AccessLimit.objects.create(subject=draft.subject)
    client.force_login(other)
    assert say(client, draft.subject, text="x", place="en").status_code == 404
    assert client.get(f"/admin/news/article/{draft.subject.pk}/links/").status_code == 404
    assert not Remark.objects.exists()


def test_remarks_are_never_public(client, admin_client):
    subject = article(title="Public")
    say(admin_client, subject, text="Internal words", place="en")
    assert Remark.objects.exists()
    client.logout()
    for path in (subject.editions.get().get_absolute_url(), "/en/search/?q=internal", "/en/news/feed.json"):
        assert "Internal words" not in client.get(path).content.decode()


def test_a_long_thread_costs_the_form_no_more_questions(admin_client, django_assert_max_num_queries, draft):
    asked = []
    for number in range(3):
        say(admin_client, draft.subject, text=f"remark {number}", place=f"en:{number}")
        with django_assert_max_num_queries(100) as questions:
            admin_client.get(form(draft.subject))
        asked.append(len(questions))
    assert asked[1] == asked[2]


def test_the_margin_of_the_review_hangs_remarks_at_their_paragraph_with_one_form(draft, django_user_model, rf):
    by = django_user_model.objects.create_superuser("chief")
    remark(draft, "On the whole", by=by)
    remark(draft, "On the list", by=by, paragraph=2)
    remark(write(draft.subject, "de", "Titel"), "German", by=by)
    request = rf.get("/admin/review/?against=live")
    request.user = by
    page = render_to_string("admin/desk/review_panel.html", {"edition": draft}, request)
    assert page.index("On the list") < page.index("On the whole")
    assert "paragraph 3" in page
    assert "German" not in page
    assert page.count("<form") == 1
    assert 'name="next" value="/admin/review/?against=live#remarks"' in page
