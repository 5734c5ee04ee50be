from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command

from fps.models import Sent
from tests.make import article, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(django_user_model):
    return django_user_model.objects.create_superuser("chief", "chief@example.org")


def test_what_is_due_is_told_once(chief):
    article("late", title="Late text", review_by=date(2020, 1, 1))
    article("early", title="Early text", review_by=date(2999, 1, 1))
    topic("old-topic", review_by=date(2020, 1, 1))
    call_command("run_due")
    call_command("run_due")
    (message,) = mail.outbox
    assert message.to == ["chief@example.org"]
    assert message.subject == "2 things are due"
    assert "Late text" in message.body
    assert "Old topic" in message.body
    assert "Early text" not in message.body
    assert "/admin/news/article/" in message.body


def test_a_new_review_date_is_told_again(chief):
    subject = article("late", review_by=date(2020, 1, 1))
    call_command("run_due")
    subject.review_by = date(2021, 1, 1)
    subject.save()
    call_command("run_due")
    assert len(mail.outbox) == 2


def test_a_mail_that_did_not_go_out_is_tried_again(chief, monkeypatch):
    article("late", review_by=date(2020, 1, 1))
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            call_command("run_due")
    assert not Sent.objects.exists()
    call_command("run_due")
    assert len(mail.outbox) == 1


def test_without_an_address_nothing_is_marked(django_user_model):
    django_user_model.objects.create_superuser("nobody")
    article("late", review_by=date(2020, 1, 1))
    call_command("run_due")
    assert not Sent.objects.exists()
