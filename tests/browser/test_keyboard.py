"""A walk through menu, filters and search with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESK, PHONE

SEEN = """() => {
  const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
  const shown = each.closest("label.choice") ? getComputedStyle(each.closest("label.choice")) : style;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { name: `${each.tagName} ${each.innerText || each.name || each.id}`.trim().slice(0, 60),
    ring: Math.max(parseFloat(style.outlineWidth), parseFloat(shown.outlineWidth)),
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    free: each.contains(top) || top?.closest("label, a, summary")?.contains(each) || each.offsetHeight > innerHeight };
  }"""


def tab_to(page, wanted, most=60):
    """Tab until the focus stands on something of that name; every stop on the way can be seen."""
    for _stop in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        assert seen["ring"] >= 2, seen
        assert seen["inside"], seen
        assert seen["free"], seen
        if re.search(wanted, seen["name"]):
            return
    pytest.fail(f"no way to {wanted} by keyboard")


@pytest.fixture
def desk(opened):
    return opened(viewport=DESK)


def test_the_first_stop_leads_to_the_content(desk):
    desk.goto("/en/news/")
    tab_to(desk, "Skip to the content", most=1)
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()
    tab_to(desk, "Search words|Filter|q", most=3)


def test_search_without_a_mouse(desk):
    desk.goto("/en/")
    tab_to(desk, "INPUT q")
    desk.keyboard.type("sanctions")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/en/search/\?q=sanctions"))
    tab_to(desk, r"A .*[Ss]anctions")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_contain_text("anctions")


def test_filter_a_list_and_take_a_filter_back(desk):
    desk.goto("/en/news/")
    tab_to(desk, "INPUT area")
    desk.keyboard.press("ArrowDown")  # the radio after “All areas”
    tab_to(desk, "INPUT year")
    desk.keyboard.press("Space")
    tab_to(desk, "Show items")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"area=[a-z-]+&.*year=\d{4}"))
    tab_to(desk, "Remove filter|×")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"^(?!.*area=.*year=)"))


def test_the_menu_of_a_phone_opens_and_closes(opened):
    page = opened(viewport=PHONE)
    page.goto("/fr/")
    tab_to(page, "SUMMARY Menu")
    page.keyboard.press("Enter")
    expect(page.locator(".header-menu")).to_have_attribute("open", "")
    tab_to(page, "Actualités", most=3)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fr/actualites/"))
    tab_to(page, "SUMMARY Menu")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    expect(page.locator(".header-menu")).not_to_have_attribute("open", "")
    tab_to(page, "Filtre")
    page.keyboard.press("Enter")
    tab_to(page, "INPUT q", most=2)


def test_ask_for_other_money_by_keyboard(desk):
    desk.goto("/en/funding/")
    tab_to(desk, "SELECT")
    tab_to(desk, "BUTTON Show")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/en/funding/\?.*provider="))
