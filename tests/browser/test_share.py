"""Preview and a link for an outsider in a real browser, by keyboard; every word of the console is a failure."""

import pytest
from playwright.sync_api import expect

from desk.models import Remark, ShareLink
from tests.browser.keyboard import open_form, reach, save, show, to_the_end
from tests.factories.content import article, write

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, selector):
    reach(page, selector)
    page.keyboard.press("Enter")


@pytest.fixture
def stranger(browser, live_server):
    """Somebody without an account, in a browser of their own."""
    context = browser.new_context(base_url=live_server.url, locale="fr-BE")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert context.cookies() == []
    context.close()
    # A browser notes an answer of 410 as an error of its own.
    assert [each for each in said if "410" not in each] == []


def test_unsaved_words_are_previewed_by_keyboard_in_any_language_and_width(editor):
    subject = article(live_from=None)
    write(subject, "fr", "Avant", body="<p>Un.</p>")
    write(subject, "nl", "Voor", body="<p>Een.</p>")
    page, sent = editor, []
    open_form(page, subject)
    page.on("request", lambda request: sent.append(request.url.split("/")[-2]) if request.method == "POST" else None)
    show(page, "fr")
    reach(page, "#id_text-fr-title")
    page.keyboard.press("End")
    page.keyboard.type(" et après")
    reach(page, "#panel-fr .tiptap")
    to_the_end(page)
    page.keyboard.type(" Deux.")
    page.keyboard.press("Control+Alt+p")
    shown = page.frame_locator("#preview-shell iframe")
    expect(shown.locator("h1")).to_have_text("Avant et après")
    expect(shown.locator(".prose")).to_have_text("Un. Deux.")
    expect(shown.locator(".preview")).to_be_visible()
    wide = shown.locator("body").evaluate("each => each.clientWidth")
    press(page, "[data-width=phone]")
    assert wide >= 1200
    expect(shown.locator("body")).to_have_js_property("clientWidth", 388)
    press(page, "[data-show=nl]")
    shown.locator("html[lang=nl]").wait_for()
    expect(shown.locator("h1")).to_have_text("Voor")
    page.keyboard.press("Escape")
    expect(page.locator("#preview-shell")).to_be_hidden()
    assert "change" not in sent
    save(page)
    assert "change" in sent
    assert subject.editions.get(language="fr").title == "Avant et après"


def test_a_stranger_reads_remarks_agrees_and_the_link_ends_at_publication(editor, stranger):
    subject = article("aide", live_from=None)
    write(subject, "fr", "Aide secrète", "aide-secrete", body="<p>Un.</p><p>Deux.</p>")
    page = editor
    page.goto(f"/admin/news/article/{subject.pk}/links/")
    reach(page, "#id_note")
    page.keyboard.type("Ambassade")
    press(page, ".link-form .next-step")
    page.wait_for_selector("#address")
    path = "/share/" + page.input_value("#address").partition("/share/")[2]
    assert ShareLink.objects.get().languages == ["fr"]

    stranger.goto(path)
    expect(stranger.locator("h1")).to_have_text("Aide secrète")
    expect(stranger.locator("nav.menu, footer")).to_have_count(0)
    reach(stranger, "#id_name")
    stranger.keyboard.type("Mme Dupont")
    reach(stranger, "#id_paragraph")
    stranger.keyboard.press("ArrowDown")
    stranger.keyboard.press("ArrowDown")
    reach(stranger, "#id_text")
    stranger.keyboard.type("Trois plutôt ?")
    press(stranger, "button[name=verdict][value='']")
    stranger.wait_for_selector(".share-said")
    reach(stranger, "#id_name")
    stranger.keyboard.type("Mme Dupont")
    press(stranger, "button[value=agree]")
    stranger.wait_for_url("**said=agree**")
    assert list(Remark.objects.values_list("name", "paragraph", "verdict")) == [
        ("Mme Dupont", 1, ""),
        ("Mme Dupont", None, "agree"),
    ]

    open_form(page, subject)
    show(page, "fr")
    expect(page.locator("#remarks .verdict.agree")).to_have_count(1)
    reach(page, "#id_text-fr-title")
    page.keyboard.press("End")
    page.keyboard.type(" encore")
    reach(page, "#remark-text")
    page.keyboard.type("Corrigé.")
    press(page, ".remark-new button")
    page.locator("#remarks .remark", has_text="Corrigé.").wait_for()
    expect(page.locator("#id_text-fr-title")).to_have_value("Aide secrète encore")  # a remark costs nobody their words
    save(page)
    expect(page.locator("#remarks .verdict.agree")).to_have_count(0)
    expect(page.locator("#remarks .verdict.void")).to_have_count(1)

    subject.approve(["fr"], override="test")
    answer = stranger.goto(path)
    public = subject.editions.get().get_absolute_url()
    assert answer.status == 410
    assert stranger.locator("main a").get_attribute("href") == public
    press(stranger, "main a")
    stranger.wait_for_url(f"**{public}")
    assert stranger.evaluate("document.referrer") == ""
