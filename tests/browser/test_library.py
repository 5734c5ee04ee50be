"""The focal point in a browser: by click, by arrow keys, by numbers."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.factories.pictures import drawing, image

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page, live_server):
    get_user_model().objects.create_superuser("admin", password="a long enough word")
    picture = image(drawing(), credit="FPS", licence="PD")
    page.goto(f"{live_server.url}/admin/login/?next=/admin/images/image/{picture.pk}/change/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", "a long enough word")
    page.press("#id_password", "Enter")
    page.wait_for_selector("[data-focal-point]:not([hidden])")
    return page


def stands_at(form, x, y):
    expect(form.locator("#id_focal_x")).to_have_value(x)
    expect(form.locator("#id_focal_y")).to_have_value(y)


def test_the_focal_point_by_click_arrows_and_numbers(form):
    area = form.locator("[data-focal-picture]")
    area.scroll_into_view_if_needed()
    area.locator("img").evaluate("picture => picture.decode()")
    box = area.bounding_box()
    area.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    stands_at(form, "0.25", "0.75")
    expect(form.locator("[data-focal-said]")).to_have_text("The point: 25 % from the left, 75 % from the top.")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        form.keyboard.press(key)
    stands_at(form, "0.27", "0.74")
    form.fill("#id_focal_x", "1")
    expect(form.locator("[data-focal-point]")).to_have_attribute("style", re.compile("left: 100%"))
    form.locator("[data-focal-point]").focus()
    form.keyboard.press("ArrowRight")
    stands_at(form, "1.00", "0.74")
    form.click("[name=_save]")
    form.wait_for_url("**/images/image/")
