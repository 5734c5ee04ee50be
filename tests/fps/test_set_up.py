"""`manage.py set_up`: the first administrator is made once."""

import re

import pytest
from django.core.management import call_command

from fps.exchange.progress import Progress
from fps.management.commands.load_demo import demo_keys
from news.models import Article
from policy.models import Topic
from tests.factories.content import topic

pytestmark = pytest.mark.django_db


def test_administrator_gets_the_given_password_and_it_is_not_shown(django_user_model, monkeypatch, capsys):
    monkeypatch.setenv("FPS_ADMIN_PASSWORD", "a good one")
    call_command("set_up")
    assert django_user_model.objects.get(username="admin").check_password("a good one")
    assert "a good one" not in capsys.readouterr().out


def test_random_password_is_shown_once(django_user_model, monkeypatch, capsys):
    monkeypatch.delenv("FPS_ADMIN_PASSWORD", raising=False)
    call_command("set_up")
    shown = re.search(r"password: (\S+)", capsys.readouterr().out).group(1)
    assert django_user_model.objects.get(username="admin").check_password(shown)
    call_command("set_up")
    assert capsys.readouterr().out == ""


def test_nothing_is_made_beside_another_superuser(django_user_model):
    django_user_model.objects.create_superuser("director", password="hers")
    call_command("set_up")
    assert list(django_user_model.objects.values_list("username", flat=True)) == ["director"]


def test_account_called_admin_is_not_raised(django_user_model, capsys):
    django_user_model.objects.create_user("admin", password="theirs")
    call_command("set_up")
    assert not django_user_model.objects.get().is_superuser
    assert "none was made" in capsys.readouterr().err


def counts():
    return Topic.objects.count(), Article.objects.count()


def test_a_first_start_that_was_ended_goes_on(settings, monkeypatch, quick_pictures, capsys):
    settings.FPS_DEMO = True
    steps, step = [], Progress.step

    def ends_early(self):
        steps.append(step(self))
        if len(steps) == 110:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "step", ends_early)
    with pytest.raises(KeyboardInterrupt):
        call_command("set_up")
    assert 0 < Article.objects.count() < len(demo_keys("article"))
    monkeypatch.setattr(Progress, "step", step)
    call_command("set_up")
    assert counts() == (len(demo_keys("topic")), len(demo_keys("article")))
    Article.objects.filter(key="a-0001").delete()
    left = counts()
    capsys.readouterr()
    call_command("set_up")
    assert (counts(), capsys.readouterr().out) == (left, "")


def test_the_demo_does_not_join_content_of_ones_own(settings, capsys):
    settings.FPS_DEMO = True
    topic("our-own-policy")
    call_command("set_up")
    assert counts() == (1, 0)
