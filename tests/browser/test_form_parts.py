"""The parts of the form in a real browser: on a phone, by keyboard, with a file that is dropped."""

import base64

import pytest
from django.utils import translation
from playwright.sync_api import expect

from desk.preferences.language_middleware import IN_SESSION
from images.models import Image
from news.models import Tag
from publishing.editor.editor_labels import editor_words
from tests.browser.keyboard import open_form, reach, save, show
from tests.factories.content import article, write
from tests.factories.pictures import drawing, image, photograph, saved

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}

DROP = """([selector, data]) => {
    const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], 'map.png', {type: 'image/png'}))
    const field = document.querySelector(selector)
    for (const type of ['dragover', 'drop'])
        field.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}))
}"""


def drop(page, content):
    page.evaluate(DROP, [".field-picture [data-picture-now]", base64.b64encode(content).decode()])


def test_a_dropped_picture_is_kept_at_once_and_decorative_empties_its_words(editor):
    subject = article(live_from=None)
    write(subject, "en", "Title")
    open_form(editor, subject)
    drop(editor, saved(drawing(), "PNG"))
    editor.wait_for_selector("[data-image]")
    kept = Image.objects.get()
    words = editor.locator(f"#id_picture-{kept.pk}-alt_nl")
    words.fill("kaart")
    box = editor.locator(f"#id_picture-{kept.pk}-decorative")
    box.check()
    expect(words).to_be_disabled()
    expect(words).to_have_value("")
    box.uncheck()
    expect(words).to_be_enabled()
    expect(words).to_have_value("kaart")
    box.check()
    save(editor)
    subject.refresh_from_db()
    kept.refresh_from_db()
    assert (subject.image, kept.decorative, kept.alt) == (kept, True, {})


def test_what_is_no_picture_is_told_and_changes_nothing(editor):
    subject = article(live_from=None, image=image())
    write(subject, "en", "Title")
    open_form(editor, subject)
    before = editor.locator("[data-image]").get_attribute("data-image")
    drop(editor, b"no picture at all")
    editor.wait_for_selector(".picture-said.failed")
    assert editor.locator("[data-image]").get_attribute("data-image") == before
    assert Image.objects.count() == 1


def test_the_library_is_searched_and_chosen_from_by_keyboard(editor):
    for number in range(3):
        image(key=f"p-{number}", caption={"en": f"Harbour {number}"})
    wanted = image(photograph(400, 300), key="flag", caption={"en": "A flag"})
    subject = article(live_from=None)
    write(subject, "en", "Title")
    open_form(editor, subject)
    reach(editor, "[data-open-library]")
    editor.keyboard.press("Enter")
    editor.keyboard.type("flag")
    editor.wait_for_selector(".library-found li:only-child")
    reach(editor, "[data-pick]")
    editor.keyboard.press("Enter")
    editor.wait_for_selector("[data-image]")
    expect(editor.locator("[data-open-library]:focus")).to_be_attached()
    save(editor)
    subject.refresh_from_db()
    assert subject.image == wanted
    editor.locator("[data-take-away]").click()
    save(editor)
    subject.refresh_from_db()
    assert subject.image is None


def test_chips_are_removed_by_a_button_that_says_what(editor):
    subject = article(live_from=None)
    write(subject, "en", "Title")
    subject.tags.set([Tag.make({"en": "Ukraine"}), Tag.make({"en": "Aid"})])
    open_form(editor, subject)
    editor.get_by_role("button", name="Remove tag Ukraine", exact=True).press("Enter")
    expect(editor.locator("#id_tags")).to_be_focused()
    save(editor)
    assert [tag.name for tag in subject.tags.all()] == ["Aid"]


def test_a_check_puts_the_cursor_into_its_field(editor):
    subject = article(live_from=None)
    write(subject, "en", "Title", teaser="t"), write(subject, "nl", "", slug="x")
    open_form(editor, subject)
    editor.get_by_role("link", name="The title is missing.").press("Enter")
    expect(editor.locator("#id_text-nl-title")).to_be_focused()
    expect(editor.locator("#tab-nl")).to_have_attribute("aria-selected", "true")
    editor.keyboard.press("Shift+Tab")
    editor.keyboard.press("Tab")
    editor.get_by_role("link", name="No topic is chosen").press("Enter")
    expect(editor.locator("#id_topics")).to_be_focused()


def test_on_a_phone_languages_are_a_select_and_the_right_column_is_folded(editor):
    subject = article(live_from=None)
    write(subject, "en", "Title"), write(subject, "nl", "Titel")
    open_form(editor, subject)
    editor.set_viewport_size(PHONE)
    expect(editor.get_by_role("tablist")).to_be_hidden()
    chooser = editor.locator("#subject-form select[aria-label=Language]")
    expect(chooser.locator("option")).to_have_text(
        ["English · draft", "Nederlands · draft", "Français · missing", "Deutsch · missing"]
    )
    chooser.select_option("nl")
    expect(editor.locator("#id_text-nl-title")).to_be_visible()
    facts = editor.get_by_role("button", name="Facts", exact=True)
    expect(editor.locator("#id_date")).to_be_hidden()
    facts.click()
    expect(editor.locator("#id_date")).to_be_visible()
    expect(editor.get_by_role("button", name="Checks")).to_contain_text("hint")
    bar = editor.locator(".bar")
    expect(bar.locator("button:visible")).to_have_text(["Publish…"])
    bar.locator("summary").press("Enter")
    with editor.expect_navigation():
        bar.get_by_role("button", name="Save draft").click()
    assert editor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_question_mark_lists_the_shortcuts_and_tab_leaves_the_body(editor):
    subject = article(live_from=None)
    write(subject, "fr", "Titre", body="<ul><li>un</li><li>deux</li></ul>")
    open_form(editor, subject)
    show(editor, "fr")
    editor.keyboard.press("?")
    expect(editor.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    editor.keyboard.press("Escape")
    body = editor.get_by_role("textbox", name="Body, Français")
    assert body.get_attribute("lang") == "fr"
    body.locator("li").last.click()
    editor.keyboard.type("?")
    editor.keyboard.press("Control+]")
    editor.keyboard.press("Tab")
    expect(editor.locator(".field-body :focus")).to_have_count(0)
    save(editor)
    assert subject.editions.get().body == "<ul><li><p>un</p><ul><li><p>deux?</p></li></ul></li></ul>"


def test_the_focus_is_never_under_the_bar(editor):
    editor.set_viewport_size({"width": 1280, "height": 600})
    subject = article(live_from=None, image=image())
    write(subject, "en", "Title", body="<p>words</p>" * 30)
    open_form(editor, subject)
    covered = """() => {
        const own = document.activeElement
        if (own === document.body || own.closest('.bar, #header, #nav-sidebar')) return ''
        const [box, bar] = [own, document.querySelector('.bar')].map(each => each.getBoundingClientRect())
        const tall = box.height > 400
        return !tall && box.top < bar.bottom && box.bottom > bar.top && own.outerHTML.slice(0, 120)
    }"""
    show(editor, "en")
    for _press in range(70):
        assert not editor.evaluate(covered)
        editor.keyboard.press("Tab")


def test_a_save_keeps_the_tab_and_the_place(editor):
    subject = article(live_from=None)
    write(subject, "nl", "Titel", body="<p>woorden</p>" * 40)
    open_form(editor, subject)
    show(editor, "nl")
    editor.locator("#panel-nl .tiptap p").last.click()
    editor.keyboard.type("!")
    before = editor.evaluate("window.scrollY")
    save(editor)
    assert before > 300
    editor.wait_for_selector("#panel-nl .tiptap")
    editor.wait_for_timeout(500)
    assert abs(editor.evaluate("window.scrollY") - before) < 100  # the page itself may have become a little shorter
    expect(editor.locator("#tab-nl")).to_have_attribute("aria-selected", "true")
    expect(editor.locator("[data-state]")).to_contain_text("saved at", ignore_case=True)


def test_the_inset_box_is_named_in_the_language_of_the_editor(browser, live_server, django_user_model, client):
    client.force_login(django_user_model.objects.create_superuser("chief"))
    context = browser.new_context(base_url=live_server.url, locale="nl-BE")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto("/admin/news/article/add/")
    page.wait_for_selector(".tiptap")
    named = page.locator("form#subject-form").get_attribute("data-inset")
    expect(page.locator(f'.prose-menubar [aria-label="{named}"]')).to_have_count(4)
    context.close()


def test_the_text_editor_speaks_the_language_of_the_desk(editor, client):
    session = client.session
    session[IN_SESSION] = "fr"
    session.save()
    subject = article(live_from=None)
    write(subject, "fr", "Titre", body="<p>Un <strong>mot</strong>.</p>")
    open_form(editor, subject)
    show(editor, "fr")
    editor.wait_for_selector("#panel-fr .prose-menubar [title=Gras]")
    with translation.override("fr"):
        words = editor_words()
    foreign = [name for name, ours in words.items() if name != ours and name not in words.values()]
    said = (
        "bar => [...bar.querySelectorAll('*')].flatMap(each => [each.title, each.ariaLabel, each.textContent.trim()])"
    )
    assert set(foreign) & set(editor.locator("#panel-fr .prose-menubar").evaluate(said)) == set()
    editor.locator("#panel-fr .tiptap").click()
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Control+k")
    asked = editor.locator(".prose-editor-dialog")
    asked.wait_for()
    assert set(foreign) & set(asked.evaluate(said)) == set()
    expect(asked).to_contain_text("Adresse de la page")
