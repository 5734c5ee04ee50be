import pytest


@pytest.fixture
def editor(page, django_user_model, client):
    """A page with an editor signed in; what the console says, and each breach of the policy, is collected."""
    client.force_login(django_user_model.objects.create_superuser("chief"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost",
                               "path": "/"}])  # fmt: skip
    said = []
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
    )
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    assert said == []


def open_form(page, subject=None, query=""):
    page.goto(f"/admin/news/article/{f'{subject.pk}/change' if subject else 'add'}/{query}")
    page.wait_for_selector("[role=tab]")
    page.wait_for_selector(".tiptap, .read-words", state="attached")


def reach(page, selector, limit=250):
    """Press Tab until the element has the focus."""
    for _press in range(limit):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def to_the_end(page):
    """The editor sets its cursor a moment after it got the focus; no hand is as quick as this."""
    page.wait_for_timeout(200)
    page.keyboard.press("Control+End")


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector("[role=tab]")


def show(page, language):
    page.locator(f"#tab-{language}").focus()
    page.keyboard.press("Enter")
