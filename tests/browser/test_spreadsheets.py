"""A table comes in and goes out: by keyboard alone, and without a script."""

import csv

import pytest
from playwright.sync_api import expect

from news.models import Organisation
from tests.browser.keyboard import reach

pytestmark = pytest.mark.django_db(transaction=True)
FILES = "/admin/files/"
TABLE = "key,name_en,country\nred-cross,Red Cross,CH\nbad key,Nobody,CH\nocha,OCHA,\n"


@pytest.fixture
def table(tmp_path):
    def written(text):
        path = tmp_path / "table.csv"
        path.write_text(text)
        return path

    return written


def choose(page, path):
    """Tab reaches the field. The dialogue that its key opens is the browser's own, which no script may drive."""
    reach(page, "#file")
    expect(page.locator("#file")).to_be_focused()
    page.locator("#file").set_input_files(path)


def brought():
    return set(Organisation.objects.filter(key__in=["red-cross", "ocha", "bad key"]).values_list("key", flat=True))


def test_a_table_comes_in_and_goes_out_by_keyboard_alone(editor, table):
    editor.goto(FILES)
    reach(editor, "input[name=kind]:checked")
    editor.keyboard.press("ArrowDown")
    expect(editor.locator(":focus")).to_have_value("organisations")
    choose(editor, table("key,colour\nocha,blue\n"))
    reach(editor, ".next-step")
    editor.keyboard.press("Enter")
    expect(editor.locator(".errornote:focus")).to_contain_text("Unknown columns: colour.")
    assert editor.title().startswith("Error: Import and export")
    expect(editor.locator("input[name=kind]:checked")).to_have_value("organisations")

    choose(editor, table(TABLE))
    reach(editor, ".next-step")
    with editor.expect_navigation(url="**/admin/files/*/"):
        editor.keyboard.press("Enter")
    expect(editor.locator("#faults ~ div tbody")).to_contain_text("bad key")
    assert brought() == set()
    reach(editor, "[role=region][tabindex='0']")  # a long table of faults scrolls with the arrow keys
    reach(editor, "input[name=mode]:checked")
    expect(editor.locator(":focus")).to_have_value("rest")
    reach(editor, ".next-step")
    with editor.expect_navigation():
        editor.keyboard.press("Enter")
    expect(editor.locator(".outcome")).to_have_text("2 rows were imported.")
    assert brought() == {"red-cross", "ocha"}

    reach(editor, ".bar a.button")
    with editor.expect_navigation(url=f"**{FILES}"):
        editor.keyboard.press("Enter")
    reach(editor, "a[href$='/organisations.csv']")
    with editor.expect_download() as asked:
        editor.keyboard.press("Enter")
    with open(asked.value.path(), encoding="utf-8-sig") as file:
        assert {row["key"]: row["country"] for row in csv.DictReader(file)} == {"red-cross": "CH", "ocha": ""}


def test_a_table_comes_in_without_a_script(browser, live_server, django_user_model, client, table):
    client.force_login(django_user_model.objects.create_superuser("chief"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(FILES)
    page.get_by_label("Organisations").check()
    page.get_by_label("File", exact=True).set_input_files(table("key,colour\nocha,blue\n"))
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Unknown columns: colour.")
    expect(page.get_by_label("Organisations")).to_be_checked()
    page.get_by_label("File", exact=True).set_input_files(table(TABLE))
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_label("import nothing").check()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("status")).to_have_text("Nothing was imported.")
    assert brought() == set()

    page.get_by_role("link", name="Choose another file").click()
    page.get_by_label("Organisations").check()
    page.get_by_label("File", exact=True).set_input_files(table(TABLE))
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("status")).to_have_text("2 rows were imported.")
    assert brought() == {"red-cross", "ocha"}
    context.close()
