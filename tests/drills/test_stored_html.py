"""Nothing that is stored, or put past the forms, becomes code on a page."""

import pytest

from scripts import reviewed
from scripts.drills import stored_html


def test_two_thousand_attacks_come_to_nothing():
    assert stored_html.run(2000, seed=5) == []


def test_the_drill_finds_what_gets_through(monkeypatch):
    for name in ("clean_html", "rendered"):
        monkeypatch.setattr(stored_html, name, lambda html: html)
    assert stored_html.run(50, seed=5)


@pytest.mark.parametrize(
    "line",
    [
        *("{{ text|safe }}", "{{ text | safe }}", "{% autoescape off %}", "return mark_safe(text)", "SafeString(text)"),
        *("Article.objects.raw(text)", "rows.extra(where=[text])", "rows.filter(**request.GET)"),
    ],
)
def test_a_shortcut_past_the_cleaner_is_found(line):
    assert reviewed.faults("news/pages/article_views.py", f"x\n{line}\n") == [f"news/pages/article_views.py:2: {line}"]
    assert reviewed.faults("publishing/text/rich_text.py", line) == []


def test_no_module_takes_a_shortcut():
    assert reviewed.all_faults() == []
