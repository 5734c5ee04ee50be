"""The totals of the database, and that they are those of a reckoning over plain rows (`tests/oracles/totals.py`)."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from news.funding import sql
from news.funding.sql import FigureQuery
from news.funding.totals import Sum, add_by_currency
from news.models.article import Article, ArticleEdition, ArticleTopic
from news.models.figure import FigureMention, FundingFigure
from tests.factories.content import moment, topic
from tests.factories.figures import demo_figures, figure, mention, organisation, tell
from tests.oracles.totals import FigureRecord, addable, countable, partition, sum_of, total

pytestmark = pytest.mark.django_db
NOON = moment("2030-01-01 12:00")


def by(question, name):
    return {(group.key, group.sum.currency): group.sum for group in sql.groups(question) if group.by == name}


def euros(at=NOON, **question):
    return by(FigureQuery(at=at, **question), "total").get(("", "EUR"))


def belgium():
    return organisation("belgium").pk


def test_belgiums_total_is_at_least_29_399_000_and_the_unions_is_never_added():
    demo_figures()
    answer = euros(provider=belgium())
    assert (answer.amount, answer.qualifier, answer.figures) == (Decimal(29_399_000), "at_least", 5)
    assert by(FigureQuery(provider=belgium()), "provider")[str(organisation("european-union").pk), "EUR"].figures == 1


def test_a_figure_counts_once_however_many_texts_tell_of_it():
    given = figure(500)
    tell(given, languages=("en", "nl", "fr"))
    tell(given, on="2021-05-05")
    assert euros() == Sum(Decimal(500), "EUR")
    assert list(by(FigureQuery(at=NOON), "year")) == [("2020", "EUR")]


def test_only_confirmed_words_of_a_live_text_make_a_figure_public():
    unconfirmed, unsaid, ended = figure(1), figure(2), figure(4)
    told = tell(figure(8), ended, live_until="2020-06-01 00:00")
    tell(figure(16))
    mention(unconfirmed, told.editions.get(), "1 EUR", start=900, confirmed=False)
    assert euros().amount == 16
    assert euros(at=moment("2020-05-31 23:59")).amount == 28
    assert unsaid.mentions.count() == 0


def test_a_scheduled_correction_changes_the_total_at_its_instant():
    old = figure(197, key="old")
    told = tell(old, key="told")
    new = figure(200, key="new", supersedes=old)
    draft = told.new_draft("en")
    draft.body = "<p>Belgium gives 200 EUR on that day.</p>"
    draft.save()
    draft.mentions.all().delete()
    mention(new, draft, "200 EUR")
    told.approve(["en"], None, moment("2025-03-01 09:00"))
    assert euros(at=moment("2025-03-01 08:59")).amount == 197
    assert euros(at=moment("2025-03-01 09:00")).amount == 200


def test_a_replaced_figure_stands_back_only_while_its_successor_is_public():
    old = figure(100)
    tell(old)
    tell(figure(120, supersedes=old), on="2021-01-01", live_until="2022-01-01 00:00")
    assert euros(at=moment("2021-06-01 00:00")).amount == 120
    assert euros().amount == 100


def test_cents_are_added_exactly():
    tell(*[figure("0.10") for _number in range(30)])
    assert euros().amount == Decimal("3.00")


def test_an_article_with_topics_at_one_position_counts_once():
    told = tell(figure(10))
    for each in (topic("one"), topic("two")):
        ArticleTopic.objects.create(article=told, topic=each, position=0)
    assert [sum_.amount for sum_ in by(FigureQuery(at=NOON), "topic").values()] == [10]


def test_a_filter_by_topic_reads_public_articles_only():
    """A text nobody can see yet must not answer for the figure that another one told."""
    area = topic("sanctions")
    given = figure(10)
    tell(given)
    tell(given, on="2029-01-01", topics=[area], live_from="2029-01-01 09:00")
    about = (ArticleTopic.objects.filter(topic=area).values("article"),)
    assert euros(at=moment("2028-01-01 00:00"), articles=about) is None
    assert euros(articles=about).amount == 10


def test_a_filter_that_can_match_nothing_gives_nothing():
    tell(figure(10))
    assert euros(figures=FundingFigure.objects.none()) is None
    assert euros(articles=(ArticleTopic.objects.none().values("article"),)) is None


@pytest.mark.parametrize("count", [1, 3])
def test_all_sums_come_in_one_query(django_assert_num_queries, count):
    tell(*[figure(10) for _number in range(count)])
    with django_assert_num_queries(1):
        sql.groups(FigureQuery(at=NOON))


@pytest.mark.parametrize("second", ["part_of", "equivalent_of", "supersedes"])
def test_the_form_refuses_a_circle(second):
    first, last = figure(1), figure(2)
    if second == "supersedes":  # the new one would be hidden by the old that it hides
        last.part_of, last.supersedes = first, first
    else:
        FundingFigure.objects.filter(pk=first.pk).update(part_of=last)
        setattr(last, second, FundingFigure.objects.get(pk=first.pk))
    with pytest.raises(ValidationError):
        last.clean()


def test_the_form_takes_a_chain():
    first = figure(1)
    second = figure(2, supersedes=first)
    third = figure(3, part_of=second, supersedes=None)
    for each in (first, second, third):
        each.clean()


# -- the database and the pure rules say the same ---------------------------------------------------------------------
def a_world(seed):
    """Figures of all kinds, linked at random (never in a circle), in texts that are live, ended, due or unconfirmed."""
    chance = random.Random(seed)
    made = []
    for number in range(25):
        qualifier = chance.choice(["exactly", "more_than", "at_least", "almost", "up_to", "about", "range"])
        amount = Decimal(chance.randrange(1, 10**9)).scaleb(-2)
        facts = {name: chance.choice(made) for name in ("part_of", "equivalent_of", "supersedes")
                 if made and chance.random() < 0.15}  # fmt: skip
        made.append(figure(
            amount, chance.choice(["EUR", "USD"]), qualifier, key=f"w{seed}-{number}",
            amount_max=amount + 1 if qualifier == "range" else None,
            provider=chance.choice(["belgium", "eu", None]), receiver=chance.choice(["fao", None]),
            country=chance.choice(["HT", "SY", ""]), stage=chance.choice(["pledge", "commitment", "disbursement"]),
            period=chance.choice(["total", "total", "total", "per_year"]),
            value_date=chance.choice([None, date(2018, 7, 1), date(2021, 1, 31)]), **facts,
        ))  # fmt: skip
        try:
            made[-1].clean()
        except ValidationError:  # as the form would: this one led back to itself
            FundingFigure.objects.filter(pk=made[-1].pk).update(supersedes=None)
            made[-1].refresh_from_db()
    for number in range(18):
        start = date(2019, 1, 1) + timedelta(days=chance.randrange(1500))
        kind = chance.choice(["live", "live", "live", "ended", "due"])
        tell(
            *chance.sample(made, chance.randrange(1, 3)), on=start.isoformat(), key=f"t{seed}-{number}",
            live_from="2031-01-01 00:00" if kind == "due" else None,
            live_until="2029-01-01 00:00" if kind == "ended" else None,
            languages=chance.choice([("en",), ("nl", "fr")]),
        )  # fmt: skip
    FigureMention.objects.filter(pk__in=[m.pk for m in FigureMention.objects.all() if chance.random() < 0.1]).update(
        confirmed_at=None
    )


def as_rows(at):
    """The world as the pure rules see it, read without the statement under test."""
    first = {}
    for each in FigureMention.objects.all().select_related("edition__subject"):
        edition = each.edition
        live = edition.live_from <= at and not (edition.live_until and edition.live_until <= at)
        if each.confirmed_at and live:
            day = edition.subject.date
            first[each.figure_id] = min(first.get(each.figure_id, day), day)
    return [
        FigureRecord(
            each.key, each.amount, each.currency, each.qualifier, each.period == "per_year", each.value_date,
            first.get(each.pk), each.provider and each.provider.key, each.receiver and str(each.receiver.pk),
            each.country.code or None, each.stage, each.part_of and each.part_of.key,
            each.equivalent_of and each.equivalent_of.key, each.supersedes and each.supersedes.key,
        )
        for each in FundingFigure.objects.all()
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_database_and_the_pure_rules_agree(seed):
    a_world(seed)
    rows = as_rows(NOON)
    top = {row.key for row in countable(rows)}
    for key in ("belgium", "eu", None):
        question = FigureQuery(provider=organisation(key).pk if key else None, at=NOON)
        found = by(question, "total")
        for currency in ("EUR", "USD"):
            assert found.get(("", currency)) == total(rows, key, currency), (key, currency)
    question = FigureQuery(at=NOON)
    for name, of in (
        ("year", lambda row: str(row.year)),
        ("country", lambda row: row.country),
        ("receiver", lambda row: row.receiver),
        ("stage", lambda row: row.stage),
    ):
        pure = {(key or "", money): each for key, sums in partition(rows, of).items() for money, each in sums.items()}
        assert by(question, name) == pure
    listed = sql.listing(question)
    keys = dict(FundingFigure.objects.values_list("pk", "key"))
    assert {keys[pk] for pk, _day, _article, held in listed if not held} == top
    assert {keys[pk] for pk, *_rest in listed} == {row.key for row in rows if row.is_public}
    assert [day for _pk, day, *_rest in listed] == sorted((day for _pk, day, *_rest in listed), reverse=True)


@pytest.mark.parametrize("seed", range(12))
def test_a_question_about_some_figures_is_answered_out_of_all(seed):
    """What stands back for a figure that was not asked for stands back all the same."""
    a_world(seed)
    every = addable(as_rows(NOON))
    syria = FigureQuery(at=NOON, figures=FundingFigure.objects.filter(country="SY"))
    pure = add_by_currency(sum_of(row) for row in every if row.country == "SY")
    assert {money: each for (_key, money), each in by(syria, "total").items()} == pure
    chosen = Article.objects.filter(key__endswith=str(seed % 10))
    live = ArticleEdition.objects.live(at=NOON).filter(subject__in=chosen)
    told = set(FigureMention.objects.confirmed().filter(edition__in=live).values_list("figure__key", flat=True))
    groups, largest = sql.total_and_largest(FigureQuery(at=NOON, articles=(chosen.values("pk"),)), 3)
    fitting = [row for row in every if row.key in told]
    assert {group.sum.currency: group.sum for group in groups} == add_by_currency(map(sum_of, fitting))
    counted_first = [pk for pk, *_rest in largest][: len(fitting)]
    assert counted_first == [
        figure.pk
        for figure in FundingFigure.objects.filter(key__in=[row.key for row in fitting]).order_by("-amount", "pk")[:3]
    ]
