from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from fps.exchange.relative_dates import resolver
from news.models import Article, ArticleEdition
from policy.models import Topic
from tests.factories.content import moment

pytestmark = pytest.mark.django_db
EXPECTED_AREAS = ["human-rights", "peace-and-security", "striving-for-a-global-solidarity"]


def test_the_demo_is_loaded_once(client, capsys, quick_pictures):
    call_command("load_demo")
    areas = Topic.objects.filter(parent=None, hidden=False).order_by("position")
    assert list(areas.values_list("key", flat=True)) == EXPECTED_AREAS
    assert ArticleEdition.objects.live("nl").count() >= 24
    scheduled = ArticleEdition.objects.scheduled().values_list("live_from", flat=True)
    assert {timezone.localtime(start).hour for start in scheduled} == {9}
    before = list(ArticleEdition.objects.order_by("pk").values_list("pk", "version", "live_from"))
    capsys.readouterr()
    call_command("load_demo")
    assert capsys.readouterr().out.startswith("0 new, 0 changed, ")
    assert list(ArticleEdition.objects.order_by("pk").values_list("pk", "version", "live_from")) == before
    for path in ("/en/policy/human-rights/", "/nl/beleid/", "/fr/actualites/", "/de/aktuelles/"):
        assert client.get(path).status_code == 200


def test_moments_count_from_the_loading():
    prepare = resolver(moment("2026-10-20 17:30"))
    given = {"type": "article", "id": "a", "date": "+7d", "editions": {"en": [{"title": "+7d", "live_from": "-1d"}]}}
    assert prepare(given) == {
        "type": "article",
        "id": "a",
        "date": "2026-10-27",
        "editions": {"en": [{"title": "+7d", "live_from": "2026-10-19T09:00:00+02:00"}]},
    }
    assert prepare({"live_until": "+7d"}) == {"live_until": "2026-10-27T09:00:00+01:00"}  # the clocks have changed


@pytest.mark.at_any_hour
def test_a_subject_keeps_the_dates_of_its_first_loading():
    Article.objects.create(key="a")
    prepare = resolver(timezone.now() + timedelta(days=3))
    assert prepare({"type": "article", "id": "a", "date": "+7d"}) is None
    assert prepare({"type": "article", "id": "a", "date": "2022-01-01"}) is not None
