"""Title before teaser before body, newer before older on a tie. Pure, so that both databases give one order."""

from datetime import date

TITLE, TEASER, ELSEWHERE, TAG = 8, 3, 1, 2  # points of a clause for the best place where it stands
WHOLE_TITLE = 4  # for a title that holds nothing but the words asked for, give or take one word that stands everywhere


def score(question, title: str, teaser: str, by_tag: frozenset[int] = frozenset()) -> int:
    """Points of an entry that matches; `by_tag` are the places of clauses that only a tag of the article answers."""
    title_words, teaser_words = _Field(title), _Field(teaser)
    points, in_title = 0, 0
    for place, clause in enumerate(question.clauses):
        if title_words.has(clause, question.language):
            points += TITLE
            in_title += len(clause.words)
        elif teaser_words.has(clause, question.language):
            points += TEASER
        else:
            points += TAG if place in by_tag else ELSEWHERE
    indexed = title_words.length - title_words.left_out
    if in_title >= indexed and title_words.length <= question.typed + 1:
        points += WHOLE_TITLE
    return points


def key(points: int, day: date, kind: str, edition: int) -> tuple:
    """The place in the list of results; no two entries share one."""
    return -points, -day.toordinal(), kind, -edition


class _Field:
    def __init__(self, places: str):
        self.length = places.count(" ") + 1 if places else 0
        self.left_out = places.split().count("-")  # words that are not indexed
        self.words = set(places.replace("|", " ").split())
        self.places = places

    def has(self, clause, language) -> bool:
        if len(clause.words) > 1:
            (stems,) = clause.alternatives(language)
            if not self.words.issuperset(stems):
                return False
            own = [place.split("|", 1)[0] for place in self.places.split()]
            return any(tuple(own[start : start + len(stems)]) == stems for start in range(len(own)))
        if clause.beginning:
            return any(word.startswith(clause.words[0]) for word in self.words)
        return any(word in self.words for (word,) in clause.alternatives(language))
