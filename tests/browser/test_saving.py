"""Nothing gets lost, in a real browser: typing, a lost line, a lost session, two people. Every console word fails."""

import pytest
from playwright.sync_api import expect

from desk.accounts.sessions import Session
from tests.browser.keyboard import open_form, reach, save, show, to_the_end
from tests.factories.content import article, topic, write

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "long-enough-for-anybody"
PROSE = "#panel-fr .tiptap"

OFFLINE = "ERR_INTERNET_DISCONNECTED"  # the browser's own note on a request of ours


class Desk:
    """Somebody at a computer of their own; what the console says is collected."""

    def __init__(self, browser, url, user):
        self.context = browser.new_context(base_url=url, locale="en-GB")
        self.said = []
        self.user = user
        self.page = self.tab()
        self.sign_in(self.page, "/admin/")

    def hear(self, message):
        if message.type in ("error", "warning") and OFFLINE not in message.text:
            self.said.append(message.text)

    def tab(self):
        page = self.context.new_page()
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
        )
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def sign_in(self, page, address):
        page.goto(address)
        page.locator("#id_username").fill(self.user.username)
        page.locator("#id_password").fill(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")


@pytest.fixture
def people(browser, live_server, django_user_model):
    desks = []

    def come(name):
        user = django_user_model.objects.create_superuser(name, password=PASSWORD, first_name=name.capitalize())
        desks.append(Desk(browser, live_server.url, user))
        return desks[-1]

    yield come
    for desk in desks:
        desk.context.close()
    assert [desk.said for desk in desks] == [[] for _desk in desks]


@pytest.fixture
def draft():
    return write(article(live_from=None), "fr", "Titre", body="<p>Corps</p>")


def wait_for_bar(page, words):
    expect(page.locator("[data-state]")).to_contain_text(words, timeout=15_000)


def spoken(page):
    """What a screen reader hears: to be waited for."""
    return page.locator("[data-speak]")


def wait_until(page, holds):
    """For what a test itself gathers while the page goes on."""
    for _try in range(500):
        if holds():
            return
        page.wait_for_timeout(20)
    raise AssertionError("It never came to that.")


def open_french(page, draft):
    open_form(page, draft.subject)
    show(page, "fr")
    page.wait_for_selector(PROSE)


def test_what_is_typed_is_saved_after_a_rest_and_stands_there_after_a_reload(people, draft):
    page = people("anna").page
    open_french(page, draft)
    page.locator("#id_text-fr-title").fill("Titre tapé")
    page.locator(PROSE).click()
    page.keyboard.press("End")
    page.keyboard.type(" et plus")
    wait_for_bar(page, "All changes saved")
    expect(spoken(page)).to_be_empty()
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Titre tapé", "<p>Corps et plus</p>")
    page.reload()
    page.wait_for_selector("[role=tab]")
    expect(page.locator("#id_text-fr-title")).to_have_value("Titre tapé")
    expect(page.locator(".found-note")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('fps-kept'))") == []


def test_a_manual_save_keeps_the_place_and_says_so(people, draft):
    draft.body = "<p>Paragraphe.</p>" * 40
    draft.save()
    page = people("anna").page
    open_french(page, draft)
    page.locator(PROSE).click()
    to_the_end(page)
    page.keyboard.type("Fin")
    place = "document.querySelector('#panel-fr .tiptap').getBoundingClientRect().bottom"
    before, scrolled = page.evaluate(place), page.evaluate("scrollY")
    save(page)
    expect(spoken(page)).to_have_text("Saved")
    page.wait_for_function("() => document.activeElement.matches('.tiptap')")
    page.wait_for_timeout(300)
    assert scrolled > 200
    assert abs(page.evaluate(place) - before) < 4
    page.keyboard.type(" de tout")
    wait_for_bar(page, "All changes saved")
    draft.refresh_from_db()
    assert draft.body.endswith("Paragraphe.Fin de tout</p>")


def test_without_a_connection_nothing_is_lost(people, draft):
    desk = people("anna")
    page = desk.page
    open_french(page, draft)
    desk.context.set_offline(True)
    page.locator("#id_text-fr-title").fill("Hors ligne")
    wait_for_bar(page, "Not saved: no connection")
    expect(spoken(page)).to_contain_text("Not saved: no connection")
    page.keyboard.press("Control+s")
    page.evaluate("new Promise(resume => setTimeout(resume))")  # the key asks the line before it comes back
    expect(page.locator("#id_text-fr-title")).to_have_value("Hors ligne")
    desk.context.set_offline(False)
    wait_for_bar(page, "All changes saved")
    expect(spoken(page)).to_have_text("Saved")
    draft.refresh_from_db()
    assert draft.title == "Hors ligne"


def test_a_save_by_hand_waits_for_the_one_that_began_when_the_line_came_back(people, draft):
    page, held, sent = people("anna").page, [], []
    open_french(page, draft)
    page.on("request", lambda request: sent.append(request.url.split("/")[-2]) if request.method == "POST" else None)
    page.route("**/autosave/", lambda route: route.abort("internetdisconnected"))
    page.locator("#id_text-fr-title").fill("Deux fois")
    wait_for_bar(page, "Not saved: no connection")
    sent.clear()
    page.unroute("**/autosave/")
    page.route("**/autosave/", lambda route: held.append(route) if route.request.method == "GET" else route.continue_())
    page.keyboard.press("Control+s")
    wait_until(page, lambda: len(held) == 1)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until(page, lambda: len(held) == 2)
    with page.expect_navigation():
        for route in held:
            route.continue_()
    assert sent[:2] == ["autosave", "change"]
    draft.refresh_from_db()
    assert draft.title == "Deux fois"


def test_a_text_in_a_missing_language_is_kept_in_the_browser_and_offered_back(people, draft):
    page = people("anna").page
    open_form(page, draft.subject)
    show(page, "nl")
    page.locator("#panel-nl [data-empty]").click()
    page.locator("#id_text-nl-title").fill("Nieuwe titel")
    page.locator("#panel-nl .tiptap").click()
    page.keyboard.type("Eerste alinea")
    wait_for_bar(page, "kept in this browser until you save")
    assert draft.subject.editions.count() == 1
    page.reload()
    page.wait_for_selector(".found-note")
    expect(page.locator(".found-head")).to_contain_text("(Nederlands)")
    reach(page, "[data-found-show]")
    page.keyboard.press("Enter")
    expect(page.locator(".found-table")).to_contain_text("Nieuwe titel")
    reach(page, "[data-found-take]")
    page.keyboard.press("Enter")
    save(page)
    assert draft.subject.editions.get(language="nl").body == "<p>Eerste alinea</p>"
    page.wait_for_timeout(500)
    expect(page.locator(".found-note")).to_have_count(0)


def test_facts_are_kept_in_the_browser_until_a_person_saves_them(people, draft):
    subject = draft.subject
    topic("peace")
    desk = people("anna")
    page = desk.page
    open_french(page, draft)
    page.locator("#id_kind").select_option("interview")
    page.locator("#id_date").fill("2021-03-04")
    page.locator("#id_topics").press_sequentially("Pea")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_bar(page, "kept in this browser")
    other = desk.tab()
    other.goto(f"/admin/news/article/{subject.pk}/change/")
    other.wait_for_selector(".found-note")
    expect(other.locator("[data-found-head]")).to_contain_text("(Facts)")
    other.locator("[data-found-show]").click()
    expect(other.locator(".found-table")).to_contain_text("4 March 2021")
    other.locator("[data-found-take]").click()
    expect(other.locator("#id_date")).to_have_value("2021-03-04")
    expect(other.locator(".field-topics .chosen li")).to_have_count(1)
    subject.refresh_from_db()
    assert (subject.kind, str(subject.date), subject.topics.count()) == ("news", "2022-01-01", 0)
    save(other)
    subject.refresh_from_db()
    assert (subject.kind, str(subject.date), subject.topics.count()) == ("interview", "2021-03-04", 1)
    other.reload()
    other.wait_for_selector("[role=tab]")
    other.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('fps-kept'))")
    expect(other.locator(".found-note")).to_have_count(0)


def test_nobody_else_at_this_computer_is_shown_the_text(people, draft):
    desk = people("anna")
    open_form(desk.page, draft.subject)
    show(desk.page, "nl")
    desk.page.locator("#panel-nl [data-empty]").click()
    desk.page.locator("#id_text-nl-title").fill("Van Anna")
    wait_for_bar(desk.page, "kept in this browser")
    other = people("bob")
    cookie = next(each for each in other.context.cookies() if each["name"] == "sessionid")
    desk.context.add_cookies([cookie])
    desk.page.locator("#id_text-nl-title").press("x")
    desk.page.reload()
    desk.page.wait_for_selector("[role=tab]")
    desk.page.wait_for_timeout(800)
    expect(desk.page.locator(".found-note")).to_have_count(0)
    assert "Van Anna" not in desk.page.content()


def test_who_is_signed_out_signs_in_in_a_new_tab_and_goes_on(people, draft):
    desk = people("anna")
    page = desk.page
    open_french(page, draft)
    Session.objects.all().delete()
    page.locator("#id_text-fr-title").fill("Sans session")
    page.wait_for_selector("[data-signed-out]:not([hidden])")
    expect(spoken(page)).to_contain_text("You were signed out")
    with desk.context.expect_page() as opened:
        page.locator("[data-signed-out] a").click()
    tab = opened.value
    tab.wait_for_selector("#id_password")
    desk.sign_in(tab, tab.url)
    expect(tab.locator("body")).to_contain_text("You can close this tab")
    tab.close()
    wait_for_bar(page, "All changes saved")
    expect(page.locator("[data-signed-out]")).to_be_hidden()
    expect(spoken(page)).to_have_text("Saved")
    draft.refresh_from_db()
    assert draft.title == "Sans session"
    page.locator("#id_text-fr-teaser").fill("Avec un nouveau jeton")
    save(page)
    draft.refresh_from_db()
    assert draft.teaser == "Avec un nouveau jeton"


def test_two_people_choose_between_three_texts_by_keyboard(people, draft):
    anna, bob = people("anna").page, people("bob").page
    with anna.expect_response(lambda response: "autosave" in response.url):
        open_french(anna, draft)  # what counts is the text she turned to, not the language of her desk
    open_french(bob, draft)
    expect(bob.locator("[data-others]")).to_contain_text("Also open: Anna (Français)")
    anna.locator("#id_text-fr-title").fill("D’Anna")
    anna.locator(PROSE).click()
    anna.keyboard.press("End")
    anna.keyboard.type(" d’Anna")
    wait_for_bar(anna, "All changes saved")
    bob.locator("#id_text-fr-title").fill("De Bob")
    bob.locator(PROSE).click()
    bob.keyboard.press("End")
    bob.keyboard.type(" de Bob")
    wait_for_bar(bob, "Anna saved this text at")
    expect(spoken(bob)).to_contain_text("Nothing of yours is lost")
    reach(bob, "[data-compare]")
    with bob.expect_navigation():
        bob.keyboard.press("Enter")
    bob.wait_for_selector(".conflict .tiptap")
    for whose, words in {"theirs": "D’Anna", "yours": "De Bob"}.items():
        column = bob.locator(f"[data-choice=title] .choice-{whose}")
        expect(column.locator("del")).to_have_text(["removed: Titre"])
        expect(column.locator("ins")).to_have_text([f"inserted: {words}"])
    expect(bob.locator("[data-choice=title] .choice-before .choice-text")).to_have_text("Titre")
    expect(bob.locator("[data-choice=body] ins")).to_have_text(["inserted: d’Anna", "inserted: de Bob"])
    expect(bob.locator("[data-choice=body] .choice-count")).to_have_text(["1 change", "1 change"])
    reach(bob, "[data-choice=title] [type=radio]")
    bob.keyboard.press("Space")
    expect(bob.locator("#id_text-fr-title")).to_have_value("D’Anna")
    reach(bob, "[data-choice=body] [type=radio]")
    bob.keyboard.press("ArrowDown")
    reach(bob, "[data-choice=body] .tiptap")
    to_the_end(bob)
    bob.keyboard.type(", et de nous deux")
    expect(bob.locator("[data-choice=body] [value=result]")).to_be_checked()
    reach(bob, ".conflict .next-step")
    with bob.expect_navigation():
        bob.keyboard.press("Enter")
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("D’Anna", "<p>Corps de Bob, et de nous deux</p>")


def test_leaving_with_unsaved_text_asks(people, draft):
    desk = people("anna")
    page = desk.page
    open_form(page, draft.subject)
    show(page, "nl")
    page.locator("#panel-nl [data-empty]").click()
    page.locator("#id_text-nl-title").press_sequentially("Titel")
    asked = []
    page.once("dialog", lambda dialog: asked.append(dialog.type))
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_without_a_script_a_form_without_a_session_is_sent_again(browser, live_server, people, draft):
    desk = people("anna")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(f"/admin/news/article/{draft.subject.pk}/change/")
    page.locator("#id_text-fr-title").fill("Sans script")
    Session.objects.all().delete()
    page.locator('.bar [value="save"]:not([data-compare])').click()
    expect(page.locator("body")).to_contain_text("nothing is lost")
    with context.expect_page() as opened:
        page.locator(".kept-steps a").click()
    desk.sign_in(opened.value, opened.value.url)
    page.locator(".next-step").click()
    expect(page.locator("body")).to_contain_text("has to be sent once more")  # the token changed with the sign-in
    page.locator(".next-step").click()
    draft.refresh_from_db()
    assert draft.title == "Sans script"
    context.close()
