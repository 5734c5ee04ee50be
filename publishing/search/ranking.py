"""Title before teaser before body, newer before older on a tie. Pure, so that both databases give one order."""

from datetime import date

from .parsed_query import ParsedQuery

TITLE, TEASER, ELSEWHERE, TAG = 8, 3, 1, 2  # points of a clause for the best place where it stands
WHOLE_TITLE = 4  # for a title that holds nothing but the words asked for, give or take one word that stands everywhere


class Ranker:
    """Gives points to what a question found; made once for a question in a language, asked for each entry."""

    def __init__(self, question: ParsedQuery):
        self.typed = question.typed
        self.clauses = [_Clause(clause, question.language) for clause in question.clauses]
        self.words = sum(clause.length for clause in self.clauses)

    def points(self, title: str, teaser: str, by_tag: frozenset[int] = frozenset()) -> int:
        """Of an entry that matches; `by_tag` are the places of clauses that only a tag of the article answers."""
        points, held = 0, 0
        for place, clause in enumerate(self.clauses):
            if clause.stands_in(title):
                points += TITLE
                held += clause.length
            elif clause.stands_in(teaser):
                points += TEASER
            else:
                points += TAG if place in by_tag else ELSEWHERE
        return points + (WHOLE_TITLE if held == self.words and self._is_whole(title) else 0)

    def _is_whole(self, title):
        places = title.split()
        return self.words >= len(places) - places.count("-") and len(places) <= self.typed + 1


class _Clause:
    def __init__(self, clause, language):
        self.length = len(clause.words)
        alternatives = clause.alternatives(language)
        self.phrase = alternatives[0] if self.length > 1 else ()
        self.forms = {word for words in alternatives for word in words}
        self.beginning = clause.words[0] if clause.beginning else ""

    def stands_in(self, places: str) -> bool:
        """In a field of an entry, which writes its places as `stem|other|other`, parted by blanks."""
        if not any(form in places for form in self.forms):  # most often: then nothing is taken apart
            return False
        words = set(places.replace("|", " ").split())
        if self.beginning:
            return any(word.startswith(self.beginning) for word in words)
        if not self.phrase:
            return not self.forms.isdisjoint(words)
        if not self.forms <= words:
            return False
        stems = tuple(place.split("|", 1)[0] for place in places.split())
        return any(stems[start : start + self.length] == self.phrase for start in range(len(stems)))


def key(points: int, day: date, kind: str, edition: int) -> tuple:
    """The place in the list of results; no two entries share one."""
    return -points, -day.toordinal(), kind, -edition
