"""Every kind of page of the back office, as its people meet it: two widths, two schemes, and axe looks at each."""

import pytest
from playwright.sync_api import expect

from docs.tools.screenshots import PASSWORD
from tests.browser.windows import AXE, DESK, PHONE, TAGS, WIDER
from tests.fixtures.demo_site import tool

LISTS = (
    "",
    "news/article/?q=xylophone",
    "news/article/",
    "policy/topic/",
    "images/image/",
    "images/image/?unfinished=on",
    "images/document/",
    "languages/",
    "checks/",
    "calendar/",
    "calendar/?view=week",
    "calendar/?view=agenda",
    "search/?q=ukraine",
    "mail/",
    "second-factor/",
    "sessions/",
    "desk/auditentry/",
    "news/article/trash/",
    "news/fundingfigure/",
    "policy/topic/tree/",
    "files/",
    "redirects/",
)
PLACES = ("policy/topic/8/move/", "policy/topic/8/move/?below=2", "policy/topic/8/move/?below=8")
TAGS_IN_TURN = ("news/tag/1/merge/", "news/tag/1/merge/?into=nothing", "news/tag/1/change/", "news/tag/?missing=any")
FORMS = ("news/article/add/", "policy/topic/1/change/", "images/image/1/change/", "auth/user/add/")
OF_A_LIVE_TEXT = ("change/", "history/", "withdraw/", "trash/")
OF_A_DRAFT = ("change/", "publish/", "review/de/", "links/")
ENLARGED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
OPENED = """() => [...document.querySelectorAll("details:not([open])")].map((each) => { each.open = true }).length"""
CONTRAST = """async () => (await axe.run({runOnly: ["color-contrast"]})).violations.flatMap(
  (each) => each.nodes.map((node) => `contrast: ${node.target.join(" ")}`)).slice(0, 4)"""


@pytest.fixture
def desk(demo, opened):
    """Signed in; `found` gathers the faults of each page."""
    page = opened(viewport=DESK)
    page.goto("/admin/login/")
    page.found = {}
    look(page)
    page.fill("#id_username", "admin")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector(".desk")
    return page


def look(page):
    """Both widths in both schemes; another scheme changes nothing but colours."""
    page.evaluate(tool("axe").read_text())
    page.add_style_tag(content="* { transition: none !important }")  # else colours are measured on their way
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        faults += [f"{size['width']}: {each}" for each in page.evaluate(AXE, TAGS) + page.evaluate(WIDER)]
        page.emulate_media(color_scheme="dark")
        faults += [f"{size['width']}, dark: {each}" for each in page.evaluate(CONTRAST)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(ENLARGED)
    faults += [f"400 %: {each}" for each in page.evaluate(WIDER)]
    page.set_viewport_size(DESK)
    if page.evaluate(OPENED):
        faults += [f"opened: {each}" for each in page.evaluate(AXE, TAGS)]
    if faults:
        page.found[page.url.partition("/admin/")[2]] = faults


def look_at(page, paths, below=""):
    for path in paths:
        answer = page.goto(f"/admin/{below}{path}")
        assert answer.status == 200, f"{below}{path}"
        if page.locator("#subject-form").count():
            page.wait_for_selector("[role=tab]")
            page.wait_for_selector(".tiptap[aria-label], .read-words", state="attached")
        look(page)


def place(page, words):
    """The path of the first article with these words, without what one does to it."""
    page.goto(f"/admin/news/article/?q={words}")
    return page.locator("tbody th a").first.get_attribute("href").partition("/admin/")[2].removesuffix("change/")


def test_axe_finds_nothing_on_login_desk_and_lists(desk):
    look_at(desk, LISTS)
    assert desk.found == {}


def test_axe_finds_nothing_on_forms_reviews_and_comparisons(desk):
    look_at(desk, FORMS)
    corrected = place(desk, "convention that banned")
    look_at(desk, OF_A_LIVE_TEXT, corrected)
    desk.goto(f"/admin/{corrected}history/?language=en")
    desk.locator("[name=old]").last.check()
    desk.locator("[name=new]").first.check()
    desk.locator("button[form=compare-form]").click()
    desk.wait_for_selector(".cmp")
    look(desk)
    look_at(desk, OF_A_DRAFT, place(desk, "election observer"))
    assert desk.found == {}


def test_axe_finds_nothing_where_topics_move_and_tags_merge(desk):
    look_at(desk, PLACES + TAGS_IN_TURN)
    desk.goto("/admin/news/tag/1/merge/")
    own = desk.locator(".breadcrumbs a").last.inner_text()
    names = desk.locator("datalist option").evaluate_all("all => all.map(each => each.value)")
    desk.fill("#id_into", next(name for name in names if name != own))
    desk.get_by_role("button", name="Show what changes").click()
    desk.wait_for_selector("#consequences")
    look(desk)
    assert desk.found == {}


def test_axe_finds_nothing_on_a_file_on_its_way_in(desk, tmp_path):
    table = tmp_path / "old.csv"
    table.write_text("address,leads_to\n/en/a/,/en/b/\n/en/b/,topic:sanctions\n/en/x/,/en/x/\n")
    desk.goto("/admin/redirects/")
    desk.set_input_files("#file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2"})
    desk.get_by_role("button", name="Show what changes").press("Enter")
    desk.wait_for_selector(".errornote")
    expect(desk.locator(".errornote")).to_contain_text("A column is missing")
    look(desk)
    desk.set_input_files("#file", table)
    desk.get_by_role("button", name="Show what changes").press("Enter")
    desk.wait_for_selector("#faults")
    expect(desk.locator("#notes + ul")).to_contain_text("A chain:")
    look(desk)
    desk.get_by_role("button", name="Import 2 rows").press("Enter")
    desk.wait_for_selector(".outcome")
    look(desk)
    answer = desk.request.get("/en/a/", max_redirects=0)
    assert answer.status == 301
    assert desk.found == {}
