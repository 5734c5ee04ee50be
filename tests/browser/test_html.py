"""Every kind of page in every language is valid HTML, as the Nu checker (the W3C's) sees it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from scripts import page_checkers
from tests.fixtures.demo_site import tool


def complaints(folder) -> list[str]:
    jar, java = tool("vnu"), page_checkers.java() or pytest.skip("Java is not there")
    command = [java, "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "json", "--stdout", "--skip-non-html"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=300)
    said = json.loads(done.stdout)["messages"]
    return [f"{each['url'].rpartition('/')[2]}:{each.get('lastLine')}: {each['message']}" for each in said]


def test_every_kind_of_page_is_valid(demo, tmp_path):
    assert len(demo.pages) >= 90
    for number, (path, page) in enumerate(demo.pages.items()):
        (tmp_path / f"{number:03}-{path.replace('/', '_').partition('?')[0]}.html").write_text(page)
    for name in ("400", "403", "500"):
        (tmp_path / f"{name}.html").write_text(render_to_string(f"{name}.html"))
    shutil.copy(Path(__file__).parents[2] / "ops" / "pages" / "maintenance.html", tmp_path)
    assert complaints(tmp_path) == []


@pytest.mark.browser  # runs with those for which the checker is fetched
def test_a_fault_would_be_seen(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><ul><p>y</p></ul>")
    assert "bad.html:1: Element “p” not allowed" in complaints(tmp_path)[0]
