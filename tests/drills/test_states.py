import pytest

from scripts.drills import states

pytestmark = pytest.mark.django_db


def test_no_public_surface_shows_a_text_that_is_not_live():
    assert states.run(40, seed=7) == []


def test_the_drill_finds_a_leak(monkeypatch):
    from publishing.core.querysets import EditionQuerySet

    monkeypatch.setattr(EditionQuerySet, "live", lambda self, language=None, at=None: self.in_language(language))
    assert any("shows hid" in fault for fault in states.run(20, seed=7, most=50))
