"""Each place at which an app above joins in is filled when the site starts, and by nobody later."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from publishing import extension_points
from publishing.point_types import ForModel, Function, Listing, ListingByModel

ROOT = Path(__file__).resolve().parents[2]
APPS = ("fps", "desk", "news", "policy", "images", "publishing")
KINDS = (Function, Listing, ForModel, ListingByModel)
POINTS = {name: point for name, point in vars(extension_points).items() if isinstance(point, KINDS)}
# Before any test runs: the tests take the token of the cache away.
FILLED_AT_START = {name for name, point in POINTS.items() if point.is_filled}
FILLERS = {*(f"{app}/apps.py" for app in APPS), "news/figures/article_hooks.py"}
POSITION = re.compile(r"{%\s*panels_at\s+[\"']([\w-]+)[\"']\s*%}")


def settings_of_points(source: str) -> list[int]:
    """Lines in which a point is filled or set: by its methods, by its attributes, or by name in its module."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="fill" | "add", value=value)) if point_named(value):
                lines.append(node.lineno)
            case ast.Assign(targets=targets) if any(point_named(target) for target in targets):
                lines.append(node.lineno)
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target) if point_named(target):
                lines.append(node.lineno)
    return lines


def point_named(node) -> bool:
    """`extension_points.panels`, `panels.items`, `panels.items[Article]`; not a plain local of that name."""
    match node:
        case ast.Subscript(value=value):
            return point_named(value)
        case ast.Attribute(value=ast.Name(id="extension_points"), attr=name):
            return name in POINTS
        case ast.Attribute(value=value, attr="function" | "items" | "default"):
            return point_named(value) or (isinstance(value, ast.Name) and value.id in POINTS)
    return False


def test_the_running_site_fills_every_point():
    assert set(POINTS) - FILLED_AT_START == set()


def test_only_apps_that_start_fill_points():
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in paths if settings_of_points(path.read_text())}
    assert found - FILLERS == set()
    assert {"desk/apps.py", "fps/apps.py", "news/figures/article_hooks.py"} <= found


@pytest.mark.parametrize(
    "source",
    [
        "extension_points.state_token.fill(mark)",
        "extension_points.panels.add(Panel('here', 'a.html'))",
        "extension_points.state_token.function = mark",
        "state_token.function = mark",
        "extension_points.state_token = mark",
        "extension_points.panels.items += [panel]",
        "preview_makers.items[Article] = page",
    ],
)
def test_a_point_that_is_set_is_found(source):
    assert settings_of_points(source) == [1]


def test_every_position_of_a_page_has_a_panel_and_every_panel_a_position():
    sources = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    positions = {position for source in sources for position in POSITION.findall(source)}
    assert positions == {panel.position for panel in extension_points.panels}


@pytest.mark.parametrize(
    "fill",
    [
        lambda: Function().fill(str),
        lambda: Listing().add("a"),
        lambda: ForModel().fill(str, "a"),
        lambda: ListingByModel().add(str, "a"),
    ],
)
def test_nothing_is_filled_once_the_site_runs(fill):
    with pytest.raises(ImproperlyConfigured, match="never later"):
        fill()


@pytest.fixture
def starting(monkeypatch):
    """As while the apps start."""
    monkeypatch.setattr(apps, "ready", False)


@pytest.mark.usefixtures("starting")
def test_two_apps_cannot_answer_one_question():
    point, makers = Function(), ForModel()
    point.fill(len), point.fill(len)
    makers.fill(str, len), makers.fill(str, len)
    with pytest.raises(ImproperlyConfigured, match="Two apps"):
        point.fill(max)
    with pytest.raises(ImproperlyConfigured, match="Two apps"):
        makers.fill(str, max)
    assert (point("four"), makers.of("four")("four")) == (4, 4)


@pytest.mark.usefixtures("starting")
def test_a_list_holds_what_each_app_adds_once():
    plain, by_model = Listing(), ListingByModel()
    plain.add("a", "b"), plain.add("b", "c")
    by_model.add(str, "a"), by_model.add(int, "b"), by_model.add(str, "a")
    assert (list(plain), by_model.of(""), by_model.of(1), by_model.of(1.5)) == (["a", "b", "c"], ["a"], ["b"], [])


def test_a_point_that_nobody_fills_answers_as_it_is_made():
    assert Function(str.upper)("a") == "A"
    assert not Function(str.upper).is_filled
