"""A day of two colleagues and a stranger, by keyboard alone; `python -m docs.tools.handbook` takes its pictures."""

import pytest

from docs.tools.handbook.a_day import Day
from news.models import Article
from tests.factories.content import article, topic
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "long-enough-for-anybody"


def test_from_the_first_word_to_the_correction(browser, live_server, django_user_model, settings):
    settings.SITE_URL = live_server.url
    for name, role in (("amelie", "author"), ("karel", "editor")):
        somebody = django_user_model.objects.create_user(
            name, password=PASSWORD, first_name=name.capitalize(), is_staff=True
        )
        somebody.roles.create(name=role)
    shown = article(topics=[topic("peace-and-security", languages=("en", "nl", "fr"))], languages=("nl", "fr"))
    shown.image = image(decorative=True, credit="FPS", licence="CC0-1.0")
    shown.save()
    Day(browser, live_server.url, PASSWORD).pass_by()
    written = Article.objects.latest("pk").editions
    assert sorted(written.live(code).get().title for code in ("nl", "fr")) == [
        "Medisch team vertrekt naar Goma",
        "Une équipe médicale part pour Goma",
    ]
    assert written.live("fr").get().note == "La quantité de matériel a été ajoutée."
