"""Imports point down only: fps -> desk -> news -> policy -> images, publishing."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAY_IMPORT = {
    "fps": {"desk", "news", "policy", "images", "publishing"},
    "desk": {"news", "policy", "images", "publishing"},
    "news": {"policy", "images", "publishing"},
    "policy": {"images", "publishing"},
    "images": set(),
    "publishing": set(),
}
# "news.Article" and "news:article_detail" lean on an app as an import does.
LABEL = re.compile(rf"({'|'.join(MAY_IMPORT)})(\.[A-Z]\w*|:[a-z]\w*)")


def named_apps(source: str, package: list[str]) -> set[tuple[str, int]]:
    """Apps that the source of a module in `package` imports or names by label, with the line."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names, level=0):
                modules = [module]
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package[: len(package) - level + 1]
                modules = [".".join([*above, module or alias.name]) for alias in names]
            case ast.Call(
                func=ast.Name(id="import_module" | "lazy_view") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                modules = [module]
            case ast.Constant(value=str(text)) if LABEL.fullmatch(text):
                modules = [text.replace(":", ".")]
            case _:
                continue
        found |= {(module.split(".")[0], node.lineno) for module in modules}
    return {(app, line) for app, line in found if app in MAY_IMPORT}


def faults(app: str, source: str, package: list[str]) -> list[str]:
    named = sorted(named_apps(source, package), key=lambda pair: pair[1])
    return [f"line {line}: {other}" for other, line in named if other not in MAY_IMPORT[app] | {app}]


MODULES = [path for app in MAY_IMPORT for path in sorted((ROOT / app).rglob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path):
    package = list(path.relative_to(ROOT).parent.parts)
    assert faults(package[0], path.read_text(), package) == []


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("policy", "from news.models import Article"),
        ("policy", "import news.funding.totals as totals"),
        ("policy", "from ..news import models"),
        ("policy", "models.ForeignKey('news.Article')"),
        ("news", "reverse('desk:start')"),
        ("desk", "from fps import settings"),
        ("publishing", "def later():\n    from images.models import Image"),
        ("images", "importlib.import_module('publishing.models')"),
        ("publishing", "lazy_view('desk.spreadsheets.views', 'file')"),
    ],
)
def test_an_import_upwards_is_found(app, source):
    assert len(faults(app, source, [app])) == 1


def test_neighbours_and_libraries_are_allowed():
    source = "from . import models\nfrom .models import Topic\nfrom images.models import Image\nimport newspaper\n"
    assert faults("policy", source, ["policy"]) == []
