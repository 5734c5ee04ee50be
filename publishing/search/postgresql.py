"""PostgreSQL: two columns of tokens with their places, each with a GIN index; no dictionary, no trigger."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .entries import COLUMNS, NEWEST_FIRST

PROBED = 50  # newest entries that tell whether a match is common
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
    return " ".join(f"'{language}{word}':{','.join(map(str, numbers))}" for word, numbers in places.items())


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


def newest(branch) -> tuple[str, list]:
    """Tokens that the newest entries often hold are met on a walk back in time, until there is enough; all others are
    fetched by the index of words. The newest of each language tell which, at every question: the planner cannot know,
    it has no idea how rare a word is or how often words follow each other."""
    scope, table, column = branch.scope, "publishing_searchentry", "in_title" if branch.in_title else "anywhere"
    live, live_params = scope.live
    # Fixed words of ours only; everything that somebody typed is a parameter.
    is_live = f"EXISTS (SELECT FROM ({live}) AS live (pk) WHERE pk = edition OFFSET 0)"  # nosec B608 (our words only)
    by_date = f"FROM {table} AS entry WHERE kind = %s AND entry.language = asked.language"
    first = f"SELECT {column} {by_date} {NEWEST_FIRST} LIMIT {PROBED}"
    walk = f"SELECT {COLUMNS} {by_date} AND ({column} @@ tokens) IS TRUE"  # which no index of words answers
    # Without `kind` as the index of dates has it, that index cannot be read in vain.
    fetch = f"SELECT {COLUMNS} FROM {table} WHERE kind || '' = %s AND {column} @@ tokens {NEWEST_FIRST} OFFSET 0"  # nosec B608 # noqa: S608 (our words only)
    enough = f"{is_live} {NEWEST_FIRST} LIMIT most"
    common = f"asked, LATERAL ({walk} AND {enough}) AS found"
    common_params = [scope.kind, *live_params]
    if not scope.everything:  # one language, and the planner can tell how much of it there is
        plain, common_params = branch.plain(also="(SELECT is_common FROM asked)")
        common = f"({plain}) AS found, asked"
    rows = ", ".join(["(%s, %s::tsquery, %s)"] * len(branch.matches))
    sql = f"""WITH wanted (language, tokens, most) AS (VALUES {rows}), asked AS MATERIALIZED (
SELECT *, (SELECT count(*) FROM ({first}) AS newest WHERE {column} @@ tokens) >= greatest(3, most / 100) AS is_common
FROM wanted AS asked)
SELECT found.* FROM {common} WHERE is_common
UNION ALL SELECT found.* FROM asked, LATERAL (SELECT {COLUMNS} FROM ({fetch}) AS fetched WHERE {enough}) AS found
WHERE NOT is_common"""  # nosec B608 # noqa: S608 (our words only)
    wanted = [value for match in branch.matches for value in match]
    return sql, [*wanted, scope.kind, *common_params, scope.kind, *live_params]
