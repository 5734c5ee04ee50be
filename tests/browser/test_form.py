"""The form in a real browser, by keyboard alone: every word of the console is a failure."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from images.models import Image
from news.models import Article, Tag
from tests.factories.content import article, topic, write
from tests.factories.pictures import photograph, saved

from .keyboard import open_form, reach, save, show

pytestmark = pytest.mark.django_db(transaction=True)
FOUR = ("en", "nl", "fr", "de")


def type_into(page, label, words):
    """Reach a field by Tab, as a keyboard user does, and type."""
    reach(page, label)
    page.keyboard.type(words)


def states():
    return sorted(
        (edition.language, edition.state) for subject in Article.objects.all() for edition in subject.editions.all()
    )


def test_an_editor_writes_translates_and_schedules_by_keyboard(editor, tmp_path):
    area = topic("peace-and-security", languages=FOUR)
    topic("sanctions", area, languages=FOUR)
    Tag.make({"nl": "Oekraïne", "fr": "Ukraine", "en": "Ukraine"})
    file = tmp_path / "holiday.jpg"
    file.write_bytes(saved(photograph(600, 400), "JPEG"))
    page = editor
    page.on("filechooser", lambda chooser: chooser.set_files(file))  # said early: the browser hears of it by and by
    open_form(page)
    show(page, "fr")
    type_into(page, "#id_text-fr-title", "Aide à l’Ukraine")
    type_into(page, "#id_text-fr-teaser", "Deux millions de raisons.")
    reach(page, "#panel-fr .tiptap")
    page.keyboard.type("Premier paragraphe.")
    reach(page, "#id_topics")
    page.keyboard.type("sanct")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("Peace and security")
    page.keyboard.press("Enter")
    reach(page, "#id_tags")
    page.keyboard.type("oekra")
    expect(page.locator("[role=option]:visible").first).to_have_text("Ukraine, also Oekraïne")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("Relief")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("Noodhulp")  # the first label that is empty has the focus
    page.keyboard.press("Tab")
    page.keyboard.type("Secours")
    reach(page, "[data-open-file]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-image]")
    for words in ("A map", "Kaart", "Carte"):  # the first alternative text has the focus
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    kept = Image.objects.get()
    type_into(page, f"#id_picture-{kept.pk}-credit", "FPS")
    reach(page, f"#id_picture-{kept.pk}-licence")
    page.keyboard.type("CC0")
    save(page)
    subject = Article.objects.get()
    assert [place.topic.key for place in subject.topic_places.all()] == ["sanctions", "peace-and-security"]
    assert {tag.slug: tag.labels for tag in subject.tags.all()}["relief"] == {
        "en": "Relief", "nl": "Noodhulp", "fr": "Secours"}  # fmt: skip
    assert subject.tags.count() == 2
    kept.refresh_from_db()
    assert subject.image == kept
    assert (kept.alt, kept.credit, kept.licence) == ({"en": "A map", "nl": "Kaart", "fr": "Carte"}, "FPS", "CC0-1.0")

    show(page, "nl")
    expect(page.locator("#id_text-nl-title")).to_be_hidden()
    reach(page, "#panel-nl [data-source=fr]")
    page.keyboard.press("Enter")
    expect(page.locator(".beside")).to_contain_text("Premier paragraphe.")
    expect(page.locator("#id_text-nl-title")).to_be_focused()
    page.keyboard.type("Hulp aan Oekraïne")
    reach(page, "#panel-nl .tiptap")
    page.keyboard.type("Eerste alinea.")
    save(page)
    assert states() == [("fr", "draft"), ("nl", "draft")]

    reach(page, ".bar .next-step")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    reach(page, "input[name=when]")
    page.keyboard.press("ArrowDown")
    page.evaluate("at => { document.querySelector('#id_at').value = at }", f"{tomorrow}T09:00")
    reach(page, ".bar .next-step")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    starts = {timezone.localtime(edition.live_from) for edition in subject.editions.scheduled()}
    assert {(start.date(), start.hour, start.minute) for start in starts} == {(tomorrow, 9, 0)}
    assert subject.editions.scheduled().count() == 2


def test_saving_an_untouched_article_with_four_live_languages_makes_no_draft(editor):
    subject = article(languages=FOUR)
    open_form(editor, subject)
    save(editor)
    assert {state for _language, state in states()} == {"approved"}


BODY = (
    "<h2>Head</h2><p>One <strong>two</strong> <em>three</em> 457\u202f000&nbsp;euros</p><ul><li><p>a</p></li></ul>"
    "<ol><li><p>b</p></li></ol><blockquote><p>q</p></blockquote><aside><h3>Box</h3><p>in it</p></aside>"
    '<h2 class="question">Why?</h2><p><a href="https://example.org/">link</a></p>'
    "<table><tbody><tr><th><p>h</p></th></tr><tr><td><p>d</p></td></tr></tbody></table><p>old<br>line</p>"
)


def test_the_editor_leaves_a_stored_text_alone(editor):
    subject = article(live_from=None)
    for language in FOUR:
        write(subject, language, f"Title {language}", body=BODY)
    before = list(subject.editions.order_by("pk").values_list("version", "body"))
    open_form(editor, subject)
    for language in FOUR:
        show(editor, language)
    save(editor)
    assert list(subject.editions.order_by("pk").values_list("version", "body")) == before


def test_one_word_changes_one_text_and_keeps_its_blocks(editor):
    subject = article(live_from=None)
    for language in FOUR:
        write(subject, language, f"Title {language}", body=BODY)
    open_form(editor, subject)
    show(editor, "fr")
    editor.locator("#panel-fr .tiptap p").first.click()
    editor.keyboard.press("End")
    editor.keyboard.type("!")
    save(editor)
    versions = dict(subject.editions.values_list("language", "version"))
    assert versions["fr"] == versions["en"] + 1 == versions["nl"] + 1
    body = subject.editions.get(language="fr").body
    assert "<aside><h3>Box</h3><p>in it</p></aside>" in body
    assert 'class="question"' in body


def test_two_tabs_never_overwrite_each_other(editor):
    subject = article(live_from=None)
    write(subject, "fr", "Titre"), write(subject, "nl", "Titel")
    other = editor.context.new_page()
    open_form(editor, subject), open_form(other, subject)
    show(editor, "fr")
    editor.locator("#id_text-fr-title").fill("Le premier")
    save(editor)
    show(other, "nl")
    other.locator("#id_text-nl-title").fill("De eerste")
    save(other)
    assert set(subject.editions.values_list("title", flat=True)) == {"Le premier", "De eerste"}
    show(other, "fr")
    other.locator("#id_text-fr-title").fill("Le second")
    show(editor, "fr")
    editor.locator("#id_text-fr-title").fill("Le troisième")
    save(editor)
    save(other)
    expect(other.locator("#panel-fr .conflict-note")).to_contain_text("after you opened it")
    assert subject.editions.get(language="fr").title == "Le troisième"
    expect(other.locator("#id_text-fr-title")).to_have_value("Le second")


PASTES = {
    "word": '<p class="MsoNormal" style="mso-margin:0"><b><span lang="FR" style="font-size:12pt">Gras<o:p></o:p></span>'
    "</b> et <i>fin</i></p><!--[if !supportLists]--><p class=MsoListParagraph>1. point</p>",
    "docs": '<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38">'
    '<span style="font-weight:700">Gras</span> et <span style="font-style:italic">fin</span></p></b>',
    "office": '<p style="margin-bottom:0cm"><font color="#000000"><font face="Liberation Serif"><b>Gras</b> et fin'
    "</font></font></p>",
}


@pytest.mark.parametrize("source", PASTES)
def test_pasted_text_comes_out_clean(editor, source):
    subject = article(live_from=None)
    write(subject, "en", "Title")
    open_form(editor, subject)
    editor.locator("#panel-en .tiptap").click()
    editor.evaluate(
        """html => {
            const data = new DataTransfer()
            data.setData('text/html', html)
            const target = document.querySelector('#panel-en .tiptap')
            target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
        }""",
        PASTES[source],
    )
    save(editor)
    body = subject.editions.get().body
    assert "Gras" in body
    assert not any(rest in body for rest in ("style", "class", "font", "span", "mso", "o:p", "<!--", "docs-internal"))
    version = subject.editions.get().version
    save(editor)
    assert subject.editions.get().version == version


def test_without_a_script_the_languages_stand_one_below_the_other(browser, live_server, django_user_model, client):
    subject = article(languages=("en",))
    client.force_login(django_user_model.objects.create_superuser("chief"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/admin/news/article/{subject.pk}/change/")
    for language in ("nl", "fr", "de"):
        page.locator(f"#id_text-{language}-title").fill(f"Titel {language}")
    page.locator("#id_text-nl-body").fill("<p>Tekst</p>")
    page.locator('.bar [value="save"]:not([data-compare])').click()
    assert subject.editions.working().count() == 3
    assert subject.editions.get(language="nl").body == "<p>Tekst</p>"
    context.close()
