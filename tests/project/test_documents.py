"""The documents name files that exist."""

import re

import pytest

from tests.fixtures.repository import ROOT, files

FOLDERS = "bench|desk|docs|fps|images|news|policy|publishing|scripts|static|tests"
PATH = re.compile(rf"`((?:(?:{FOLDERS})/[\w./-]*(?:\.py|\.js|/))|templates/[\w./-]+)`")


def missing(text: str) -> list[str]:
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


@pytest.mark.parametrize("document", [str(path) for path in files(".md") if path.name != "CHANGELOG.md"])
def test_a_document_names_files_that_exist(document):
    assert missing((ROOT / document).read_text()) == []


def test_a_path_that_is_gone_is_found():
    assert missing("See `desk/context.py`, `desk/office.py` and `news/amounts/`, `en/news/`.") == ["desk/office.py"]
