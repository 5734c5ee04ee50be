"""The cards of sums beside the form: one a sum, confirmed by a person, kept through every edit."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from news.figures.actions import ActionRefused, run_action
from news.figures.detection import MAX_AMOUNTS, StoredMention, detect_amounts, field_blocks, occurrences_in
from news.figures.panel import FigurePanel
from news.figures.suggestions import Party, SourceSentence, Suggestion, suggest
from news.funding import sql
from news.funding.cte import FigureQuery
from news.models import FigureMention, FundingFigure, SetAsideSum
from publishing import extension_points
from publishing.text.rich_text import clean_html, read_html
from tests.factories.content import article, publish, write
from tests.factories.figures import organisation

NINE = (9_000_000, None, "EUR")
FOUR = {
    "en": {"title": "Help", "teaser": "", "body": "<p>Belgium gives more than <b>€9</b>&nbsp;million to the FAO.</p>"},
    "nl": {"title": "Hulp", "teaser": "", "body": "<p>België geeft meer dan 9 miljoen euro aan de FAO.</p>"},
    "fr": {"title": "Aide", "teaser": "", "body": "<p>La Belgique donne plus de 9 millions d’euros à la FAO.</p>"},
    "de": {"title": "Hilfe", "teaser": "", "body": "<p>Belgien hilft.</p>"},
}


# -- pure ------------------------------------------------------------------------------------------------------------
def test_four_languages_of_one_sum_are_one_card():
    (card,) = detect_amounts(FOUR)
    assert (card.key, card.mentioned, card.qualifier, card.is_done) == (NINE, {"en", "nl", "fr"}, "more_than", False)


def test_each_place_is_where_the_plain_text_says():
    for place in occurrences_in(FOUR["en"], "en"):
        plain = read_html(FOUR["en"]["body"]).text
        assert plain[place.start : place.start + len(place.quote)] == place.quote == "€9\xa0million"


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<ul><li>", "</li></ul>", "<br>", "a b", " ", "&nbsp;", "&amp;", "\n"]))
)
def test_blocks_and_plain_text_count_alike(parts):
    html = clean_html("".join(parts))
    plain = read_html(html).text
    assert all(plain[offset : offset + len(block)] == block for offset, block in field_blocks("body", html))


def test_a_title_without_the_bound_takes_none_away():
    (card,) = detect_amounts({"en": {"title": "€9 million", "body": "<p>It is more than €9 million.</p>"}})
    assert card.qualifier == "more_than"


def known(figure=1, language="en", quote="€9\xa0million", start=0, key=NINE, **more):
    return StoredMention(figure, key, language, "body", start, quote, **more)


def test_a_confirmation_stands_while_the_amount_stands_however_it_is_written():
    text = {"en": {"title": "", "body": "<p>Now 9 000 000 euros, elsewhere.</p>"}}
    (card,) = detect_amounts(text, [known()])
    assert (card.figure, card.confirmed, card.lost) == (1, {"en"}, set())


@pytest.mark.parametrize("words", ["€8 million", "€19 million", "€9 million to €10 million", "nothing"])
def test_another_amount_is_another_card_and_the_old_one_is_lost(words):
    found = detect_amounts({"en": {"title": "", "body": f"<p>Now {words}.</p>"}}, [known(quote="€9 million")])
    assert [card.lost for card in found if card.figure == 1] == [{"en"}]
    assert all(not card.confirmed for card in found)


def test_words_that_only_a_person_reads_as_a_sum_stand_as_long_as_they_do():
    text = {"en": {"title": "", "body": "<p>Nine times a million coins.</p>"}}
    (card,) = detect_amounts(text, [known(quote="Nine times a million coins")])
    assert (card.confirmed, card.lost) == ({"en"}, set())


def test_a_language_written_later_waits_for_its_confirmation():
    (card,) = detect_amounts(FOUR, [known()])
    assert (card.is_confirmed, card.is_done, card.mentioned - card.confirmed) == (True, False, {"nl", "fr"})


def test_two_figures_of_one_sum_share_its_places_in_turn():
    text = {"en": {"title": "", "body": "<p>€9 million to one, €9 million to the other.</p>"}}
    found = detect_amounts(text, [known(1, quote="€9 million"), known(2, quote="€9 million", start=20)])
    assert [(card.figure, len(card.occurrences)) for card in found] == [(1, 1), (2, 1)]


def test_a_hostile_text_makes_no_more_cards_than_a_person_could_read():
    text = " ".join(f"€{number}.50 million" for number in range(20_000))
    assert len(detect_amounts({"en": {"title": "", "body": f"<p>{text}</p>"}})) == MAX_AMOUNTS


PARTIES = (
    Party(1, (("en", ("Belgium",)), ("fr", ("Belgique",))), gives=True, country="BE"),
    Party(2, (("en", ("Food and Agriculture Organization", "FAO")), ("fr", ("FAO",)))),
    Party(3, (("en", ("European Union", "EU")),), gives=True),
)


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Belgium gives €1 million to the FAO for Haiti.", "en", Suggestion(1, 2, None, "HT")),
        ("The FAO receives €1 million from Belgium.", "en", Suggestion(1, 2)),
        ("The European Union sets €1 million aside.", "en", Suggestion(3)),
        ("We give €1 million to the EU.", "en", Suggestion(1, 3)),
        ("€1 million goes to Niger through the FAO.", "en", Suggestion(1, None, 2, "NE")),
        ("La Belgique donne 1 million d’euros à Haïti via la FAO.", "fr", Suggestion(1, None, 2, "HT")),
        ("€1 million for Niger and Nigeria.", "en", Suggestion(1)),
        ("€1 million for Equatorial Guinea.", "en", Suggestion(1, None, None, "GQ")),
    ],
)  # fmt: skip
def test_who_and_where_come_from_the_sentence(sentence, language, expected):
    quote = "1 million d’euros" if language == "fr" else "€1 million"
    assert suggest([SourceSentence(sentence, language, quote)], PARTIES, 1, ["SY", "TR"]) == expected


def test_the_only_country_of_the_article_and_a_full_date_are_proposed():
    found = suggest(
        [SourceSentence("On 4 March 2020 it gave €1 million.", "en", "€1 million")], PARTIES, 1, ["BE", "SY"]
    )
    assert (found.country, found.value_date.isoformat()) == ("SY", "2020-03-04")


# -- with the database -----------------------------------------------------------------------------------------------
@pytest.fixture
def chief(django_user_model):
    return django_user_model.objects.create_superuser("chief")


@pytest.fixture
def told(db):
    organisation("belgium", country="BE")
    organisation("fao")
    made = article(live_from=None)
    for language, text in FOUR.items():
        write(made, language, text["title"], body=text["body"])
    return made


def do(subject, user, name, card, typed=None, **fields):
    data = {f"money-{card}-{key}": str(value) for key, value in fields.items()}
    return run_action(FigurePanel(subject, typed or {}, user), name, card, data)


def confirm(subject, user, card="EUR-9000000", typed=None, **fields):
    do(subject, user, "confirm", card, typed, **{"stage": "pledge", "qualifier": "more_than", **fields})
    return FundingFigure.objects.latest("pk")


def total():
    return {group.sum.currency: group.sum.amount for group in sql.groups(FigureQuery()) if group.by == "total"}


def test_confirming_binds_the_words_of_every_language_and_they_become_public_with_the_text(told, chief):
    giver = organisation("belgium")
    figure = confirm(told, chief, provider=giver.pk, country="UA", value_date="2022-03-25")
    assert (figure.amount, figure.qualifier, figure.stage, figure.provider, figure.country.code) == (
        *(9_000_000, "more_than", "pledge", giver, "UA"),
    )
    mentions = figure.mentions.confirmed()
    assert {(each.edition.language, each.confirmed_by) for each in mentions} == {(c, chief) for c in ("en", "nl", "fr")}
    assert total() == {}
    told.approve(["en", "nl", "fr"], chief)
    assert total() == {"EUR": 9_000_000}


@pytest.mark.parametrize("fields", [{"stage": ""}, {"stage": "wish"}])
def test_without_a_stage_nothing_is_confirmed(told, chief, fields):
    with pytest.raises(ActionRefused, match="Choose the stage first"):
        confirm(told, chief, **fields)
    assert not FundingFigure.objects.exists()


def test_who_may_not_confirm_is_refused(told, django_user_model):
    with pytest.raises(PermissionDenied):
        confirm(told, django_user_model.objects.create_user("guest"))


def test_each_act_is_recorded(told, chief, monkeypatch):
    verbs = []
    monkeypatch.setattr(extension_points.audit_trail, "function", lambda user, verb, *rest: verbs.append(verb))
    do(told, chief, "aside", "EUR-9000000")
    do(told, chief, "back", "EUR-9000000")
    figure = confirm(told, chief)
    do(told, chief, "change", f"figure-{figure.pk}", stage="commitment")
    assert verbs == ["set_aside_figure", "bring_back_figure", "confirm_figure", "change_figure"]


def test_a_sum_set_aside_stays_so_in_every_language_until_it_is_brought_back(told, chief):
    do(told, chief, "aside", "EUR-9000000")
    assert [card.is_dismissed for card in FigurePanel(told).amounts] == [True]
    assert FigurePanel(told).pending_count == 0
    do(told, chief, "aside", "EUR-9000000")
    assert SetAsideSum.objects.count() == 1
    do(told, chief, "back", "EUR-9000000")
    assert FigurePanel(told).pending_count == 1


EDITS = [
    ("<p>Before it. Belgium gives more than €9&nbsp;million to the FAO.</p>", "€9\xa0million"),
    ("<p>More than 9 million euros come from Belgium.</p>", "9 million euros"),
    ("<p>More than EUR 9 000 000.</p><p>€3 million, elsewhere.</p>", "EUR 9 000 000"),
]


@pytest.mark.parametrize(("body", "quote"), EDITS)
def test_an_edit_keeps_the_confirmation_and_moves_its_words(told, chief, body, quote):
    figure = confirm(told, chief)
    draft = told.editions.get(language="en")
    draft.body = body
    draft.save()
    mention = figure.mentions.get(edition=draft)
    plain = read_html(draft.body).text
    assert plain[mention.start : mention.start + len(mention.quote)] == mention.quote == quote
    card = FigurePanel(told).card(f"figure-{figure.pk}")
    assert (mention.confirmed_by, card.is_done) == (chief, True)


def test_an_edit_to_another_amount_confirms_nothing_and_stops_publication(told, chief):
    figure = confirm(told, chief)
    draft = told.editions.get(language="en")
    draft.body = "<p>Belgium gives more than €8 million.</p>"
    draft.save()
    assert figure.mentions.get(edition=draft).quote == "€9\xa0million"
    assert [(card.name, card.lost) for card in FigurePanel(told).amounts] == [
        ("EUR-8000000", set()), (f"figure-{figure.pk}", {"en"}),
    ]  # fmt: skip
    assert any(warning.blocks for warning in told.approval_warnings({"en": draft}, draft.updated_at))


def test_two_sums_that_change_places_keep_their_figures(told, chief):
    draft = told.editions.get(language="en")
    draft.body = "<p>€1 million and €2 million.</p>"
    draft.save()
    one, two = (confirm(told, chief, f"EUR-{n}000000", qualifier="exactly") for n in (1, 2))
    draft = told.editions.get(language="en")
    draft.body = "<p>€2 million and €1 million.</p>"
    draft.save()
    assert [(m.figure, m.quote) for m in draft.mentions.order_by("start")] == [(two, "€2 million"), (one, "€1 million")]


def test_a_new_sum_takes_the_place_of_one_that_no_text_tells_any_more(told, chief):
    old = confirm(told, chief)
    for language, words in {"en": "€8 million", "nl": "8 miljoen euro", "fr": "8 millions d’euros"}.items():
        draft = told.editions.get(language=language)
        draft.body = f"<p>{words}</p>"
        draft.save()
    new = confirm(told, chief, "EUR-8000000", qualifier="exactly", replaces=old.pk)
    assert (new.supersedes, old.amount) == (old, 9_000_000)
    do(told, chief, "let-go", f"figure-{old.pk}")
    assert [card.figure for card in FigurePanel(told).amounts] == [new.pk]
    told.approve(["en", "nl", "fr"], chief)
    assert total() == {"EUR": 8_000_000}


def test_a_language_written_later_is_confirmed_with_one_act(told, chief):
    figure = confirm(told, chief)
    draft = told.editions.get(language="de")
    draft.body = "<p>Belgien gibt mehr als 9 Millionen Euro.</p>"
    draft.save()
    assert FigurePanel(told).pending_count == 1
    do(told, chief, "confirm", f"figure-{figure.pk}")
    assert FigurePanel(told).pending_count == 0
    assert FundingFigure.objects.count() == 1


def test_what_is_online_and_its_correction_are_confirmed_together(told, chief):
    told.approve(["en", "nl", "fr", "de"], chief, override="test")
    told.new_draft("en", by=chief)
    figure = confirm(told, chief)
    assert figure.mentions.filter(edition__language="en").count() == 2
    assert total() == {"EUR": 9_000_000}


def test_the_same_money_in_another_article_changes_no_total(told, chief):
    figure = confirm(told, chief)
    told.approve(["en", "nl", "fr"], chief)
    other = article(live_from=None)
    write(other, "en", "Again", body="<p>The €9 million, that is USD 10 million.</p>")
    before = total()
    do(other, chief, "same", "EUR-9000000", same=figure.pk)
    do(other, chief, "same", "USD-10000000", same=figure.pk)
    other.approve(["en"], chief)
    assert total() == before == {"EUR": 9_000_000}
    assert figure.mentions.filter(edition__subject=other).count() == 1
    assert FundingFigure.objects.get(currency="USD").equivalent_of == figure


def test_a_confirmed_sum_keeps_its_amount_and_bound_when_its_facts_change(told, chief):
    figure = confirm(told, chief)
    do(told, chief, "change", f"figure-{figure.pk}", stage="disbursement", qualifier="about", country="HT")
    figure.refresh_from_db()
    assert (figure.stage, figure.country.code, figure.qualifier, figure.amount) == (
        *("disbursement", "HT", "more_than", 9_000_000),
    )


def test_words_that_are_not_saved_yet_can_be_confirmed_and_are_found_again_after_saving(told, chief):
    typed = {"en": {"title": "Help", "teaser": "", "body": "<p>It gives €5 million.</p>"}}
    figure = confirm(told, chief, "EUR-5000000", typed, qualifier="exactly")
    draft = told.editions.get(language="en")
    draft.body = "<p>Today. It gives €5 million.</p>"
    draft.save()
    assert figure.mentions.get().start == len("Today. It gives ")


# -- over the wire ---------------------------------------------------------------------------------------------------
def ask(client, subject, texts=None, act=None):
    url = f"/admin/news/article/{subject.pk}/money/" if subject else "/admin/news/article/money/"
    body = {"texts": texts or {}, "act": act}
    return client.post(url, json.dumps(body), content_type="application/json")


def test_the_unsaved_text_is_read_and_nothing_is_stored(told, admin_client):
    answer = ask(admin_client, told, {"en": {"title": "", "teaser": "", "body": "<p>€5 million</p>"}}).json()
    assert answer["count"] == "2 sums, 2 to confirm"
    assert answer["marks"]["en"] == [{"words": "€5 million", "waits": True}]
    assert "€5,000,000" in answer["html"]
    assert not FigureMention.objects.exists()


def test_a_new_article_has_cards_before_it_is_saved_and_asks_to_save_first(admin_client):
    answer = ask(admin_client, None, {"en": {"title": "€5 million"}}).json()
    assert answer["count"] == "1 sum, 1 to confirm"
    assert "Save the draft first" in answer["html"]


def test_a_refusal_comes_back_in_words(told, admin_client):
    answer = ask(admin_client, told, act={"name": "confirm", "card": "EUR-9000000", "fields": {}}).json()
    assert (answer["done"], answer["said"]) == (False, "Choose the stage first.")
    gone = ask(admin_client, told, act={"name": "confirm", "card": "EUR-1", "fields": {}}).json()
    assert gone["done"] is False


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"texts": []}', '{"act": 5}', "[" * 100_000, '{"act": {"fields": 1}}']
)
def test_what_is_no_question_is_refused(told, admin_client, body):
    url = f"/admin/news/article/{told.pk}/money/"
    assert admin_client.post(url, body, content_type="application/json").status_code == 400
    assert admin_client.get(url).status_code == 405


def test_strangers_get_nothing(told, client, django_user_model):
    assert ask(client, told).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert ask(client, told).status_code == 403


@pytest.mark.parametrize("extra", [0, 6])
def test_many_sums_ask_the_database_as_often_as_one(told, admin_client, django_assert_max_num_queries, extra):
    more = " ".join(f"€{number} million." for number in range(20, 20 + extra))
    typed = {"en": {**FOUR["en"], "teaser": more}}
    with django_assert_max_num_queries(21):
        assert ask(admin_client, told, typed).json()["waits"] == 1 + extra


def test_without_a_script_the_buttons_save_the_text_and_then_decide(told, admin_client):
    page = admin_client.get(f"/admin/news/article/{told.pk}/change/").content.decode()
    assert 'value="money:confirm:EUR-9000000"' in page
    assert "2 to confirm" not in page
    data = {"_act": "money:confirm:EUR-9000000", "money-EUR-9000000-stage": "pledge",
            "money-EUR-9000000-qualifier": "more_than"}  # fmt: skip
    admin_client.post(f"/admin/news/article/{told.pk}/change/", data)
    page = admin_client.get(f"/admin/news/article/{told.pk}/change/").content.decode()
    assert "1 sum, all confirmed" in page
    assert "Not public: no live text holds its words." in page


def test_figures_are_searched_by_amount_in_any_spelling_and_by_name(told, admin_client, chief):
    figure = confirm(told, chief, receiver=organisation("fao").pk)
    url = f"/admin/news/article/{told.pk}/money/figures/"
    for question in ("9 miljoen euro", "9.000.000", "€9 million", "fao"):
        found = admin_client.get(url, {"q": question}).json()["figures"]
        assert [each["pk"] for each in found] == [figure.pk], question
    assert admin_client.get(url, {"q": "1 million euros"}).json()["figures"] == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_no_words_break_the_cards(text):
    for language in FOUR:
        for card in detect_amounts({language: {"title": text, "teaser": text, "body": clean_html(f"<p>{text}</p>")}}):
            assert card.occurrences


def test_a_live_sum_says_that_confirming_makes_it_public_at_once(chief, admin_client):
    subject = article(live_from=None)
    publish(subject, ["en"], "Title", live_from="2022-01-01 09:00", body="<p>It gives €5 million.</p>")
    page = admin_client.get(f"/admin/news/article/{subject.pk}/change/").content.decode()
    assert "confirming makes the figure public at once" in page
