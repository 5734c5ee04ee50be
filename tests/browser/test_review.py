"""From the review to the reader, by keyboard alone: read, ask for changes, mend, publish with a public note."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import reach
from tests.factories.content import article, moment, write

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "<p>Belgium gives three million euros to farmers in Haiti.</p><p>More will follow.</p>"


def press(page, selector, key="Enter"):
    reach(page, selector)
    page.keyboard.press(key)


def test_review_ask_mend_and_publish_with_a_note(editor):
    page = editor
    subject = article(live_from=None)
    write(subject, "en", "Aid for Haiti", body=BODY)
    subject.approve(["en"], live_from=moment("2022-03-25 09:00"))
    draft = subject.new_draft("en")
    draft.body = BODY.replace("three", "four")
    draft.save()
    draft.submit(reason="please before noon")

    page.goto(f"/admin/news/article/{subject.pk}/review/en/")
    expect(page.locator(".review-head")).to_contain_text("please before noon")
    press(page, '.cmp-list a[href="#change-1"]')
    expect(page.locator(":target")).to_contain_text("three")
    press(page, ".review-ask summary")
    reach(page, "#reason")
    page.keyboard.type("The title should name the sum.")
    with page.expect_navigation():
        press(page, ".review-ask form .button")

    page.wait_for_selector("[role=tab]")
    expect(page.locator(".handed")).to_contain_text("The title should name the sum.")
    page.wait_for_selector(".tiptap")
    reach(page, "#id_text-en-title")
    page.keyboard.press("End")
    page.keyboard.type(": 4 million")
    with page.expect_navigation():
        press(page, '.bar [value="publish"]')

    deed = page.locator("[data-deed]")
    expect(deed).to_have_text("Publish en now")
    expect(page.locator('[name="kind"][value="notable"]')).to_be_checked()
    press(page, '[name="languages"][value="en"]', "Space")
    expect(deed).to_be_disabled()
    page.keyboard.press("Space")
    press(page, '[name="when"]', "ArrowDown")
    expect(deed).to_have_text("Publish")
    page.keyboard.press("ArrowUp")
    reach(page, "#note-en")
    page.keyboard.type("The sum is four million, not three.")
    reach(page, "[data-deed]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    live = subject.editions.live("en").get()
    assert (live.title, live.note, live.small_fix) == (
        "Aid for Haiti: 4 million",
        "The sum is four million, not three.",
        False,
    )
    page.goto(live.get_absolute_url())
    expect(page.locator("main")).to_contain_text("The sum is four million, not three.")


def test_the_button_repeats_the_deed(editor):
    page = editor
    subject = article(live_from=None)
    for language in ("nl", "fr", "en"):
        write(subject, language, f"Title {language}", body=BODY)
    page.goto(f"/admin/news/article/{subject.pk}/publish/")
    deed = page.locator("[data-deed]")
    expect(deed).to_have_text("Publish nl, fr and en now")
    page.locator('[name="languages"][value="en"]').uncheck()
    expect(deed).to_have_text("Publish nl and fr now")
    page.locator('[name="at"]').fill("2030-03-12T09:00")
    expect(deed).to_have_text("Schedule nl and fr for 12 March 09:00")


def test_a_bar_stands_beside_the_paragraph_that_changed(editor):
    page = editor
    subject = article(live_from=None)
    write(subject, "nl", "Hulp", body="<p>Drie miljoen.</p><p>Meer volgt.</p>")
    write(subject, "fr", "Aide", body="<p>Trois millions.</p><p>La suite viendra.</p>")
    subject.approve(["nl", "fr"], live_from=moment("2022-03-25 09:00"))
    draft = subject.new_draft("fr")
    draft.body = "<p>Quatre millions.</p><p>La suite viendra.</p>"
    draft.save()
    subject.approve(["fr"])
    page.goto(f"/admin/news/article/{subject.pk}/change/#panel-nl")
    page.wait_for_selector("#panel-nl .read-words")
    page.locator(".tabs-more select").select_option("fr")
    expect(page.locator(".beside .was-changed")).to_have_text(["Quatre millions."])
    press(page, '[value="still:nl:1"]')
    page.wait_for_load_state()
    expect(page.locator(".outdated")).to_have_count(0)
