"""The funding page: what it answers, what it tells, and what odd questions get."""

import re
from html import unescape

import pytest

from news.funding import map as funding_map
from news.models.figure import FundingFigure
from news.models.tag import Tag
from tests.factories.content import topic
from tests.factories.figures import demo_figures, figure, organisation, tell

pytestmark = pytest.mark.django_db
FOUR = ("en", "nl", "fr", "de")
PATHS = {"en": "/en/funding/", "nl": "/nl/financiering/", "fr": "/fr/financement/", "de": "/de/finanzierung/"}


@pytest.fixture
def demo():
    return demo_figures()


def page(client, path="/en/funding/", status=200):
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def words(html):
    """The text of a page, a blank for each tag, without what its lists offer."""
    text = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<option.*?</option>", "", html)))
    return re.sub(r" (?=[.;,:])", "", " ".join(text.split()))


def test_without_parameters_it_answers_for_our_own_organisation_in_euros(client, demo):
    said = words(page(client))
    assert "at least €29,399,000" in said
    assert "from 5 figures in 5 articles; 2 of them are lower bounds" in said
    assert "Not counted: 1 figure of another provider (EUROPEAN-UNION)" in said


@pytest.mark.parametrize("language", FOUR)
def test_it_stands_in_every_language_even_when_empty(client, language):
    assert f'<html lang="{language}">' in page(client, PATHS[language])


def test_every_part_has_its_total(client, demo):
    said = words(page(client))
    for title in ("By country", "By partner", "By area", "By stage"):
        assert title in said
    assert said.count("Total at least 29,399,000") == 4
    assert said.count("Total 5 at least 29,399,000") == 1  # by year
    assert "Not specified" in said


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?provider=european-union", "€2,700,000,000"),
        ("?country=HT", "€457,000"),
        ("?country=HT&country=ET", "€919,000"),
        ("?receiver=fao", "€919,000"),
        ("?stage=pledge", "at least €27,000,000"),
        ("?from=2019&to=2020", "€2,399,000"),
        ("?from=2020-03-01&to=2020-03-04", "€457,000"),
        ("?provider=", "at least €2,729,399,000"),
    ],
)
def test_filters_change_the_answer(client, demo, query, answer):
    html = page(client, "/en/funding/" + query)
    assert re.search(r'<p class="amount"><a href="#how">([^<]*)', html)[1].replace("\u00a0", " ") == answer


def test_each_figure_shows_its_words_and_leads_into_the_article(client, demo):
    html = page(client, "/en/funding/?country=HT")
    assert "Belgium gives <mark>457,000 EUR</mark> on that day." in html
    assert 'href="/en/news/haiti/#figure-f-haiti-2020"' in html


def test_words_of_another_language_carry_it(client):
    tell(figure(5000), languages=("nl",), key="enkel")
    html = page(client)
    assert 'href="/nl/nieuws/enkel/#figure-' in html
    assert '<blockquote class="sum-quote" lang="nl">' in html


def test_an_area_takes_in_what_stands_below_it(client):
    area = topic("peace-and-security")
    tell(figure(7000), topics=[topic("sanctions", area)])
    tell(figure(5000))
    html = page(client, "/en/funding/?area=peace-and-security")
    assert "€7,000" in html
    assert "€12,000" not in html


def test_two_currencies_are_two_answers_and_one_only_by_the_rates_of_the_days(client):
    tell(figure(1000), on="2020-03-04")
    tell(figure(500, "USD"), on="2020-03-07")  # a Saturday
    said = words(page(client))
    assert "€1,000 from 1 figure" in said
    assert "$500 In another currency, not added" in said
    assert "1,500" not in said
    said = words(page(client, "/en/funding/?convert=EUR"))
    assert "about €1,441" in said
    assert "1 USD = 0.8821 EUR on 6 March 2020" in said


def test_a_currency_without_a_rate_is_left_out_and_named(client):
    tell(figure(1000), on="2020-03-04")
    tell(figure(500, "XOF"), on="2020-03-04")
    assert "Without a rate, so left out: F CFA500" in words(page(client, "/en/funding/?convert=EUR"))


@pytest.mark.parametrize(
    "query",
    [
        "?provider=nobody", "?country=xx", "?currency=abc", "?from=soon", "?to=2020-13-45", "?stage=gift", "?area=x",
        "?tag=%00", "?convert=EURO", "?page=two", "?b_provider=nobody", "?receiver=a%00b", "?from=0000", "?to=2020-2-3",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(client, demo, query):
    html = page(client, "/en/funding/" + query)
    assert 'class="filter-bad"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_nothing_found_says_so_and_names_the_nearest_year(client, demo):
    html = page(client, "/en/funding/?country=HT&from=2015&to=2017")
    assert "No confirmed sums: BELGIUM, Haiti, 2015–2017." in words(html)
    assert "The nearest year with sums is 2020." in words(html)
    assert "from=2020&amp;to=2020" in html


def test_a_page_beyond_the_last_is_not_found(client, demo):
    assert "?provider=belgium&amp;page=1" in page(client, "/en/funding/?page=7", 404)


def test_the_list_is_cut_into_pages(client):
    tell(*[figure(1000 + number) for number in range(25)])
    assert page(client).count('class="sum"') == 20
    assert page(client, "/en/funding/?page=2").count('class="sum"') == 5


def test_nothing_can_be_compared_with_something(client, demo):
    said = words(page(client, "/en/funding/?provider=belgium&from=9999&b_provider=belgium"))
    assert "No confirmed sums: BELGIUM, 9999" in said
    assert "at least €29,399,000" in said


def test_a_comparison_has_one_axis_and_two_letters(client, demo):
    html = page(client, "/en/funding/?provider=belgium&country=HT&b_provider=belgium&b_country=ET")
    assert "A: BELGIUM, Haiti, from 1 figure in 1 article" in words(html)
    assert "B: BELGIUM, Ethiopia, from 1 figure in 1 article" in words(html)
    assert 'name="b_country"' in html
    assert 'class="bar-b"' in html


def test_bars_follow_the_grammar_of_bounds(client):
    tell(figure(100_000), on="2019-05-05")
    tell(figure(200_000, qualifier="at_least"), on="2020-05-05")
    tell(figure(400_000, qualifier="about"), on="2022-05-05")
    html = page(client)
    assert html.count('class="bar-open"') == 2  # the bar and its sign in the legend
    assert html.count('class="bar-hatched"') == 2
    assert "no figures" in words(html)  # 2021 keeps its place
    assert "2022 has the most: about €400,000" in words(html)


def test_a_part_is_shown_but_not_added(client):
    whole = figure(197_000_000)
    tell(whole, figure(22_000_000, part_of=whole))
    said = words(page(client))
    assert "€197,000,000 from 1 figure in 1 article" in said
    assert "1 figure held by another one" in said
    assert "Not added: part of another sum, counted there" in said


def test_no_inline_style_or_script(client, demo):
    html = page(client)
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html.replace('<script type="application/ld+json">', "")  # data, which no browser runs


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_little(client, django_assert_max_num_queries, count):
    area = topic("peace")
    for number in range(count):
        tell(*[figure(10 + each, receiver=f"o{number}-{each}", country="HT") for each in range(3)], topics=[area])
    with django_assert_max_num_queries(12):
        page(client, "/en/funding/?area=peace&country=HT&stage=commitment&from=2019&convert=EUR")


def test_withdrawn_money_leaves_no_trace(client):
    secret = tell(figure(123_456, provider="secretive", receiver="hidden-receiver", country="TV"))
    secret.withdraw(["en"], reason="r", notice="n")
    html = page(client)
    for trace in ("SECRETIVE", "HIDDEN-RECEIVER", "Tuvalu", "123,456"):
        assert trace not in html
    assert FundingFigure.objects.count() == 1


def test_own_organisation_without_figures(client):
    organisation("belgium")
    assert "No confirmed sums: BELGIUM." in words(page(client))


# -- the money of a topic or a tag, and the map ------------------------------------------------------------------------
def test_a_topic_tells_its_money(client):
    area = topic("peace-and-security")
    below = topic("sanctions", area)
    tell(figure(7000, receiver="fao"), figure(100), figure(200), figure(300), topics=[below])
    tell(figure(5000))
    for path in ("/en/policy/peace-and-security/", "/en/policy/peace-and-security/sanctions/"):
        said = words(page(client, path)).partition(" Money ")[2].partition("All sums on")[0]
        assert "€7,600 so far from 4 confirmed figures on" in said
        assert re.findall(r"€[\d,]+(?= )", said) == ["€7,600", "€7,000", "€300", "€200"]  # the three largest


def test_a_topic_without_money_says_nothing_of_it(client):
    area = topic("peace-and-security")
    tell(figure(7000, provider="european-union"), topics=[area])
    assert "so far" not in words(page(client, "/en/policy/peace-and-security/"))


def test_a_tag_tells_its_money(client):
    made = Tag(name="demining", slug="demining")
    made.set_names({"en": "Demining"})
    tell(figure(7000)).tags.add(made)
    html = page(client, "/en/subjects/demining/")
    assert "€7,000 so far" in words(html)
    assert "/en/funding/?tag=demining" in html


def test_the_map_is_coloured_by_the_question(client, demo, monkeypatch, tmp_path):
    drawing = tmp_path / "world.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path id="HT" d="M0,0z"/><path id="SY" d="M1,1z"/></svg>'
    )
    monkeypatch.setattr(funding_map, "WORLD_SVG", drawing)
    map_ = page(client, "/en/funding/map.svg?country=HT")
    assert map_.count("#77bbc2") == 1  # Haiti, the second class; Syria is not asked for
    assert "style" not in map_
    html = page(client)
    assert '<img src="/en/funding/map.svg?provider=belgium"' in html
    assert "€10 million to €100 million" in words(html)
    assert "Borders and names imply no official position." in html


def test_without_a_drawing_there_is_no_map(client, demo, monkeypatch, tmp_path):
    monkeypatch.setattr(funding_map, "WORLD_SVG", tmp_path / "none.svg")
    page(client, "/en/funding/map.svg", 404)
    assert "map.svg" not in page(client)
