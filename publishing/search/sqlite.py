"""SQLite: a full-text table `publishing_search` beside the entries, `rowid` = the entry's id.

Stems stand one a place (so that phrases can be asked), everything else in a column of its own.
"""

from contextlib import nullcontext

from django.db import connection

from .entries import COLUMNS, NEWEST_FIRST

SPARE = 3  # times as many entries are looked at: some are of texts that are not live
MAKE = """CREATE VIRTUAL TABLE publishing_search
USING fts5(title, text, more_title, more, tokenize='unicode61 remove_diacritics 0')"""
DROP = "DROP TABLE publishing_search"
BORDER = " 0 "  # between title, teaser and body, so that no phrase reaches across; no token is a bare nought


def columns(text) -> dict:
    return {}


def write(texts) -> None:
    rows = []
    for pk, text in texts:
        fields = (text.title, text.teaser, text.body)
        stems = [" ".join(text.language + place.stem for place in field) for field in fields]
        more = [
            " ".join(sorted({text.language + other for place in field for other in place.others})) for field in fields
        ]
        rows.append((pk, stems[0], BORDER.join(stems), more[0], " ".join(more)))
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM publishing_search WHERE rowid = %s", [(row[0],) for row in rows])
        cursor.executemany(
            "INSERT INTO publishing_search (rowid, title, text, more_title, more) VALUES (%s, %s, %s, %s, %s)", rows
        )


def sweep() -> None:
    """Drop the rows of entries that are gone."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_search WHERE rowid NOT IN (SELECT id FROM publishing_searchentry)")


def matching(question, in_title: bool = False) -> str:
    clauses = []
    for clause in question.clauses:
        alternatives = [
            '"' + " ".join(question.language + word for word in words) + '"' + ("*" if clause.beginning else "")
            for words in clause.alternatives(question.language)
        ]
        # Only the columns of stems are in the order of the text.
        columns = "{title text} : " if len(clause.words) > 1 else ""
        clauses.append(f"({columns}({' OR '.join(alternatives)}))")
    query = " AND ".join(clauses)
    return f"{{title more_title}} : ({query})" if in_title else query


def either(matches) -> str:
    return " OR ".join(f"({match})" for match in matches)


def rare_words():
    """SQLite always goes by the index of words."""
    return nullcontext()


def near(words, language) -> str:
    return " OR ".join(f'"{language}{word}"' for word in sorted(words))


def condition(in_title: bool) -> str:
    """The SQL of a match; `matching` already says which columns."""
    return "id IN (SELECT rowid FROM publishing_search WHERE publishing_search MATCH %s)"


def newest(branch) -> tuple[str, list]:
    """The index of words answers every question; language by language, the live rule is asked of the newest."""
    selects, params = [], []
    (live, live_params), kind = branch.scope.live, branch.scope.kind
    entries = (
        f"{COLUMNS} FROM publishing_searchentry WHERE kind = %s AND language = %s AND {condition(branch.in_title)}"
    )
    for language, tokens, most in branch.matches:
        # Fixed words of ours only; everything that somebody typed is a parameter.
        select = f"SELECT {entries}"
        if branch.scope.everything:
            select = f"SELECT * FROM ({select} {NEWEST_FIRST} LIMIT {most * SPARE}) WHERE true"  # nosec B608 # noqa: S608 (our words only)
        selects.append(f"SELECT * FROM ({select} AND edition IN ({live}) {NEWEST_FIRST} LIMIT {most})")  # nosec B608 # noqa: S608 (our words only)
        params += [kind, language, tokens, *live_params]
    return " UNION ALL ".join(selects), params
