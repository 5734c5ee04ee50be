"""PostgreSQL: two columns of tokens with their places, each with a GIN index; no dictionary, no trigger."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

GAP = 10  # places between title, teaser and body, so that no phrase reaches across
INDEXES = {"search_entry_in_title": "in_title", "search_entry_anywhere": "anywhere"}
MAKE = [
    f"CREATE INDEX {name} ON publishing_searchentry USING gin ({column}) WITH (fastupdate = on)"
    for name, column in INDEXES.items()
]
DROP = [f"DROP INDEX {name}" for name in INDEXES]


def columns(text) -> dict:
    return {
        "in_title": _vector(text.language, text.title),
        "anywhere": _vector(text.language, text.title, text.teaser, text.body),
    }


def _vector(language, *fields) -> str:
    """A tsvector as PostgreSQL reads it: `'ensanction':1,4 'ensanctions':1`. Tokens hold letters and figures only."""
    places: dict[str, list[int]] = {}
    number = 0
    for field in fields:
        for place in field:
            number += 1
            for word in (place.stem, *place.others):
                places.setdefault(word, []).append(number)
        number += GAP
    return " ".join(f"'{language}{word}':{','.join(map(str, found))}" for word, found in places.items())


def write(texts) -> None:
    """The columns hold it all."""


def sweep() -> None:
    """Nothing stands beside the entries."""


def matching(question, in_title: bool = False) -> str:
    clauses = []
    for clause in question.clauses:
        alternatives = [
            " <-> ".join(f"'{question.language}{word}'" for word in words) + (":*" if clause.beginning else "")
            for words in clause.alternatives(question.language)
        ]
        clauses.append(f"({' | '.join(alternatives)})")
    return " & ".join(clauses)


def either(matches) -> str:
    return " | ".join(f"({match})" for match in matches)


@contextmanager
def rare_words() -> Iterator[None]:
    """For statements about words that stand nowhere or nearly so. The planner knows nothing of them, hopes to meet one
    soon on a walk through the newest, and then walks through all: here it goes by the index of words."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def near(words, language) -> str:
    return " | ".join(f"'{language}{word}'" for word in sorted(words))


def condition(in_title: bool) -> str:
    """The SQL of a match."""
    return f"{'in_title' if in_title else 'anywhere'} @@ %s::tsquery"
