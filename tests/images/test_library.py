"""The library in the back office: where a file is shown, what is not finished, a new file for an old one."""

import re

import pytest
from django.contrib.auth import get_user_model

from images.models import Document, Image
from images.usage import file_usage
from tests.factories.content import article, publish, topic
from tests.factories.pictures import document, drawing, image, saved, upload

pytestmark = pytest.mark.django_db
WORDS = dict.fromkeys(("en", "nl", "fr", "de"), "A coast")


@pytest.fixture
def desk(client, admin_user):
    client.force_login(admin_user)
    return client


def finished(**more):
    return image(alt=WORDS, credit="FPS", licence="CC0-1.0", **more)


def test_shown_on_counts_public_pages_by_fact_and_by_text():
    picture = finished()
    article("a", languages=("en", "nl"), image=picture, title="By fact")
    topic("sea", image=picture)
    text = article("b", live_from=None)
    body = f'<figure class="figure"><img src="/media/by/{picture.reference}/w800.webp" alt="Coast"></figure>'
    publish(text, ["en"], "In the text", live_from="2022-01-01 09:00", body=body)
    article("draft", live_from=None, image=picture)
    gone = article("gone", image=picture, title="Withdrawn")
    gone.withdraw(["en"], reason="over", override="over")
    found = file_usage(picture)
    assert found.count == 4
    assert {(code, title) for code, title, _url in found.pages} == {
        ("en", "By fact"), ("nl", "By fact (nl)"), ("en", "Sea"), ("en", "In the text")}  # fmt: skip
    assert file_usage(finished()).count == 0


@pytest.mark.parametrize("count", [1, 3])
def test_shown_on_costs_the_same_for_many_pages(count, django_assert_num_queries):
    picture = finished()
    for number in range(count):
        article(f"a{number}", image=picture)
    with django_assert_num_queries(6):  # two for each kind of text: articles, topics, banners
        assert file_usage(picture).count == count


def test_the_form_lists_the_pages_before_anything_is_changed(desk):
    picture = finished()
    subject = article("a", image=picture, title="On the coast")
    html = desk.get(f"/admin/images/image/{picture.pk}/change/").content.decode()
    assert "Shown on 1 page: what you change here changes there at once." in html
    assert f'<a href="/admin/news/article/{subject.pk}/change/" lang="en">On the coast</a>' in html
    assert "No public page shows this." in desk.get(f"/admin/images/image/{finished().pk}/change/").content.decode()
    assert "Shown on" not in desk.get("/admin/images/image/add/").content.decode()


def test_the_focal_point_is_two_numbers_without_a_script(desk):
    picture = finished()
    html = desk.get(f"/admin/images/image/{picture.pk}/change/").content.decode()
    assert 'name="focal_x" value="0.5" min="0" max="1" step="0.01"' in html
    assert "data-focal-point" in html
    old = picture.token
    fields = {f"alt_{number}": "A coast" for number in range(4)} | {"credit": "FPS", "licence": "CC0-1.0"}
    data = {**fields, "focal_x": "0.2", "focal_y": "0.81", "key": picture.key}
    assert desk.post(f"/admin/images/image/{picture.pk}/change/", data).status_code == 302
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (0.2, 0.81)
    assert picture.token != old
    assert desk.post(f"/admin/images/image/{picture.pk}/change/", data | {"focal_x": "1.4"}).status_code == 200


def test_a_new_file_takes_the_place_of_the_old_one_everywhere(desk):
    annex = document(title={"en": "Annex"})
    address = f"/media/by/{annex.reference}.pdf"
    body = f'<p><a href="{address}">The annex</a></p>'
    publish(article("a", live_from=None), ["en"], "With annex", live_from="2022-01-01 09:00", body=body)
    html = desk.get(f"/admin/images/document/{annex.pk}/change/").content.decode()
    assert address in html
    assert "With annex" in html
    first = desk.get(address)
    assert (first.status_code, first.headers["Location"]) == (302, annex.get_absolute_url())
    annex.file.save("annex.pdf", upload(b"%PDF-1.7 another text %%EOF", "annex.pdf"))
    again = Document.objects.get(pk=annex.pk)
    assert desk.get(address).headers["Location"] == again.get_absolute_url() != first.headers["Location"]
    assert desk.get(f"/media/by/{'0' * 32}.pdf").status_code == 404


def test_what_is_not_finished_is_listed_and_waits_on_the_desk_of_who_sent_it(desk, admin_user):
    whole, decorative = finished(key="whole"), image(decorative=True, credit="FPS", licence="PD", key="bare")
    half = image(alt={"en": "Only English"}, credit="FPS", licence="PD", key="half", created_by=admin_user)
    other = image(alt=WORDS, licence="PD", key="no-credit")
    assert set(Image.objects.filter(Image.unfinished())) == {half, other}
    assert [bool(each.missing()) for each in (whole, decorative, half, other)] == [False, False, True, True]
    listed = desk.get("/admin/images/image/?unfinished=on").content.decode()
    assert "Only English" in listed
    assert "no-credit" in listed or "A coast" in listed
    assert "bare" not in listed
    start = desk.get("/admin/").content.decode()
    assert "Your uploads, not finished" in start
    assert "Missing: alternative text (Nederlands, Français, Deutsch)" in start
    colleague = get_user_model().objects.create_user("colleague", is_staff=True)
    colleague.roles.create(name="author")
    desk.force_login(colleague)
    assert "Your uploads" not in desk.get("/admin/").content.decode()


def test_an_upload_that_stops_halfway_is_kept_and_listed(desk):
    file = upload(saved(drawing(), "png"), "coast.png")
    answer = desk.post("/admin/images/image/field/upload/", {"file": file})
    assert answer.status_code == 200
    picture = Image.objects.get()
    assert f'href="/admin/images/image/{picture.pk}/change/"' in desk.get("/admin/").content.decode()


def test_the_list_of_documents_is_one_of_the_desk(desk, admin_user):
    document(title={"fr": "L’annexe financière"}, language="fr", licence="PD", created_by=admin_user)
    document(title={"en": "Minutes"}, key="minutes")
    html = desk.get("/admin/images/document/").content.decode()
    assert "L’annexe financière" in html
    assert "PDF" in html
    for query, found in (("q=annexe", 1), ("licence=PD", 1), ("mine=1", 1), ("q=xylophone", 0), ("sort=licence", 2)):
        rows = desk.get(f"/admin/images/document/?{query}").context["page"].rows
        assert len(rows) == found, query


@pytest.mark.parametrize(
    "model", ["images/image", "images/document", "news/tag", "news/organisation", "policy/contact"]
)
def test_a_form_has_one_way_to_save(admin_client, model):
    form = admin_client.get(f"/admin/{model}/add/").content.decode()
    row = form.partition('class="submit-row"')[2].partition("</div>")[0]
    assert re.findall(r'<input[^>]* name="([^"]+)"', row) == ["_save"]
