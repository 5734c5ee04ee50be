"""A topic with twelve pages below it gets another place: by keyboard alone, without a script, and with the mouse."""

import pytest
from playwright.sync_api import expect

from policy.models import Topic
from tests.browser.keyboard import reach
from tests.factories.content import topic

pytestmark = pytest.mark.django_db(transaction=True)
FOUR = ("en", "nl", "fr", "de")
TREE = "/admin/policy/topic/tree/"


def branch():
    """Two areas, and in the first a topic with twelve pages below it, in four languages."""
    area, other = topic("peace", languages=FOUR), topic("solidarity", languages=FOUR)
    moved = topic("sanctions", area, languages=FOUR)
    for number in range(4):
        chapter = topic(f"chapter-{number}", moved, languages=FOUR)
        for part in range(2):
            topic(f"part-{number}-{part}", chapter, languages=FOUR)
    return area, other, moved


def addresses(moved):
    return [str(row) for each in (moved, *moved.below()) for row in each.addresses.all()]


def press(page, selector):
    """Tab to it and press Enter."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def move_by_keyboard(page, moved, below):
    page.goto(TREE)
    press(page, f"#topic-{moved.pk} > .topic-line a[href$='/{moved.pk}/move/']")
    reach(page, "input[name=below]:checked")
    for _press in range(20):
        if page.evaluate("document.activeElement.value") == str(below.pk):
            break
        page.keyboard.press("ArrowDown")
    press(page, "form.publish-form button.next-step")
    expect(page.locator("#consequences")).to_contain_text("52 addresses change, all redirected.")
    press(page, "form.publish-form button.next-step")
    expect(page.locator(".messagelist")).to_contain_text("52 addresses change")


def statuses(page, paths):
    """(status, where to) of each path, one hop."""
    found = {}
    for path in paths:
        answer = page.request.get(path, max_redirects=0)
        found[path] = answer.status, answer.headers.get("location", "")
    return found


def test_thirteen_pages_move_by_keyboard_and_back_without_a_loop(editor):
    area, other, moved = branch()
    old = addresses(moved)
    assert len(old) == 52
    move_by_keyboard(editor, moved, other)
    first = statuses(editor, old)
    assert {status for status, _url in first.values()} == {301}
    interim = [url for _status, url in first.values()]
    assert len(set(interim)) == 52
    assert {status for status, _url in statuses(editor, interim).values()} == {200}
    move_by_keyboard(editor, moved, area)
    assert {status for status, _url in statuses(editor, old).values()} == {200}
    assert statuses(editor, interim) == {new: (301, path) for path, new in zip(old, interim, strict=True)}


def test_steps_keep_the_focus_on_their_button(editor):
    area = topic("peace")
    line = [topic(key, area) for key in ("one", "two", "three")]
    editor.goto(TREE)
    press(editor, f"button[name=up][value='{line[2].pk}']")
    expect(editor.locator(":focus")).to_have_attribute("name", "up")
    with editor.expect_navigation():
        editor.keyboard.press("Enter")
    expect(editor.locator(":focus")).to_have_attribute("name", "down")
    assert list(Topic.objects.filter(parent=area).order_by("position").values_list("key", flat=True)) == [
        "three", "one", "two"]  # fmt: skip
    press(editor, f"#topic-{line[0].pk} > .topic-line a[href*='below={line[2].pk}']")
    expect(editor.locator(".facts-text")).to_contain_text("below “Three”")


def test_a_drag_ends_on_the_page_that_says_what_changes(editor):
    _area, other, moved = branch()
    editor.set_viewport_size({"width": 1280, "height": 1200})
    editor.goto(TREE)
    handle = editor.locator(f"#topic-{moved.pk} > .topic-line .topic-handle")
    with editor.expect_navigation():
        handle.drag_to(editor.locator(f"#topic-{other.pk} > .topic-line"))
    assert f"below={other.pk}" in editor.url
    expect(editor.locator("#consequences")).to_contain_text("52 addresses change")
    moved.refresh_from_db()
    assert moved.parent.key == "peace"


def test_a_move_without_a_script(browser, live_server, django_user_model, client):
    area, other = topic("peace"), topic("solidarity")
    moved = topic("sanctions", area)
    client.force_login(django_user_model.objects.create_superuser("chief"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(TREE)
    page.locator(f"#topic-{moved.pk} > .topic-line").get_by_role("link", name="Move…").click()
    page.get_by_label("Solidarity").check()
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Move it and redirect one address").click()
    moved.refresh_from_db()
    assert moved.parent == other
    context.close()
