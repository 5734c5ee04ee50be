"""What `.importlinter` cannot see: names in strings, the size of folders and modules, circles between modules."""

import ast
import re
from collections import Counter
from configparser import ConfigParser
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.fixtures.repository import ROOT, files

CONTRACTS = ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
# From above to below; images and publishing do not know each other.
LAYERS = [row.split(" | ") for row in CONTRACTS["importlinter:contract:apps"]["layers"].split("\n") if row]
APPS = [app for row in LAYERS for app in row]
# "news.Article", "desk:start", "desk.spreadsheets.views" lean on an app as an import does.
LABEL = re.compile(rf"({'|'.join(APPS)})[.:][A-Za-z_][\w.]*")

MAX_MODULES_PER_FOLDER = 22
MAX_LINES = 300
MAX_LEVELS_OF_NEWS = 6


def apps_below(app: str) -> set[str]:
    row = next(number for number, apps in enumerate(LAYERS) if app in apps)
    return {other for apps in LAYERS[row + 1 :] for other in apps}


def labels_upwards(app: str, source: str) -> list[str]:
    """What the strings of a module of `app` name in an app that it may not import."""
    allowed = {app, *apps_below(app)}
    named = [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LABEL.fullmatch(node.value)
    ]
    return [f"line {line}: {text}" for line, text in sorted(named) if re.split("[.:]", text)[0] not in allowed]


def modules_of_apps() -> list[Path]:
    return [path for path in files(".py") if path.parts[0] in APPS]


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Module -> what it imports of ours, without the exceptions that the contracts name."""
    graph = grimp.build_graph(*APPS, cache_dir=None)
    ignored = {line for section in CONTRACTS.values() for line in section.get("ignore_imports", "").split("\n") if line}
    for importer, imported in (line.split(" -> ") for line in sorted(ignored)):
        graph.remove_import(importer=importer, imported=imported)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def levels(imports: dict[str, set[str]]) -> dict[str, int]:
    """How far each one stands above those that import nothing; raises graphlib.CycleError for a circle."""
    level: dict[str, int] = {}
    for name in TopologicalSorter(imports).static_order():
        level[name] = 1 + max((level[below] for below in imports.get(name, ())), default=0)
    return level


def rooms_of(app: str, imports: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same between the sub-packages and root modules of one app."""

    def room(module: str) -> str:
        return ".".join(module.split(".")[:2])

    arrows: dict[str, set[str]] = {}
    for module, imported in imports.items():
        if module.startswith(f"{app}."):
            near = {room(name) for name in imported if name.startswith(f"{app}.")} - {room(module)}
            arrows.setdefault(room(module), set()).update(near)
    return arrows


def test_no_text_names_an_app_above():
    wrong = [
        f"{path}, {fault}"
        for path in modules_of_apps()
        for fault in labels_upwards(path.parts[0], (ROOT / path).read_text())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("policy", "models.ForeignKey('news.Article')"),
        ("news", "reverse('desk:start')"),
        ("images", "importlib.import_module('publishing.models')"),
        ("publishing", "lazy_view('desk.spreadsheets.views', 'file')"),
        ("publishing", "user.has_perm('news.change_article')"),
        ("desk", "import_string('fps.settings')"),
    ],
)
def test_a_name_upwards_is_found(app, source):
    assert len(labels_upwards(app, source)) == 1


def test_names_of_neighbours_and_of_others_are_allowed():
    source = "near = 'policy.Topic', 'policy:topic_detail', 'images.Image', 'newspaper.Article', 'See news: here.'"
    assert labels_upwards("policy", source) == []


def test_no_module_imports_itself_by_a_detour(imports):
    assert max(levels(imports).values()) > 1


def test_the_drawing_of_news_has_few_levels(imports):
    assert max(levels(rooms_of("news", imports)).values()) <= MAX_LEVELS_OF_NEWS


def test_levels_are_counted_from_below():
    assert levels({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": 3, "b": 2, "c": 1}


def test_no_folder_is_too_large():
    modules = Counter(path.parent.as_posix() for path in files(".py"))
    assert {name: count for name, count in modules.items() if count > MAX_MODULES_PER_FOLDER} == {}


def test_no_module_is_too_long():
    apart = {Path("fps/settings.py")}
    ours = [path for path in files(".py") if not {"tests", "migrations"} & set(path.parts) and path not in apart]
    lengths = {path.as_posix(): len((ROOT / path).read_text().splitlines()) for path in ours}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}
