"""Mail to staff: once, to those whom it concerns, when and in the language that they wish."""

from datetime import UTC, date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from desk.models import MailPreference
from fps.models import Sent
from fps.send_notifications import send_due_notifications
from tests.factories.content import BRUSSELS, article, moment, publish, topic, write

pytestmark = pytest.mark.django_db
MORNING = moment("2026-03-02 09:00")
DAY = timedelta(days=1)


@pytest.fixture
def chief(django_user_model):
    return django_user_model.objects.create_superuser("chief", "chief@example.org")


@pytest.fixture
def person(django_user_model):
    def make(name, role, at=None, **wishes):
        made = django_user_model.objects.create_user(
            name, f"{name}@example.org", is_staff=True, first_name=name.title()
        )
        made.roles.create(name=role, topic=at)
        if wishes:
            MailPreference.objects.create(user=made, **wishes)
        return made

    return make


def sent_to(name):
    return [message for message in mail.outbox if message.to == [f"{name}@example.org"]]


def in_review(subject, language, by, title="A text"):
    draft = write(subject, language, title)
    type(draft).objects.filter(pk=draft.pk).update(updated_by=by)
    draft.submit(by=by)
    return draft


def test_what_is_due_is_told_once_in_one_mail_a_day(chief):
    article("late", title="Late text", review_by=date(2020, 1, 1))
    article("early", title="Early text", review_by=date(2999, 1, 1))
    topic("old-topic", review_by=date(2020, 1, 1))
    send_due_notifications(MORNING)
    send_due_notifications(MORNING)
    (message,) = mail.outbox
    assert message.to == ["chief@example.org"]
    assert message.subject == "2 things are due"
    assert "Late text" in message.body
    assert "Old topic" in message.body
    assert "Early text" not in message.body
    assert "/admin/news/article/" in message.body
    assert "/admin/mail/" in message.body


def test_what_comes_after_the_mail_of_the_day_waits_for_the_next(chief):
    subject = article("late", review_by=date(2020, 1, 1))
    send_due_notifications(MORNING)
    subject.review_by = date(2021, 1, 1)
    subject.save()
    send_due_notifications(MORNING + timedelta(hours=3))
    assert len(mail.outbox) == 1
    send_due_notifications(MORNING + DAY - timedelta(hours=4))  # five in the morning: too early
    assert len(mail.outbox) == 1
    send_due_notifications(MORNING + DAY)
    assert len(mail.outbox) == 2
    assert "1 January 2021" in mail.outbox[1].body


def test_a_mail_that_did_not_go_out_is_tried_again_and_keeps_nobody_else_waiting(chief, person, monkeypatch):
    from django.core.mail import EmailMessage

    person("anna", "editor")
    article("late", review_by=date(2020, 1, 1))
    send = EmailMessage.send

    def broken(self, *args, **kwargs):
        return 1 / 0 if self.to == ["chief@example.org"] else send(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", broken)
        with pytest.raises(ZeroDivisionError):
            send_due_notifications(MORNING)
    assert len(sent_to("anna")) == 1
    assert not Sent.objects.filter(mark__endswith=f" {chief.pk}").exists()
    send_due_notifications(MORNING)
    assert len(sent_to("chief")) == 1
    assert len(sent_to("anna")) == 1


def test_without_an_address_nothing_is_marked(django_user_model):
    django_user_model.objects.create_superuser("nobody")
    article("late", review_by=date(2020, 1, 1))
    send_due_notifications(MORNING)
    assert not Sent.objects.exists()


def test_a_text_for_review_is_told_at_once_to_editors_of_its_topic(person):
    here, elsewhere = topic("peace"), topic("trade")
    anna = person("anna", "author")
    person("near", "editor", here)
    person("far", "editor", elsewhere)
    person("silent", "editor", here, review_asked="never")
    draft = in_review(article("a", topics=[here]), "nl", anna)
    call_command("run_due")
    call_command("run_due")
    (message,) = mail.outbox
    assert message.to == ["near@example.org"]
    assert message.subject == "Anna sent you for review: Title a"
    draft.request_changes()
    draft.submit(by=anna)
    call_command("run_due")
    assert len(sent_to("near")) == 2


def test_changes_asked_are_told_to_the_writer_with_the_reason(person):
    anna, near = person("anna", "author"), person("near", "editor")
    draft = in_review(article("a"), "fr", anna)
    draft.request_changes(by=near, reason="the second paragraph")
    call_command("run_due")
    (message,) = sent_to("anna")
    assert message.subject == "Near asks for changes in: Title a"
    assert "“the second paragraph”" in message.body
    assert sent_to("near") == []


def test_nobody_is_told_of_a_draft_that_is_limited_to_others(person):
    from tests.factories.content import hooks_limit

    anna = person("anna", "author")
    person("near", "editor")
    subject = article("a", live_from=None)
    in_review(subject, "en", anna)
    hooks_limit(subject, anna)
    call_command("run_due")
    assert mail.outbox == []


HALF_AN_HOUR, TODAY, TOMORROW = (timedelta(minutes=30), timedelta(hours=20), timedelta(hours=30))


def to_go_live(now, by):
    """A text in two languages for each of the three spans from now."""
    for span in (HALF_AN_HOUR, TODAY, TOMORROW):
        start = timezone.localtime(now.astimezone(UTC) + span, BRUSSELS)
        subject = article(live_from=None)
        publish(subject, ("nl", "fr"), f"In {span}", subject.key, live_from=f"{start:%Y-%m-%d %H:%M}")
        subject.editions.update(updated_by=by)


@pytest.mark.parametrize("hour", ["2026-03-02 12:00", "2026-03-02 23:30", "2026-03-03 00:30", "2026-03-29 00:30",
                                  "2026-10-25 00:30", "2026-12-31 23:30", "2028-02-29 23:30"])  # fmt: skip
def test_going_live_is_told_within_the_hour_to_who_wishes_it(person, hour):
    to_go_live(moment(hour), person("anna", "author", live_soon="now"))
    send_due_notifications(moment(hour))
    send_due_notifications(moment(hour))
    (message,) = mail.outbox
    assert message.subject.startswith("Goes live on ")
    assert "In 0:30:00" in message.body
    assert "20:00:00" not in message.body
    assert "1 day, 6:00:00" not in message.body


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-31",
                                 "2028-02-29"])  # fmt: skip
def test_going_live_stands_in_the_mail_of_the_day_for_everybody_else(person, day):
    to_go_live(moment(f"{day} 07:00"), person("ben", "author"))
    send_due_notifications(moment(f"{day} 00:30"))
    send_due_notifications(moment(f"{day} 06:59"))
    assert mail.outbox == []
    send_due_notifications(moment(f"{day} 07:00"))
    send_due_notifications(moment(f"{day} 23:30"))
    (message,) = mail.outbox
    assert message.subject == "2 things are due"
    assert "In 0:30:00" in message.body
    assert "In 20:00:00" in message.body
    assert "1 day, 6:00:00" not in message.body


def test_mail_and_desk_speak_the_language_that_a_person_chose(person, client):
    anna = person("anna", "editor", language="nl")
    article("late", review_by=date(2020, 1, 1))
    send_due_notifications(MORNING)
    assert "1 januari 2020" in mail.outbox[0].body
    client.force_login(anna)
    page = client.get("/admin/mail/", headers={"accept-language": "fr"})
    assert '<html lang="nl"' in page.content.decode()
    assert page.headers["Content-Language"] == "nl"
    wishes = dict.fromkeys(MailPreference.KINDS, "never")
    client.post("/admin/mail/", {"language": "", **wishes})
    assert '<html lang="fr"' in client.get("/admin/", headers={"accept-language": "fr"}).content.decode()
    assert MailPreference.objects.get(user=anna).review_due == "never"
    client.post("/admin/mail/", {"language": "de", **wishes})
    assert '<html lang="de"' in client.get("/admin/", headers={"accept-language": "fr"}).content.decode()
    client.logout()
    assert '<html lang="fr"' in client.get("/admin/login/", headers={"accept-language": "fr"}).content.decode()
    assert client.post("/admin/mail/", {"language": "xx"}).status_code == 302


def test_a_wish_that_cannot_be_is_refused(person, client):
    client.force_login(person("anna", "editor"))
    page = client.post("/admin/mail/", {"language": "xx", "live_soon": "hourly"})
    assert page.status_code == 200
    assert not MailPreference.objects.exists()
