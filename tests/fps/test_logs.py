"""A fault leaves a line on stderr with its trace, and no secret; what strangers can bring about at will leaves none."""

import io
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client

pytestmark = pytest.mark.django_db

ASK = """
import django
django.setup()
from django.test import Client
from django.test.utils import override_settings
with override_settings(ROOT_URLCONF="tests.fps.faulty_urls", ALLOWED_HOSTS=["testserver"]):
    print(Client(raise_request_exception=False).get("/view/").status_code)
"""


@pytest.fixture
def stderr():
    """What the handler for stderr writes from here on."""
    handler, written = logging.getHandlerByName("stderr"), io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def ask(settings):
    settings.ROOT_URLCONF = "tests.fps.faulty_urls"
    return Client(raise_request_exception=False).get


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/view/", "ValueError: the view fails"),
        ("/template/", "TemplateDoesNotExist: nowhere.html"),
        ("/database/", "OperationalError"),
    ],
)
def test_a_fault_leaves_a_line_with_method_path_and_trace(ask, stderr, path, fault):
    assert ask(path).status_code == 500
    told = stderr.getvalue()
    assert f" ERROR django.request: GET Internal Server Error: {path}\nTraceback " in told
    assert fault in told or (fault == "OperationalError" and "UndefinedTable" in told)


def test_a_fault_of_a_middleware_leaves_one_too(ask, stderr, settings):
    settings.MIDDLEWARE = [*django_settings.MIDDLEWARE, "tests.fps.faulty_urls.FaultyMiddleware"]
    assert ask("/fine/").status_code == 500
    assert "GET Internal Server Error: /fine/\nTraceback " in stderr.getvalue()
    assert "LookupError: the middleware fails" in stderr.getvalue()


@pytest.mark.parametrize("path", ["/share/tell-nobody/", "/calendar/tell-nobody.ics"])
def test_a_secret_address_is_not_told(ask, stderr, path):
    assert ask(path).status_code == 500
    assert "ValueError: the view fails" in stderr.getvalue()
    assert "tell-nobody" not in stderr.getvalue()


def test_what_strangers_bring_about_is_no_fault(ask, stderr):
    assert ask("/nowhere/").status_code == 404
    assert ask("/fine/", headers={"host": "elsewhere.example"}).status_code == 400
    assert stderr.getvalue() == ""


def test_it_really_is_stderr(tmp_path):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}", "FPS_SITE_URL": "http://127.0.0.1:1",
           "DJANGO_SETTINGS_MODULE": "fps.settings", "FPS_STATIC_ROOT": str(tmp_path)}  # fmt: skip
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=django_settings.BASE_DIR)
    assert done.stdout == "500\n"
    assert "ERROR django.request: GET Internal Server Error: /view/\nTraceback " in done.stderr
    assert done.stderr.count("ValueError: the view fails") == 1
