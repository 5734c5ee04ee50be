"""Annexes: what may be uploaded, and how it is handed out."""

import struct

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from images.documents import read_document
from images.models import Document

from ..factories.pictures import ODT, PDF, document, odt, upload

CSV = "country;amount\r\nUkraine;€ 9 000 000\r\n".encode()


def refused(content, name):
    with pytest.raises(ValidationError) as refusal:
        read_document(upload(content, name), name)
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "annex.PDF", "pdf"),
        (PDF, "annex.exe", "pdf"),
        (CSV, "figures.csv", "csv"),
        (b"\xef\xbb\xbf" + CSV, "figures.CSV", "csv"),
        (odt(), "letter", "odt"),
    ],
)
def test_a_document_is_known_by_its_content(content, name, kind):
    assert read_document(upload(content, name), name) == kind


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "annex.pdf", "empty"),
        (PDF[:-7], "annex.pdf", "broken"),
        (b"  " + PDF, "annex.pdf", "unknown"),
        (b"<html><script>alert(1)</script>", "annex.pdf", "unknown"),
        (b"<html><script>alert(1)</script>", "figures.csv", "unknown"),
        (CSV, "figures.txt", "unknown"),
        (b"a;b\n1;\x00", "figures.csv", "unknown"),
        ("land;België;x".encode("latin-1"), "figures.csv", "not_utf_8"),
        (CSV.decode().encode("utf-16"), "figures.csv", "not_utf_8"),
        ("land;België".encode()[:-1], "figures.csv", "broken"),
        (odt()[:-10], "letter.odt", "broken"),
        (odt().replace(b"<office", b"<offixe"), "letter.odt", "broken"),
        (odt(mimetype=b"application/vnd.openxmlformats"), "letter.odt", "unknown"),
        (odt(("Basic/Standard/Module1.xml", b"Sub Main")), "letter.odt", "macros"),
        (odt(("Pictures/bomb.bmp", bytes(101_000_000))), "letter.odt", "unpacks"),
        (odt(*((f"Pictures/{number}", b"") for number in range(2000))), "letter.odt", "unpacks"),
    ],
)
def test_a_document_that_is_not_what_it_should_be_is_refused(content, name, why):
    assert refused(content, name) == why


def test_a_zip_that_states_too_small_a_size_is_refused():
    lying = odt(("Pictures/bomb.bmp", bytes(1_000_000)))
    assert refused(lying.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10)), "letter.odt") == "broken"


def test_a_document_of_too_many_bytes_is_refused(settings):
    settings.DOCUMENT_MAX_BYTES = 50
    assert refused(PDF, "annex.pdf") == "bytes"


# -- Handed out ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [(PDF, "x.pdf", "application/pdf"), (CSV, "x.csv", "text/csv; charset=utf-8"), (odt(), "x.odt", ODT.decode())],
)
def test_a_document_is_downloaded_under_its_title(client, content, name, media_type):
    annex = document(content, name, title={"en": "Aid, in figures", "nl": "Hulp in cijfers"}, language="nl")
    assert (annex.size, annex.media_type) == (len(content), media_type)
    assert annex.get_absolute_url() == f"/media/{annex.token}/hulp-in-cijfers.{annex.kind}"
    response = client.get(annex.get_absolute_url())
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="hulp-in-cijfers.{annex.kind}"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Length"] == str(len(content))
    assert not response.cookies


@pytest.mark.django_db
def test_a_link_outlives_a_new_title(client):
    annex = document(title={"en": "First"})
    before = annex.get_absolute_url()
    annex.title = {"en": "Second"}
    annex.save()
    response = client.get(before)
    assert (response.status_code, response.headers["Location"]) == (301, f"/media/{annex.token}/second.pdf")
    assert client.get(before.replace(".pdf", ".odt")).status_code == 404
    assert client.get(before.replace(annex.token, "0" * 32)).status_code == 404
    assert client.post(annex.get_absolute_url()).status_code == 405
    head = client.head(annex.get_absolute_url())
    assert (head.headers["Content-Type"], b"".join(head.streaming_content)) == ("application/pdf", b"")


@pytest.mark.django_db
def test_a_title_without_letters_still_gives_an_address(client):
    annex = document(title={"en": "Доклад"})
    assert annex.get_absolute_url().endswith("/document.pdf")
    assert b"".join(client.get(annex.get_absolute_url()).streaming_content) == PDF


@pytest.mark.django_db
def test_a_new_file_gets_a_new_name_and_the_old_one_is_gone(client, django_capture_on_commit_callbacks):
    annex = document(title={"en": "Annex"})
    before, old = annex.get_absolute_url(), annex.file.name
    annex.file = upload(odt(), "letter.odt")
    with django_capture_on_commit_callbacks(execute=True):
        annex.save()
    stored = Document.objects.get()
    assert (stored.kind, stored.media_type, stored.size) == ("odt", ODT.decode(), len(odt()))
    assert client.get(before).status_code == 404
    assert not stored.file.storage.exists(old)


@pytest.mark.django_db
def test_a_document_whose_file_is_lost_is_not_found(client):
    annex = document()
    annex.file.storage.delete(annex.file.name)
    assert client.get(annex.get_absolute_url()).status_code == 404


# -- The back office -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, count, django_assert_num_queries):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    for number in range(count):
        document(title={"en": f"Annex {number}"})
    with django_assert_num_queries(4):
        response = client.get(reverse("admin:images_document_changelist"))
    assert response.content.count(b">Annex ") == count


@pytest.mark.django_db
def test_a_document_is_added_and_a_bad_one_is_refused_with_its_reason(client):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    where = reverse("admin:images_document_add")
    page = client.post(where, {"title_en": "Macros", "file": upload(odt(("Basic/x", b"")), "x.odt")}).content.decode()
    assert "The document holds macros. Save it without them." in page
    assert client.post(where, {"title_en": "Annex", "file": upload(PDF, "x.pdf")}).status_code == 302
    assert (Document.objects.get().title, Document.objects.get().media_type) == ({"en": "Annex"}, "application/pdf")
