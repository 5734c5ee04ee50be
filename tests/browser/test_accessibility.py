"""Every kind of page as readers with other eyes, hands and settings meet it. Also by hand: see the statement."""

import pytest

from tests.fixtures.demo_site import tool

from .windows import AXE, DESK, PHONE, TAGS, WIDER

CLIPPED = """() => [...document.body.querySelectorAll("*")].filter((each) => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    if (!each.innerText?.trim() || box.width < 2 || style.clipPath !== "none") return false;
    const cut = (side) => ["hidden", "clip"].includes(style[side]);
    return (cut("overflowY") && each.scrollHeight > each.clientHeight + 3)
      || (cut("overflowX") && each.scrollWidth > each.clientWidth + 3); })
  .slice(0, 4).map((each) => `${each.tagName}.${each.className} cuts its text`)"""
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" + (
    "p { margin-bottom: 2em !important }"
)
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
    const style = getComputedStyle(each), still = (times) => times.split(",").every((time) => parseFloat(time) === 0);
    return !still(style.transitionDuration) || (style.animationName !== "none" && !still(style.animationDuration)); })
  .map((each) => each.outerHTML.slice(0, 80)).concat(document.getAnimations().length ? ["something is moving"] : [])"""


def over_all(demo, page, look) -> dict[str, list[str]]:
    found = {}
    for path in demo.kinds:
        page.goto(path)
        if faults := look(page):
            found[path] = faults
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(demo, opened, scheme):
    source = tool("axe").read_text()

    def look(page):
        page.evaluate(source)
        return page.evaluate(AXE, TAGS)

    assert over_all(demo, opened(viewport=PHONE, color_scheme=scheme), look) == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_text_may_be_twice_as_large_and_set_wider(demo, opened, size):
    def look(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        faults = page.evaluate(WIDER) + page.evaluate(CLIPPED)
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.add_style_tag(content=SPACING)
        return faults + page.evaluate(WIDER) + page.evaluate(CLIPPED)

    assert over_all(demo, opened(viewport=size), look) == {}


def test_pages_reflow_at_320_pixels(demo, opened):
    page = opened(viewport={"width": 320, "height": 640})
    assert over_all(demo, page, lambda each: each.evaluate(WIDER)) == {}


def test_nothing_moves_for_those_who_asked(demo, opened):
    assert over_all(demo, opened(viewport=DESK, reduced_motion="reduce"), lambda each: each.evaluate(MOVING)) == {}


def test_system_colours_keep_what_tells_something(demo, opened):
    """Focus, the open menu item, bars of money and the land on the map: shapes and borders, not only grounds."""
    page = opened(viewport=DESK, forced_colors="active")
    page.goto("/en/funding/")
    style = "(each) => getComputedStyle(each)"
    canvas = page.evaluate(f"({style})(document.body).backgroundColor")
    for bar in page.query_selector_all("svg .bar, svg .solid"):
        painted = bar.evaluate(f"(each) => [({style})(each).fill, ({style})(each).stroke]")
        assert any(paint not in ("none", canvas) for paint in painted)
    current = page.locator(".menu [aria-current]").first
    assert current.evaluate(f"(each) => parseFloat(({style})(each).borderBottomWidth)") >= 2
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(f"parseFloat(({style})(document.activeElement).outlineWidth)") >= 2
