"""What every test starts from: nothing of this machine's data, quick passwords, and a browser for those that ask."""

import os
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from publishing import extension_points
from scripts import chromium
from tests.fixtures.caches import clock, keeping, made_pages, process  # noqa: F401 (fixtures for all)
from tests.fixtures.clock import HOURS, START, seconds, travel_as_asked
from tests.fixtures.databases import is_told_everything, runs_on_one
from tests.fixtures.demo_site import demo, quick_pictures  # noqa: F401 (fixtures for all)


def pytest_configure(config):
    if os.environ.get(START):
        travel_as_asked()
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.fixtures.child_settings"
    # Hundreds of rounds per password would be half of the time of the tests.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Files are served from where they lie: names with hashes need a collectstatic first.
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.STATIC_ROOT = Path(config.rootpath, "var", "tests", "collected")
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # Each client of a test is a site that starts: none looks through the static files a second time.
    WhiteNoiseMiddleware.add_files_from_finders = remembered(WhiteNoiseMiddleware.add_files_from_finders)


def remembered(look):
    found = {}

    def add_files_from_finders(self):
        if not found:
            look(self)
            found.update(self.files)
        self.files = found

    return add_files_from_finders


def pytest_generate_tests(metafunc):
    if metafunc.definition.get_closest_marker("at_any_hour"):
        on_postgresql = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
        hours = list(HOURS) if is_told_everything() or not on_postgresql else list(HOURS)[-1:]
        metafunc.parametrize("hour", hours, indirect=True)


@pytest.fixture(autouse=True)
def hour(request):
    """The hour of a test that is to hold at any; every other test runs at that of the machine or of the run."""
    if name := getattr(request, "param", None):
        with time_machine.travel(seconds(HOURS[name]), tick=True):
            yield name
    else:
        yield None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Browser tests are marked by what they ask for, and run last: their event loop stays in the main thread."""
    for item in items:
        if {"browser", "demo"} & set(item.fixturenames):
            item.add_marker("browser")
        elif not asks_a_database(item):
            item.add_marker("apart")
        elif runs_on_one(item):
            item.add_marker("one_database")
    items.sort(key=lambda item: bool({"browser", "demo"} & set(item.fixturenames)))


def asks_a_database(item) -> bool:
    """Whether this test may: pytest-django lets no other test near one, so those are the same on all of them."""
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file: in memory, threads meet "database table is locked", whatever the timeout."""
    for alias, database in django_settings.DATABASES.items():
        if database["ENGINE"].endswith("sqlite3"):
            database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / f"{alias}.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The audit trail refuses to be emptied, which tests with threads and browsers do after each of them."""
    from django.apps import apps
    from django.db import connection
    from django.db.models.signals import post_migrate

    from desk.audit import models as audit

    assert post_migrate.disconnect(audit.install_triggers_after_migration, sender=apps.get_app_config("desk"))
    with django_db_blocker.unblock():
        audit.drop_triggers(connection)


@pytest.fixture(autouse=True)
def _media_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    library = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "library"}}
    settings.STORAGES = {**settings.STORAGES, "default": library}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    """Each page is made of what stands in the database now, unless a test is about what is kept."""
    monkeypatch.setattr(extension_points.state_token, "function", None)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's event loop runs in the thread of the test
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield chrome
        chrome.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server):
    """A page of the site; that it asks nobody else for anything is part of every test."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    elsewhere = []

    def guard(route):
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            return route.continue_()
        elsewhere.append(route.request.url)
        return route.abort()

    context.route("**/*", guard)
    yield context.new_page()
    context.close()
    assert elsewhere == []
