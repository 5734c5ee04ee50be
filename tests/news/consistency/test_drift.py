"""The guard against numbers that drift apart: between four languages, and between a text and a confirmed figure."""

import json
import random
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.amounts.parser import find_figures
from news.consistency.compare import Confirmed, Kind, compare
from policy.models import Topic
from publishing import extension_points
from publishing.core.errors import PublishingError, WarningsNotOverridden
from tests.factories.content import article, publish, write
from tests.factories.figures import figure, mention

TEXTS = [json.loads(line) for line in Path(__file__).with_name("drift_texts.jsonl").read_text().splitlines()]
LANGUAGES = ["en", "nl", "fr", "de"]
MUTATIONS = 200
SCALES = [
    {"en": ("million", "billion"), "nl": ("miljoen", "miljard"), "fr": ("millions", "milliards"),
     "de": ("Millionen", "Milliarden")},
    {"fr": ("million d", "milliard d"), "de": ("Mio.", "Mrd.")},
]  # fmt: skip
CURRENCIES = {
    "en": ["euros", "dollars", "yen", "yuan"],
    "nl": ["euro", "dollar", "yen", "yuan"],
    "fr": ["euros", "dollars", "yens", "yuans"],
    "de": ["Euro", "Dollar", "Yen", "Yuan"],
}
SIGNS = ["€", "$", "£"]
CODES = ["EUR", "USD", "GBP"]


def texts_of(sentences):
    return {code: {"title": "", "teaser": "", "body": f"<p>{text}</p>"} for code, text in sentences.items()}


# -- mutations: each gives the sum of one language with one slip in it, or None where there is nothing to slip on ----
def other_digit(words, language, draw):
    places = [match.start() for match in re.finditer(r"\d", words)]
    if not places:
        return None
    place = draw.choice(places)
    digits = set("123456789") - {words[place]} if place == places[0] else set("0123456789") - {words[place]}
    return words[:place] + draw.choice(sorted(digits)) + words[place + 1 :]


def other_scale(words, language, draw):
    for pairs in SCALES:
        for one, other in [pairs.get(language, ("", "")), pairs.get(language, ("", ""))[::-1]]:
            if one and re.search(rf"\b{re.escape(one)}", words):
                return re.sub(rf"\b{re.escape(one)}", other, words, count=1)
    return None


def other_currency(words, language, draw):
    for names in (CURRENCIES[language], SIGNS, CODES):
        for name in names:
            if name in words:
                return words.replace(name, draw.choice([each for each in names if each != name]))
    return None


@cache
def mutations():
    """(number of the text, language, its text with one slip): 200 of them, over all texts, kinds and languages."""
    draw, found = random.Random(20261122), {}
    kinds = (other_digit, other_scale, other_currency)
    while len(found) < MUTATIONS:
        number = len(found) % len(TEXTS)
        language, mutate = draw.choice(LANGUAGES), draw.choice(kinds)
        text = TEXTS[number][language]
        one = draw.choice(find_figures(text, language))
        if slipped := mutate(one.surface, language, draw):
            found[number, language, text[: one.start] + slipped + text[one.end :]] = mutate.__name__
    return found


def test_untouched_texts_raise_nothing():
    found = [compare(texts_of(sentences)) for sentences in TEXTS]
    assert len(found) == 50
    assert [fault for each in found for fault in each.faults] == []
    assert [hint for each in found for hint in each.hints] == []


def test_every_slip_is_caught():
    missed = []
    for number, language, text in mutations():
        faults = compare(texts_of({**TEXTS[number], language: text})).faults
        if not any(fault.kind is Kind.AMOUNT and language in (fault.language, fault.other) for fault in faults):
            missed.append((TEXTS[number][language], text))
    assert missed == []


def test_the_slips_are_of_every_kind_and_in_every_text():
    assert len(mutations()) == 200
    assert {number for number, _language, _text in mutations()} == set(range(50))
    assert {language for _number, language, _text in mutations()} == set(LANGUAGES)
    assert set(mutations().values()) == {"other_digit", "other_scale", "other_currency"}


@pytest.mark.parametrize(
    ("english", "dutch", "kind"),
    [
        ("It starts on 4 March 2020.", "Het begint op 5 maart 2020.", Kind.DATE),
        ("It starts on March 4, 2020.", "Het begint op 4 maart 2021.", Kind.DATE),
        ("Since 2019 it has grown.", "Sinds 2018 is het gegroeid.", Kind.DATE),
        ("From 3 to 5 May.", "Van 2 tot 5 mei.", Kind.DATE),
        ("Some 12.5% went.", "Zo’n 12,4 % ging weg.", Kind.PERCENTAGE),
        ("10 to 15 per cent.", "10 tot 16 procent.", Kind.PERCENTAGE),
        ("More than €9 million.", "Minder dan 9 miljoen euro.", Kind.BOUND),
    ],
)
def test_dates_percentages_and_bounds_are_pointed_out(english, dutch, kind):
    found = compare(texts_of({"en": english, "nl": dutch}))
    assert found.faults == []
    assert [(hint.kind, hint.sentence, hint.other_sentence) for hint in found.hints] == [(kind, english, dutch)]


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("On 21 March 2022 in Ghent.", "Op 21 maart in Gent."),
        ("From 3 to 5 May 2022.", "Van 3 tot en met 5 mei 2022."),
        ("Ten per cent of it.", "Daarvan 10 %."),
        ("It opened on 04/03/2020.", "Het opende op 4 maart 2020."),
        ("€5 million, yes, €5 million.", "5 miljoen euro."),
    ],
)
def test_other_notations_of_one_number_are_one(english, dutch):
    found = compare(texts_of({"en": english, "nl": dutch}))
    assert (found.faults, found.hints) == ([], [])


def test_the_language_that_stands_alone_is_named_once():
    sums = {"en": "€9 million.", "nl": "8 miljoen euro.", "fr": "9 millions d’euros.", "de": "9 Millionen Euro."}
    [fault] = compare(texts_of(sums)).faults
    assert (fault.language, fault.sentence, fault.other, fault.other_sentence) == (
        *("en", "€9 million."),
        *("nl", "8 miljoen euro."),
    )


def test_a_difference_between_others_is_not_held_against_this_text():
    sums = {"en": "€9 million.", "nl": "9 miljoen euro.", "fr": "8 millions d’euros."}
    assert compare(texts_of(sums), concerned=["nl"]).faults[0].other == "fr"
    assert compare(texts_of({**sums, "de": "Nichts."}), concerned=["de"]).faults[0].other == "de"
    assert len(compare(texts_of({**sums, "de": "9 Millionen Euro."}), concerned=["fr"]).faults) == 1


NINE = (9_000_000, None, "EUR")


@pytest.mark.parametrize(
    ("text", "quote", "faults"),
    [
        ("Belgium gives €9 million.", "€9 million", 0),
        ("Belgium gives EUR 9 million.", "€9 million", 0),  # other words, the same sum
        ("Belgium gives some nine thousand thousands.", "some nine thousand thousands", 0),  # a person has read it
        ("Belgium gives €8 million.", "€9 million", 1),
        ("Belgium gives $9 million.", "€9 million", 1),
        ("Belgium gives 19 million euros.", "9 million euros", 1),
        ("Belgium gives €8 million.", "€8 million", 1),
        ("Belgium gives.", "€9 million", 1),
    ],
)
def test_a_text_and_its_confirmed_figure(text, quote, faults):
    found = compare(texts_of({"en": text}), confirmed=[Confirmed("en", quote, NINE)]).faults
    assert [fault.kind for fault in found] == [Kind.FIGURE] * faults


# -- at approval -----------------------------------------------------------------------------------------------------
def two(subject, english="<p>Belgium gives €9 million.</p>", german="<p>Belgien gibt 8 Millionen Euro.</p>"):
    write(subject, "en", "Aid", body=english), write(subject, "de", "Hilfe", body=german)


@pytest.fixture
def recorded(monkeypatch):
    entries = []

    def record(_user, verb, _subject, *rest):
        entries.append((verb, *rest))

    monkeypatch.setattr(extension_points.audit_trail, "function", record)
    return entries


@pytest.mark.django_db
def test_approval_stops_and_names_both_sentences(recorded):
    subject = article(live_from=None)
    two(subject)
    with pytest.raises(WarningsNotOverridden) as refusal:
        subject.approve(["en", "de"])
    message = " ".join(refusal.value.messages)
    for words in ("English", "German", "Belgium gives €9 million.", "Belgien gibt 8 Millionen Euro.", "give a reason"):
        assert words in message
    assert subject.editions.live().count() == 0
    subject.approve(["en", "de"], override="two budgets")
    assert subject.editions.live().count() == 2
    overruled = [(told[0], told[2]) for verb, *told in recorded if verb == "overrule"]
    assert [(message.count("8 Millionen"), reason) for message, reason in overruled] == [(1, "two budgets")]
    assert (recorded[-1][0], recorded[-1][-1]) == ("approve", "two budgets")


@pytest.mark.at_any_hour
@pytest.mark.django_db
@pytest.mark.parametrize("hours", [-1, 2])
def test_a_draft_is_compared_with_what_the_other_languages_have_online_or_scheduled(hours):
    subject = article(live_from=None)
    two(subject)
    subject.approve(["en"], None, timezone.now() + timedelta(hours=hours))
    with pytest.raises(PublishingError, match="sums differ"):
        subject.approve(["de"])
    write(subject, "de", "Hilfe", body="<p>Belgien gibt 9 Millionen Euro.</p>")
    subject.approve(["de"])


@pytest.mark.django_db
def test_a_sum_that_is_missing_is_named_and_a_language_that_is_missing_is_not():
    subject = article(live_from=None)
    two(subject, german="<p>Belgien hilft.</p>")
    with pytest.raises(PublishingError, match="missing in this language: German"):
        subject.approve(["en", "de"])
    subject.approve(["en"])


@pytest.mark.django_db
def test_a_confirmed_figure_holds_its_text():
    subject = article(live_from=None)
    draft = write(subject, "en", "Aid", body="<p>Belgium gives €9 million.</p>")
    mention(figure(9_000_000), draft, "€9 million")
    write(subject, "en", "Aid", body="<p>Belgium gives €8 million.</p>")
    with pytest.raises(PublishingError, match="another sum than the confirmed figure €9,000,000"):
        subject.approve(["en"])
    write(subject, "en", "Aid", body="<p>Now Belgium gives €9 million.</p>")
    subject.approve(["en"])


@pytest.mark.django_db
def test_a_confirmed_figure_of_another_language_holds_this_one():
    subject = article(live_from=None)
    draft = write(subject, "en", "Aid", body="<p>Belgium gives a full nine.</p>")
    mention(figure(9_000_000), draft, "a full nine")
    write(subject, "de", "Hilfe", body="<p>Belgien gibt 8 Millionen Euro.</p>")
    with pytest.raises(PublishingError, match="Belgium gives a full nine"):
        subject.approve(["en", "de"])


@pytest.mark.django_db
def test_the_publish_page_shows_both_sentences_and_asks_for_the_reason(admin_client):
    subject = article(live_from=None)
    two(subject, german="<p>Am 4. März gibt Belgien 8 Millionen Euro.</p>")
    url = f"/admin/news/article/{subject.pk}/publish/"
    before = admin_client.get(url).content.decode()
    assert "Needs a reason:" in before
    assert "Please check:" in before  # the date
    response = admin_client.post(url, {"languages": ["en", "de"], "when": "now"})
    [error, _what_to_do] = response.context["form"].errors["reason"]
    assert "Belgium gives €9 million." in error
    assert "Am 4. März gibt Belgien 8 Millionen Euro." in error
    assert error in response.content.decode()
    assert subject.editions.live().count() == 0
    admin_client.post(url, {"languages": ["en", "de"], "when": "now", "reason": "two budgets"})
    assert subject.editions.live().count() == 2


@pytest.mark.django_db
def test_dates_alone_stop_nothing():
    subject = article(live_from=None)
    two(subject, "<p>It starts on 4 March 2020.</p>", "<p>Es beginnt am 5. März 2020.</p>")
    subject.approve(["en", "de"])


@pytest.mark.django_db
def test_the_demo_raises_no_alarm(recorded, quick_pictures):
    call_command("load_demo")
    approved = [verb for verb, *_told in recorded if verb == "approve"]
    assert len(approved) >= 24
    assert [told for verb, *told in recorded if verb == "overrule"] == []


@pytest.mark.django_db
def test_other_kinds_of_text_have_no_warnings():
    made = Topic.objects.create(key="aid")
    publish(made, ["en"], "Aid", "aid", live_from="2020-01-01 09:00", body="<p>€9 million.</p>")
    assert made.approval_warnings({}, None) == []
