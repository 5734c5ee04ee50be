"""The style guide: every component, for staff only."""

from pathlib import Path

import pytest

from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nora", is_staff=True))
    return client


def test_every_component_is_there(staff):
    image(decorative=True, credit="x", licence="CC0-1.0")
    response = staff.get("/styleguide/")
    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    assert sorted({f"components/{path.name}" for path in ROOT.glob("templates/components/*.html")} - shown) == []


def test_it_is_whole_on_an_empty_site_too(staff):
    page = staff.get("/styleguide/").content.decode()
    assert "Entwicklungszusammenarbeitsfinanzierungsmechanismen" in page
    assert page.count("<h1") == 1
    assert 'content="noindex"' in page


def test_nobody_keeps_it(staff):
    assert staff.get("/styleguide/")["Cache-Control"] == "no-store"
    assert staff.post("/styleguide/").status_code == 405


def test_strangers_are_asked_to_sign_in(client, django_user_model):
    response = client.get("/styleguide/")
    assert (response.status_code, response.url) == (302, "/admin/login/?next=/styleguide/")
    assert response["Cache-Control"] == "no-store"
    client.force_login(django_user_model.objects.create_user("otto"))
    assert client.get("/styleguide/").status_code == 302


@pytest.mark.parametrize("width", [390, 1280])
def test_the_longest_words_fit(page, django_user_model, client, live_server, width):
    client.force_login(django_user_model.objects.create_user("nora", is_staff=True))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/styleguide/")
    assert page.title().startswith("Style guide")
    found = page.evaluate(
        """() => [...document.querySelectorAll("main *, .area *")]
            .filter((each) => each.getBoundingClientRect().right > (each.closest(".area") || document.body)
                .getBoundingClientRect().right + 1)
            .filter((each) => !each.closest(".table, .hidden"))
            .map((each) => `${each.parentElement.className} ${each.outerHTML.slice(0, 60)}`)"""
    )
    assert found == []
