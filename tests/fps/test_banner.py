import pytest

from fps.models import Banner
from publishing.core.errors import LanguagePairSplit, PublishingError
from tests.factories.content import in_hours, write

pytestmark = pytest.mark.django_db


def banner(**titles):
    made = Banner.objects.create(key="crisis")
    for language, title in titles.items():
        draft = write(made, language, title)
        draft.link = "https://crisis.example.org"
        draft.save()
    return made


def test_a_banner_stands_on_every_page_of_its_language_while_it_is_live(client):
    made = banner(nl="Reis niet", fr="Ne voyagez pas")
    assert "Reis niet" not in client.get("/nl/").content.decode()
    made.approve(["nl", "fr"], live_until=in_hours(5))
    for path in ("/nl/", "/nl/nieuws/", "/nl/nieuws/none/"):
        assert "Reis niet" in client.get(path).content.decode()
    assert "Reis niet" not in client.get("/en/").content.decode()
    made.withdraw(["nl", "fr"])
    assert "Reis niet" not in client.get("/nl/").content.decode()


def test_dutch_and_french_banners_start_together():
    with pytest.raises(LanguagePairSplit):
        banner(nl="Reis niet", fr="Ne voyagez pas").approve(["nl"])


def test_a_link_that_leads_nowhere_blocks_publication():
    made = banner(en="Do not travel")
    draft = made.editions.get()
    draft.link = "javascript:alert(1)"
    draft.save()
    with pytest.raises(PublishingError, match="must start with https"):
        made.approve(["en"])


def test_the_banner_is_written_in_the_back_office(admin_client):
    admin_client.post("/admin/fps/banner/add/", {"text-en-title": "Do not travel", "text-en-link": "/en/news/"})
    draft = Banner.objects.get().editions.get()
    assert (draft.title, draft.link, draft.slug) == ("Do not travel", "/en/news/", "")
