"""A name that was given up does not come back: `scripts/retired_names.txt`, module by module."""

import pytest

from scripts.retired import faults, retired


@pytest.fixture
def desk(tmp_path):
    """A folder `desk` with one module, for a gate that looks there."""
    folder = tmp_path / "desk"
    folder.mkdir()

    def write(source: str, name: str = "context.py"):
        (folder / name).write_text(source)
        return tmp_path

    return write


def test_nothing_retired_is_back():
    assert faults(retired()) == []


def test_the_list_names_modules_and_names():
    lines = retired()
    assert lines == sorted(set(lines))
    assert {"desk.matrix", "desk.lists.pagination:page_of", "publishing.core.edition:Edition.required"} <= set(lines)


def test_a_retired_module_is_found_again_also_as_a_package(desk):
    assert faults(["desk.office"], desk("", "office.py")) == ["desk/office.py: the module desk.office is retired"]
    (desk("") / "desk" / "matrix").mkdir()
    assert len(faults(["desk.matrix"], desk("", "matrix/__init__.py"))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def around(): ...",
        "async def around(): ...",
        "class around: ...",
        "around = 1",
        "a, around = 1, 2",
        "around: int = 1",
        "try:\n    pass\nexcept ImportError:\n    around = None",
    ],
)
def test_a_retired_name_is_found_however_it_is_defined(desk, source):
    assert faults(["desk.context:around"], desk(source)) == ["desk/context.py: the name around is retired"]


def test_a_retired_member_is_found_in_its_class_only(desk):
    lines = ["desk.context:Page.kept"]
    assert len(faults(lines, desk("class Page:\n    @property\n    def kept(self): ..."))) == 1
    assert faults(lines, desk("kept = 1\nclass Other:\n    kept = 1")) == []


def test_a_retired_name_means_something_else_elsewhere(desk):
    lines = ["desk.context:around", "desk.gone:around"]
    assert faults(lines, desk("def page():\n    around = 1\n    return around")) == []
    assert faults(lines, desk("from desk.menu import around", "menu.py")) == []
