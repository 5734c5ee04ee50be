"""The calendar of the desk, and the private address that gives the same to other programs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from desk.calendar.days import calendar_range
from desk.calendar.entries import entries_between
from desk.calendar.feed import CalendarAddress
from desk.models import AuditEntry
from tests.factories.content import article, limit_to, moment, publish, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(django_user_model):
    def make(name, role="editor", **more):
        person = django_user_model.objects.create_user(name, is_staff=True, **more)
        if role:
            person.roles.create(name=role)
        return person

    return make


def march(user, **narrowed):
    found = entries_between(user, date(2026, 3, 1), date(2026, 4, 1), **narrowed)
    return [(entry.day.day, entry.clock, entry.what, entry.title, entry.languages) for entry in found.entries]


def some(languages=("nl", "fr")):
    subject = article("a", live_from=None, review_by=date(2026, 3, 9))
    publish(subject, languages, "News", live_from="2026-03-02 09:00", live_until="2026-03-31 23:30")
    return subject


def test_what_goes_live_ends_and_is_due_stands_on_its_day_in_brussels(admin_user):
    some()
    publish(article("b", live_from=None), ["en"], "First", live_from="2026-03-01 00:00")
    publish(article("c", live_from=None), ["en"], "Next month", live_from="2026-04-01 00:00")
    assert march(admin_user) == [
        (1, "00:00", "live", "First", ["en"]),
        (2, "09:00", "live", "News (nl)", ["nl", "fr"]),
        (9, "", "review", "News (nl)", []),
        (31, "23:30", "ends", "News (nl)", ["nl", "fr"]),
    ]


def test_a_correction_does_not_end_twice(admin_user):
    subject = some(languages=("en",))
    publish(subject, ["en"], "News again", live_from="2026-03-05 09:00")
    assert [row[:4] for row in march(admin_user, what="ends")] == [(31, "23:30", "ends", "News again")]


def test_it_can_be_narrowed_down(admin_user):
    some().set_topics([topic("sanctions", parent=topic("peace"))])
    publish(article("b", live_from=None), ["en"], "Elsewhere", live_from="2026-03-01 00:00")
    trade = topic("trade")
    peace = type(trade).objects.get(key="peace")
    assert [row[2] for row in march(admin_user, area=peace)] == ["live", "review", "ends"]
    assert march(admin_user, area=trade) == []
    assert [row[2:] for row in march(admin_user, language="fr", what="live")] == [("live", "News (nl)", ["fr"])]
    assert [row[2] for row in march(admin_user, what="review")] == ["review"]


def test_limited_texts_and_the_trash_are_not_in_it(admin_user, people):
    limit_to(some(), people("other"))
    gone = article("gone", live_from=None, review_by=date(2026, 3, 3))
    gone.trash()
    assert march(people("chief")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_much_there_is(admin_user, count, django_assert_num_queries):
    for number in range(count):
        publish(article(f"a{number}", live_from=None, review_by=date(2026, 3, 9)), ["nl", "fr"], "N", f"n{number}",
                live_from="2026-03-02 09:00", live_until="2026-03-20 09:00")  # fmt: skip
        topic(f"t{number}", review_by=date(2026, 3, 9))
    with django_assert_num_queries(4):
        assert len(entries_between(admin_user, date(2026, 3, 1), date(2026, 4, 1)).entries) == 4 * count


def test_a_month_is_whole_weeks_and_steps_keep_the_first_day():
    days = calendar_range("month", date(2026, 3, 31))
    assert (days.start, days.end, days.before, days.after) == (
        date(2026, 3, 1), date(2026, 4, 1), date(2026, 2, 1), date(2026, 4, 1))  # fmt: skip
    assert [len(week) for week in days.weeks] == [7] * 6
    assert days.weeks[0][0] == date(2026, 2, 23)
    assert calendar_range("week", date(2026, 1, 1)).start == date(2025, 12, 29)
    assert calendar_range("month", date(1, 1, 1)).on == date(2000, 1, 1)
    assert calendar_range("month", date(9999, 12, 31)).after == date(2100, 1, 1)


def test_the_page_has_real_tables_and_says_what_is_today(client, admin_user):
    some()
    client.force_login(admin_user)
    html = client.get("/admin/calendar/?on=2026-03-10").content.decode()
    assert html.count('<th scope="col">') == 7
    assert "March 2026" in html
    assert html.count("News (nl)") == 6  # three in the table, three in the list of a phone
    html = client.get("/admin/calendar/?view=week&on=2026-03-10").content.decode()
    assert html.count('<th scope="row">') == 7
    today = client.get("/admin/calendar/").content.decode()
    assert today.count('aria-current="date"') == 1
    assert 'rel="prev"' in today


@pytest.mark.parametrize(
    "query",
    ["view=x", "on=2026-02-31", "on=99999-01-01", "area=%00", "language=xx", "what=x&view=week", "on=0001-01-01"],
)  # fmt: skip
def test_what_cannot_be_is_told_and_left_out(client, admin_user, query):
    client.force_login(admin_user)
    assert client.get(f"/admin/calendar/?{query}").status_code == 200


def file(client, address, **more):
    return client.get(address.partition("127.0.0.1:8000")[2] or address, **more)


def address_of(client):
    return client.post("/admin/calendar/", {"act": "make"}).context["address"]


@pytest.mark.at_any_hour
def test_a_private_address_gives_what_its_owner_sees(client, people, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    chief = people("chief")
    soon = timezone.localtime() + timedelta(days=2)
    publish(article("a", live_from=None), ["nl", "fr"], "Soon; and, later", live_from=f"{soon:%Y-%m-%d} 09:00")
    hidden = article("b", live_from=None)
    publish(hidden, ["nl", "fr"], "Hidden", live_from=f"{soon:%Y-%m-%d} 10:00")
    limit_to(hidden, people("other"))
    client.force_login(chief)
    address = address_of(client)
    client.logout()
    response = file(client, address)
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    at = moment(f"{soon:%Y-%m-%d} 09:00").utctimetuple()
    assert f"DTSTART:{at.tm_year}{at.tm_mon:02}{at.tm_mday:02}T{at.tm_hour:02}0000Z" in text
    assert "SUMMARY:Goes live: Soon\\; and\\, later (nl) (nl\\, fr)" in text
    assert "Hidden" not in text
    assert text.count("BEGIN:VEVENT") == 1
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 22
    assert token not in str(list(CalendarAddress.objects.values()) + list(AuditEntry.objects.values()))


def test_an_address_ends_with_the_next_one_with_the_right_and_when_its_owner_says_so(client, people, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    chief = people("chief")
    client.force_login(chief)
    first = address_of(client)
    second = address_of(client)
    assert (file(client, first).status_code, file(client, second).status_code) == (404, 200)
    chief.roles.all().delete()
    assert file(client, second).status_code == 404
    chief.roles.create(name="editor")
    assert file(client, second).status_code == 200
    client.post("/admin/calendar/", {"act": "end"})
    assert file(client, second).status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404
    assert client.post("/calendar/x.ics").status_code == 405
    verbs = set(AuditEntry.objects.exclude(verb="sign_in").values_list("verb", flat=True))
    assert verbs == {"make_calendar_address", "end_calendar_address"}


@pytest.mark.at_any_hour
def test_other_programs_read_what_the_file_says(client, people):
    """By the parser of the library that wrote it, which keeps to RFC 5545: long and odd titles, whole days, moments."""
    chief, soon = people("chief"), timezone.localtime() + timedelta(days=2)
    title = "Aid, for; all\\ of “us” " + "é" * 60
    publish(article("a", live_from=None), ["nl"], title, "aid", live_from=f"{soon:%Y-%m-%d} 09:00")
    article("due", live_from=None, review_by=soon.date())
    client.force_login(chief)
    content = file(client, address_of(client)).content
    assert max(map(len, content.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(content)
    assert str(calendar["x-wr-calname"]) == "Publishing calendar"
    events = {str(each["uid"]).partition(".")[0]: each for each in calendar.walk("VEVENT")}
    live, review = events["live"], events["review"]
    at = moment(f"{soon:%Y-%m-%d} 09:00")
    assert (live.decoded("dtstart"), live.decoded("dtend")) == (at, at + timedelta(minutes=15))
    assert str(live["summary"]) == f"Goes live: {title} (nl) (nl)"
    assert (review.decoded("dtstart"), "dtend" in review) == (soon.date(), False)
    assert {str(each["transp"]) for each in events.values()} == {"TRANSPARENT"}
