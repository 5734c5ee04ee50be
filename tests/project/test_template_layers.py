"""Templates lean on each other as their apps do: fps -> desk -> news -> policy -> images, publishing.

A folder of templates belongs to an app. Files at the root and the components belong to nobody: whoever uses one uses
all that it uses. Two things point up on purpose, as with Django's own admin: a page extends the frame that the site
gives (`base.html`, and the names that Django's admin asks for), and publishing asks for the page of an ended text.
"""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
MAY_USE = {
    "fps": {"desk", "news", "policy", "images", "publishing"},
    "desk": {"news", "policy", "images", "publishing"},
    "news": {"policy", "images", "publishing"},
    "policy": {"images", "publishing"},
    "images": set(),
    "publishing": set(),
}
OWNERS = {
    **{folder: app for app in MAY_USE for folder in (f"admin/{app}/", f"{app}/")},
    **dict.fromkeys(("admin/", "registration/", "share/"), "desk"),
}
FRAMES = {"base.html", "admin/base.html", "admin/base_site.html", "admin/change_form.html", "admin/change_list.html"}
ASKED_OF_THE_SITE = {"410.html", "missing_language.html"}
NAMESPACES = {
    **{app: app for app in ("desk", "news", "policy", "images")},
    "about": "policy",
    "subjects": "news",
    "funding": "news",
    "api": "fps",
}
LIBRARIES = {path.stem: path.parts[-3] for path in ROOT.glob("*/templatetags/*.py") if path.stem != "__init__"}
TAG = re.compile(r"{%\s*(load|include|extends|url)\s+(.+?)\s*%}", re.DOTALL)
NAMED_IN_PYTHON = re.compile(r"[\"']([\w/]+\.html)[\"']")


def templates() -> dict[str, str]:
    folder = ROOT / "templates"
    paths = [path for path in folder.rglob("*") if path.suffix in (".html", ".txt", ".xml")]
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(paths)}


def owner_of(name: str) -> str | None:
    return OWNERS[max(folders, key=len)] if (folders := [each for each in OWNERS if name.startswith(each)]) else None


def apps_of_template(name: str, sources: dict[str, str], seen=frozenset()) -> set[str]:
    """The app whose template it is; of one that is nobody's, the apps that it uses."""
    if name not in sources or name in seen:
        return set()
    if owner := owner_of(name):
        return {owner}
    return {app for _tag, app in used_apps(sources[name], sources, seen | {name})}


def apps_of_route(name: str) -> set[str]:
    namespace, _colon, route = name.rpartition(":")
    if namespace == "admin":
        return {route.partition("_")[0]} & set(MAY_USE)  # admin:news_tag_changelist
    return {NAMESPACES[namespace]} if namespace else set()


def used_apps(source: str, sources: dict[str, str], seen=frozenset()) -> set[tuple[str, str]]:
    """Each tag that leans on an app, with the app."""
    found = set()
    for tag in TAG.finditer(source):
        kind, words = tag[1], tag[2].split()
        first = words[0].strip("\"'") if words[0][0] in "\"'" else ""
        match kind:
            case "load":
                libraries = words[words.index("from") + 1 :] if "from" in words else words
                apps = {LIBRARIES[each] for each in libraries if each in LIBRARIES}
            case "url":
                apps = apps_of_route(first)
            case "extends" if first in FRAMES:
                apps = set()
            case _:
                apps = apps_of_template(first, sources, seen)
        found |= {(tag[0], app) for app in apps}
    return found


def faults(name: str, sources: dict[str, str]) -> list[str]:
    owner = owner_of(name)
    if owner is None:
        return []
    return sorted(tag for tag, app in used_apps(sources[name], sources) if app not in MAY_USE[owner] | {owner})


SOURCES = templates()


@pytest.mark.parametrize("name", SOURCES)
def test_templates_point_down(name):
    assert faults(name, SOURCES) == []


@pytest.mark.parametrize("app", MAY_USE)
def test_modules_name_templates_of_their_app_and_below(app):
    above = {}
    for path in (ROOT / app).rglob("*.py"):
        names = set(NAMED_IN_PYTHON.findall(path.read_text())) - ASKED_OF_THE_SITE
        used = {name: apps_of_template(name, SOURCES) - MAY_USE[app] - {app} for name in names}
        above |= {(path.name, name): apps for name, apps in used.items() if apps}
    assert above == {}


def test_every_route_of_a_template_has_an_app():
    assert set(get_resolver().namespace_dict) <= {*NAMESPACES, "admin"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("admin/publishing/one.html", '{% include "admin/news/money.html" %}'),
        ("admin/publishing/one.html", "{% load i18n desk %}"),
        ("admin/publishing/one.html", "{% load can_share from desk %}"),
        ("publishing/one.html", "{% load\n  i18n\n  images\n%}"),
        ("publishing/one.html", "{% url 'desk:search' %}"),
        ("policy/one.html", '{% url "admin:news_tag_changelist" as tags %}'),
        ("policy/one.html", '{% extends "news/article_list.html" %}'),
        ("policy/one.html", '{% include "components/two.html" with level=3 only %}'),
        ("policy/one.html", '{% include "components/deep.html" %}'),
        ("news/one.html", '{% include "base.html" %}'),
        ("images/one.html", '{% include "publishing/changes.html" %}'),
    ],
)
def test_a_tag_that_points_up_is_found(name, source):
    components = {
        "components/two.html": "{% load news %}",
        "components/deep.html": '{% include "components/two.html" %}',
    }
    assert len(faults(name, SOURCES | components | {name: source})) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("policy/one.html", '{% extends "base.html" %}{% load i18n images policy publishing %}'),
        (
            "admin/publishing/one.html",
            "{% extends 'admin/base_site.html' %}{% url 'admin:index' %}{% url opts|name:'add' %}",
        ),
        ("news/one.html", "{% url 'funding:dossier' %}{% include widget.template_name %}{% load news %}"),
        ("desk/one.html", '{% include "admin/publishing/pill.html" %}{% url "admin:news_tag_changelist" %}'),
        ("home.html", "{% load desk news %}"),
    ],
)
def test_what_lies_below_or_is_of_the_site_may_be_used(name, source):
    assert faults(name, SOURCES | {name: source}) == []
