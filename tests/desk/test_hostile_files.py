"""Files that are no tables, or too much of one: each gets a sentence, none is kept."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from desk.models import IncomingFile
from desk.spreadsheets import table_reader
from news.models import Article
from tests.factories.content import article
from tests.factories.spreadsheets import FILES, bring, send

pytestmark = pytest.mark.django_db


def refusal(client, kind, content, name="table.csv"):
    response = send(client, kind, content, name)
    assert response.status_code == 200
    assert IncomingFile.objects.count() == 0
    return response.context["refusal"]


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def workbook(rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"), (b"   \n", "empty"),
        (b"key,name_en\na,\x00\n", "null characters"),
        ("key,name_en\na,é\n".encode("latin-1"), "UTF-8"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'key,name_en\na,"open\n', "quotes closed"),
        (b"key,key\na,b\n", "name each column once"), (b",name_en\na,b\n", "name each column once"),
        (b"key,name_en\n\n\n", "no row below"),
        (b"key,password\na,b\n", "Unknown columns: password"), (b"name_en\na\n", "A column is missing: key"),
        (b"key,name_en\n" + b"a,b\n" * (table_reader.MAX_ROWS + 1), "too many rows"),
        (",".join(f"c{number}" for number in range(50)).encode() + b"\n1", "too many columns"),
        (b"PK\x03\x04 no zip", "cannot be read as XLSX"),
        (packed(xl="nothing"), "cannot be read as XLSX"),
        (packed(xl__a="0" * (table_reader.MAX_UNPACKED_SIZE + 1)), "unpacks to more"),
        (packed(**{f"p{number}": "" for number in range(300)}), "unpacks to more"),
        (packed(xl__a='<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'), "its own signs"),
        (workbook([["key", "name_en"], *[["a", "b"]] * (table_reader.MAX_ROWS + 1)]), "too many rows"),
    ],
)  # fmt: skip
def test_a_hostile_file_gets_a_clear_sentence(admin_client, content, why):
    assert why in refusal(admin_client, "organisations", content)


def test_ten_megabytes_are_not_read(admin_client):
    assert "5 MB at most" in refusal(admin_client, "organisations", b"key,name_en\n" + b"x" * 10_000_000)


def test_no_file_and_no_kind_are_told(admin_client):
    assert admin_client.post(FILES, {"kind": "tags"}).context["refusal"] == "Choose a file."
    assert admin_client.post(FILES, {"kind": "\x00"}).context["refusal"] == "Choose what the file holds."
    for path in ("users.csv", "tags.exe", "0/", "x/", "9" * 40 + "/"):
        assert admin_client.get(f"{FILES}{path}").status_code == 404


def test_dates_and_numbers_of_a_workbook_are_text(admin_client):
    article("one", live_from=None)
    content = workbook([["Key", "date", "for_the_record"], ["one", date(2023, 4, 5), True], [None, None, None]])
    report = bring(admin_client, "articles", content)
    assert (report.changed, report.total) == (1, 1)
    made = Article.objects.get()
    assert (made.date, made.for_the_record) == (date(2023, 4, 5), True)
