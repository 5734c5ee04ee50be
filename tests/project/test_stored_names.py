"""Names that somebody keeps: a session, a browser, a subscriber's program. They outlive any renaming here.

Each value is written out: it is what was handed out before.
"""

import json
import re
import time
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.accounts import otp
from desk.permissions.models import Role
from tests.factories.content import article, tag

pytestmark = pytest.mark.django_db
COMPONENTS = [
    *("Article", "ArticleRow", "ArticleRowPage", "ArticleText", "Fault", "Figure", "FigureInText", "FigurePage"),
    *("Organisation", "OrganisationPage", "Picture", "Start", "Tag", "TagPage", "Topic", "TopicRow", "TopicRowPage"),
    "TopicText",
]
CSV_HEAD = (
    "id,date,year,amount,amount_max,currency,qualifier,period,counted,stage,stage_code,provider,provider_name,"
    "provider_iati,receiver,receiver_name,receiver_iati,channel,country,country_name,region,sector,humanitarian,area,"
    "part_of,equivalent_of,supersedes,language,quote,sentence,title,url,converted_amount,converted_currency,rate,"
    "rate_date,licence,note"
)


@pytest.fixture
def anna(django_user_model):
    person = django_user_model.objects.create_user("anna", "anna@example.org", "a quiet harbour", is_staff=True)
    Role.objects.create(user=person, name=Role.Name.EDITOR)
    return person


def with_session(client, **data):
    """A browser whose session was stored with this in it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(data)
    store.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client


def test_whoever_signed_in_before_the_backend_moved_is_signed_in(client, anna):
    data = {SESSION_KEY: str(anna.pk), BACKEND_SESSION_KEY: "desk.backends.PasswordBackend",
            HASH_SESSION_KEY: anna.get_session_auth_hash()}  # fmt: skip
    assert with_session(client, **data).get("/admin/").status_code == 200


def test_whoever_stood_between_password_and_code_can_go_on(client, anna):
    otp.pending_device(anna)
    TOTPDevice.objects.update(confirmed=True)
    code = otp.renew_recovery_codes(anna)[0]
    pending = {"user": anna.pk, "backend": "desk.backends.PasswordBackend", "hash": anna.get_session_auth_hash()}
    with_session(client, half_signed_in={**pending, "at": time.time()})
    assert client.get("/admin/login/code/").status_code == 200
    client.post("/admin/login/code/", {"code": code})
    assert client.get("/admin/").status_code == 200


def test_the_language_that_a_session_holds_is_read(client, anna):
    data = {SESSION_KEY: str(anna.pk), BACKEND_SESSION_KEY: "desk.accounts.backends.PasswordBackend",
            HASH_SESSION_KEY: anna.get_session_auth_hash(), "desk_language": "nl"}  # fmt: skip
    assert '<html lang="nl"' in with_session(client, **data).get("/admin/").content.decode()


def test_what_browsers_keep_is_found_under_its_key():
    scripts = "".join(path.read_text() for path in (settings.BASE_DIR / "static" / "js").rglob("*.js"))
    assert set(re.findall(r'"(fps-[a-z]+)"', scripts)) >= {"fps-kept", "fps-tab", "fps-place"}


def test_the_interface_is_described_by_the_same_components(client):
    described = json.loads(client.get("/api/openapi.json").content)
    assert sorted(described["components"]["schemas"]) == COMPONENTS


def test_columns_of_the_open_data_have_their_heads(client):
    answer = client.get("/en/funding/figures.csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert body.decode("utf-8-sig").splitlines()[0] == CSV_HEAD


def test_entries_of_feeds_and_calendars_keep_their_ids(client, settings):
    settings.SITE_URL = "https://www.example.org"
    demining = tag("demining")
    for key in ("a-0001", "a-0002"):
        made = article(key)
        made.tags.add(demining)
        made.set_countries(["TD"])
    feed = client.get("/en/news/feed.json").json()
    assert {item["id"] for item in feed["items"]} == {f"https://www.example.org/en/news/a-000{n}/" for n in (1, 2)}
    calendar = client.get("/en/subjects/demining/td/thread.ics").content.decode()
    assert "UID:a-0001.en@www.example.org" in calendar.replace("\r\n ", "")
