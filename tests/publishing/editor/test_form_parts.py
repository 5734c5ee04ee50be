"""What the form offers besides words: starting a language, notes on facts, new tags, pictures, addresses, checks."""

from datetime import date

import pytest

from images.models import Image
from news.models import Article, Tag
from publishing import extension_points
from tests.factories.article_form import fields, save, states, url
from tests.factories.content import article, publish, topic, write
from tests.factories.pictures import image, photograph, saved, upload

pytestmark = pytest.mark.django_db
FOUR = ("en", "nl", "fr", "de")


@pytest.fixture
def chief(admin_client):
    return admin_client


@pytest.fixture
def recorded(monkeypatch):
    """What the audit trail was given, as (verb, before, after, reason)."""
    entries = []

    def record(user, verb, subject, *rest):
        entries.append((verb, *rest))

    monkeypatch.setattr(extension_points.audit_trail, "function", record)
    return entries


# -- a language without a text ----------------------------------------------------------------------
def test_starting_from_another_language_puts_it_beside_and_makes_nothing(chief):
    subject = article(live_from=None)
    write(subject, "fr", "Titre", body="<p>Bonjour.</p>")
    data = fields(chief, url(subject))
    page = save(chief, url(subject), data, act="start:nl:fr")
    assert page.redirect_chain[-1][0].endswith("?start=nl:fr#panel-nl")
    dutch = page.content.decode().split('id="panel-nl"')[1].split("</section>")[0]
    assert "No Dutch text yet" in dutch
    assert "Bonjour." in dutch.split("<noscript>")[1]
    assert states(subject) == [("fr", "draft")]


def test_a_start_that_names_no_text_is_harmless(chief):
    subject = article(live_from=None)
    write(subject, "fr", "Titre")
    page = chief.get(url(subject) + "?start=nl:xx").content.decode()
    assert "<noscript><div" not in page


# -- facts that are public ----------------------------------------------------------------------
def test_another_date_of_a_public_article_asks_for_a_note_in_each_live_language(chief, client, recorded):
    subject = article("one", languages=("nl", "fr"), date=date(2022, 3, 24))
    path = url(subject) + "?facts=1"
    data = fields(chief, path)
    page = save(chief, path, data, act="facts", date="2022-03-25", **{"facts-note-nl": "De datum klopt nu."}).content
    page = page.decode()
    assert Article.objects.get().date == date(2022, 3, 24)
    assert 'name="facts-note-fr"' in page
    assert 'value="2022-03-25"' in page
    assert "De datum klopt nu." in page
    notes = {"facts-note-nl": "De datum klopt nu.", "facts-note-fr": "La date est corrigée."}
    recorded.clear()
    save(chief, path, fields(chief, path), act="facts", date="2022-03-25", **notes)
    assert Article.objects.get().date == date(2022, 3, 25)
    assert recorded == [
        ("change_facts", {"date": "24 March 2022"}, {"date": "25 March 2022"},
         "nl: De datum klopt nu.\nfr: La date est corrigée.")
    ]  # fmt: skip
    reader = client.get("/nl/nieuws/one/").content.decode()
    assert "De datum klopt nu." in reader
    assert "La date est corrigée." not in reader


def test_another_main_topic_asks_for_a_note_and_another_second_topic_does_not(chief, recorded):
    first, second, third = topic("one"), topic("two"), topic("three")
    subject = article(topics=[first, second])
    path = url(subject) + "?facts=1"
    save(chief, path, fields(chief, path), act="facts", topics=["One", "Three"])
    assert [place.topic for place in subject.topic_places.all()] == [first, third]
    assert recorded[-1][1:3] == ({"topics": "One, Two"}, {"topics": "One, Three"})
    save(chief, path, fields(chief, path), act="facts", topics=["Three", "One"])
    assert [place.topic for place in subject.topic_places.all()] == [first, third]
    save(chief, path, fields(chief, path), act="facts", topics=["Three", "One"], **{"facts-note-en": "Other topic."})
    assert [place.topic for place in subject.topic_places.all()] == [third, first]


# -- tags ----------------------------------------------------------------------
def test_a_name_that_is_no_tag_yet_is_made_one_with_its_labels(chief):
    subject = article(live_from=None)
    write(subject, "en", "One")
    page = save(chief, url(subject), fields(chief, url(subject)), tags=["Sahel"]).content.decode()
    assert 'name="tags-make" value="Sahel"' in page
    assert 'name="tags-new-en" value="Sahel"' in page
    assert not subject.tags.exists()
    again = {
        "tags": ["Sahel"],
        "tags-new": ["Sahel"],
        "tags-make": ["Sahel"],
        **{
            f"tags-new-{code}": [label] for code, label in {"en": "Sahel", "nl": "De Sahel", "fr": "", "de": ""}.items()
        },
    }
    save(chief, url(subject), fields(chief, url(subject)), **again)
    assert [tag.labels for tag in subject.tags.all()] == [{"en": "Sahel", "nl": "De Sahel"}]
    save(chief, url(subject), fields(chief, url(subject)), **again)
    assert Tag.objects.count() == 1


def test_a_tag_is_not_made_by_somebody_without_the_right(chief, monkeypatch):
    monkeypatch.setattr(extension_points.permission_rule, "function", lambda user, verb, subject: verb != "make_tag")
    subject = article(live_from=None)
    write(subject, "en", "One")
    data = fields(chief, url(subject))
    save(chief, url(subject), data, tags=["X"], **{"tags-new": ["X"], "tags-make": ["X"], "tags-new-en": ["X"]})
    assert not Tag.objects.exists()


def test_tags_are_offered_in_the_language_of_the_editor_with_their_other_spellings(chief):
    Tag.make({"nl": "Oekraïne", "en": "Ukraine"}, None, ["Oekraine war"])
    page = chief.get("/admin/news/article/add/", headers={"accept-language": "nl"}).content.decode()
    assert '<option value="Oekraïne" data-also="Oekraine war|Ukraine">' in page


# -- the picture ----------------------------------------------------------------------
def test_an_upload_is_kept_at_once_and_asks_for_what_it_lacks(chief, django_user_model):
    image(credit="© Jan", created_by=django_user_model.objects.get(username="admin"))
    answer = chief.post("/admin/images/image/field/upload/", {"file": upload(saved(photograph(300, 200), "JPEG"))})
    kept = Image.objects.latest("pk")
    page = answer.content.decode()
    assert f'data-image="{kept.pk}"' in page
    assert 'value="© Jan"' in page
    assert "not finished" in page
    assert kept.credit == ""


def test_what_is_no_picture_is_refused_in_plain_words(chief):
    answer = chief.post("/admin/images/image/field/upload/", {"file": upload(b"<svg/>", "x.svg")})
    assert answer["Content-Type"].startswith("text/plain")
    assert "<" not in answer.content.decode()
    assert Image.objects.count() == 0


def test_the_picture_is_finished_beside_the_text(chief, recorded):
    subject = article(live_from=None)
    write(subject, "nl", "Titel")
    picture = image(alt={}, credit="", licence="")
    save(chief, url(subject), fields(chief, url(subject)), picture=[str(picture.pk)])
    assert "The picture has no alternative text" in chief.get(url(subject)).content.decode()
    name = f"picture-{picture.pk}-"
    details = {f"{name}alt_nl": "Een kaart", f"{name}credit": "FPS", f"{name}licence": "CC0-1.0"}
    save(chief, url(subject), fields(chief, url(subject)), **details)
    picture.refresh_from_db()
    assert (picture.alt, picture.credit, picture.licence) == ({"nl": "Een kaart"}, "FPS", "CC0-1.0")
    assert subject.editions.get().publication_blockers() == []
    assert [verb for verb, *_rest in recorded][-1] == "change_image"
    data = fields(chief, url(subject)) | {f"{name}decorative": "on"}
    save(chief, url(subject), {key: value for key, value in data.items() if "alt_" not in key})
    picture.refresh_from_db()
    assert (picture.alt, picture.decorative) == ({}, True)


def test_a_picture_used_elsewhere_says_on_how_many_pages(chief):
    picture = image(decorative=True, credit="ours", licence="PD")
    article(languages=FOUR, image=picture), topic("area", image=picture)
    subject = article(live_from=None, image=picture)
    write(subject, "en", "One")
    assert "Shown on 5 pages" in chief.get(url(subject)).content.decode()


def test_untouched_details_do_not_undo_what_somebody_else_wrote(chief):
    subject = article(live_from=None, image=(picture := image(alt={})))
    write(subject, "en", "One")
    data = fields(chief, url(subject))
    Image.objects.filter(pk=picture.pk).update(alt={"nl": "Van een ander"}, credit="Somebody")
    save(chief, url(subject), data, **{f"picture-{picture.pk}-alt_en": "Mine"})
    picture.refresh_from_db()
    assert (picture.alt, picture.credit) == ({"en": "Mine", "nl": "Van een ander"}, "Somebody")


# -- the address ----------------------------------------------------------------------
def test_a_published_address_changes_on_its_own_page_and_the_old_one_leads_on(chief, client):
    subject = article("old", languages=("en",))
    subject.new_draft("en")
    assert "text-en-slug" not in fields(chief, url(subject))
    save(chief, url(subject), fields(chief, url(subject)), **{"text-en-slug": "sly"})
    assert subject.editions.working().get().slug == "old"
    answer = chief.post(f"/admin/news/article/{subject.pk}/address/en/", {"slug": "A new Address"})
    assert answer.url.endswith("/publish/")
    assert subject.editions.working().get().slug == "a-new-address"
    assert client.get("/en/news/old/").status_code == 200
    subject.approve(["en"])
    assert client.get("/en/news/old/").url == "/en/news/a-new-address/"


@pytest.mark.parametrize("slug", ["", "old", "!!", "戰"])
def test_an_address_that_is_none_is_refused(chief, slug):
    subject = article("old", languages=("en",))
    page = chief.post(f"/admin/news/article/{subject.pk}/address/en/", {"slug": slug})
    assert page.status_code == 200
    assert not subject.editions.working().exists()


def test_an_address_page_exists_only_for_what_was_published(chief):
    subject = article(live_from=None)
    write(subject, "en", "One")
    assert chief.get(f"/admin/news/article/{subject.pk}/address/en/").status_code == 404
    assert chief.get(f"/admin/news/article/{subject.pk}/address/xx/").status_code == 404


# -- checks ----------------------------------------------------------------------
def test_checks_lead_to_the_field_that_puts_it_right(chief):
    subject = article(live_from=None, image=image(alt={"fr": "carte"}, licence="PD"))
    write(subject, "nl", "", slug="x"), write(subject, "fr", "x" * 80)
    page = chief.get(url(subject)).content.decode()
    assert "3 block publication, 4 hints" in page
    for anchor in ("#id_text-nl-title", "#id_text-nl-image_alt", "#id_picture", "#id_text-fr-title", "#id_topics"):
        assert f'<a href="{anchor}" data-goto>' in page
    assert 'id="id_text-nl-title"' in page


def test_a_correction_with_public_facts_opens_them_for_what_they_lack(chief):
    subject = article(languages=("en",), image=image(decorative=True, credit="ours", licence="PD"))
    subject.new_draft("en")
    Image.objects.update(credit="")
    assert 'href="?facts=1#id_picture"' in chief.get(url(subject)).content.decode()


def test_publishing_says_the_same_as_the_checks(chief):
    subject = article(live_from=None)
    draft = write(subject, "en", "", slug="x")
    assert draft.publication_blockers() == [f"English: {sentence}" for _field, sentence in draft.publication_errors()]
    publish(subject, ["en"], "One", live_from="2022-01-01 09:00")
    assert 'id="checks"' not in chief.get(url(subject)).content.decode()
