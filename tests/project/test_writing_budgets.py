"""How often publishing and importing ask the database: literal numbers, the same on a small and on a larger site."""

import itertools

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import corpus, writing
from bench.pages import editor_client

PUBLISH = {"postgresql": 27, "sqlite": 29}
IMPORT = {"postgresql": 30, "sqlite": 32}  # an article in four languages, with a picture and no sum


def asked(deed) -> int:
    with CaptureQueriesContext(connection) as statements:
        deed()
    return len(statements)


@pytest.mark.django_db(transaction=True)
def test_writing_asks_as_often_on_a_larger_site(monkeypatch, tmp_path):
    corpus.furniture()
    monkeypatch.setattr(writing, "ROUNDS", 3)
    monkeypatch.setattr(writing, "IMPORTED", 20)
    first, *others = writing.new_articles(writing.the_author())
    editor = editor_client()
    writing.publish(editor, [first])  # what a process learns once
    lines = (line for line in writing.lines() if '"figures"' not in line)

    def counted(number: int) -> int:
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(itertools.islice(lines, number)))
        return asked(lambda: call_command("import_content", str(file)))

    for size, article in zip((10, 40), others, strict=True):
        corpus.fill(size // 4, size)
        page, posted = writing.filled(editor, article)
        assert asked(lambda page=page, posted=posted: editor.post(page, posted)) == PUBLISH[connection.vendor]
        assert article.editions.live().count() == len(corpus.LANGUAGES)
        one, four = counted(1), counted(4)
        assert (four - one) / 3 == IMPORT[connection.vendor]
