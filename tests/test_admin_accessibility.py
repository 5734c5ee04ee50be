"""Every kind of page of the back office, as its people meet it: two widths, two schemes, and axe looks at each."""

import pytest

from scripts.screenshots import PASSWORD
from tests.demo_site import tool
from tests.test_accessibility import AXE, DESK, PHONE, TAGS, WIDER, opened  # noqa: F401 (a fixture)

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
)
FORMS = ("news/article/add/", "policy/topic/1/change/", "images/image/1/change/", "auth/user/add/")
OF_A_LIVE_TEXT = ("change/", "history/", "withdraw/", "trash/")
OF_A_DRAFT = ("change/", "publish/", "review/de/", "links/")
ENLARGED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
OPENED = """() => [...document.querySelectorAll("details:not([open])")].map((each) => { each.open = true }).length"""
CONTRAST = """async () => (await axe.run({runOnly: ["color-contrast"]})).violations.flatMap(
  (each) => each.nodes.map((node) => `contrast: ${node.target.join(" ")}`)).slice(0, 4)"""


@pytest.fixture
def desk(demo, opened):  # noqa: F811
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
