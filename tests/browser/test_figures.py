"""Sums of money in the form, in a real browser and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from news.models import FundingFigure, SetAsideSum
from tests.browser.keyboard import open_form, reach, save, to_the_end
from tests.factories.content import article, write
from tests.factories.figures import organisation

pytestmark = pytest.mark.django_db(transaction=True)
CARD = ".money-card:not(.confirmed)"


@pytest.fixture
def subject():
    organisation("belgium", country="BE")
    made = article("haiti", live_from=None)
    write(made, "en", "Help for Haiti", body="<p>Help.</p>")
    return made


def type_sum(page, words):
    reach(page, "#panel-en .tiptap")
    to_the_end(page)
    page.keyboard.type(words)


def wait_for_marks(page, words, name="money-waits"):
    page.wait_for_function(
        "([name, words]) => String([...(CSS.highlights.get(name) ?? [])].map(String)) === String(words)",
        arg=[name, words],
    )


def test_a_sum_is_typed_confirmed_saved_and_published_by_keyboard(editor, subject):
    page = editor
    open_form(page, subject)
    type_sum(page, " BELGIUM gives 457,000 euros for Haiti.")
    page.wait_for_selector(CARD)
    expect(page.locator(".bar-money")).to_have_text("1 sum, 1 to confirm")
    wait_for_marks(page, ["457,000 euros"])
    expect(page.locator(".tiptap:focus"), "the cards never take the focus").to_be_attached()

    reach(page, CARD)
    confirm = page.locator(f"{CARD} [data-confirm]")
    expect(confirm).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    expect(page.locator("[data-why]")).to_contain_class("asked")
    assert not FundingFigure.objects.exists()
    page.keyboard.press("2")
    expect(confirm).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Enter")
    page.wait_for_selector(".money-card.confirmed")
    expect(page.locator(".bar-money")).to_have_text("1 sum, all confirmed")
    wait_for_marks(page, [])
    wait_for_marks(page, ["457,000 euros"], "money-done")
    figure = FundingFigure.objects.get()
    assert (figure.amount, figure.stage, figure.provider.key, figure.country.code) == (
        *(457_000, "commitment", "belgium", "HT"),
    )

    save(page)
    expect(page.locator(".money-card.confirmed")).to_contain_text("Not public")
    reach(page, ".bar .next-step")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, ".bar .next-step")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(subject.editions.get().get_absolute_url())
    expect(page.locator(f"#figure-{figure.key}")).to_have_count(1)
    expect(page.locator(f"#figure-{figure.key}")).to_contain_text("€457,000")


def test_cards_are_walked_set_aside_and_brought_back_by_keyboard(editor, subject):
    page = editor
    open_form(page, subject)
    type_sum(page, " It costs €1 million, or €2 million. n 2")
    page.wait_for_selector(f"{CARD} + {CARD}")
    assert not SetAsideSum.objects.exists(), "letters in the text are no shortcuts"
    reach(page, CARD)
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("data-card", "EUR-2000000")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("n")
    page.wait_for_selector(".money-aside")
    expect(page.locator(".bar-money")).to_have_text("1 sum, 1 to confirm")
    expect(page.locator(":focus")).to_have_attribute("data-card", "EUR-2000000")
    reach(page, ".money-aside summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card-EUR-1000000")
    assert not SetAsideSum.objects.exists()


def test_what_is_chosen_on_a_card_outlives_further_typing(editor, subject):
    page = editor
    open_form(page, subject)
    type_sum(page, " It gives €1 million.")
    page.wait_for_selector(CARD)
    page.locator("#card-EUR-1000000").focus()
    page.keyboard.press("3")
    page.locator("#card-EUR-1000000 .money-details summary").click()
    page.locator("#panel-en .tiptap").focus()
    to_the_end(page)
    page.keyboard.type(" And €2 million.")
    page.wait_for_selector("#card-EUR-2000000")
    expect(page.locator("#card-EUR-1000000 .money-stages input:checked")).to_have_attribute("value", "disbursement")
    expect(page.locator("#card-EUR-1000000 .money-details")).to_have_attribute("open", "")
