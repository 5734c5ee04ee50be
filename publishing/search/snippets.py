"""The sentence that shows why a text was found, its words marked. Everything is escaped before it is marked."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from . import compounds
from .parsed_query import ParsedQuery
from .tokens import forms, normal, places

MAX_SNIPPET_LENGTH = 220  # characters
CONTEXT_BEFORE = 70  # characters ahead of the first word that is shown


def snippet(question: ParsedQuery, teaser: str, body: str) -> SafeString:
    """The teaser if it holds a word that was asked for, else the place in the body that holds most of them."""
    teaser, wanted = normal(teaser), _Wanted(question)
    hits = places(teaser, wanted.which)
    if hits or not body:
        return _marked(teaser, hits)
    body = normal(body)
    hits = places(body, wanted.which)
    if not hits:
        return _marked(teaser, [])
    start, end = _window(body, hits)
    inside = [(first - start, last - start) for first, last, _clause in hits if start <= first and last <= end]
    return format_html(
        "{}{}{}", "… " if start else "", _marked(body[start:end], inside), " …" if end < len(body) else ""
    )


class _Wanted:
    def __init__(self, question):
        self.language = question.language
        single = [clause for clause in question.clauses if len(clause.words) == 1]
        self.begin = tuple(clause.words[0] for clause in single if clause.beginning)
        self.words = {}
        for number, clause in enumerate(question.clauses):
            for words in clause.alternatives(question.language):
                self.words |= dict.fromkeys(words, number)

    def which(self, word):
        """What of the question this word answers, or None."""
        for form in forms(word, self.language):
            if form in self.words:
                return self.words[form]
        for beginning in self.begin:
            if word.startswith(beginning):
                return beginning
        for part in compounds.parts(word, self.language):
            for form in forms(part, self.language):
                if form in self.words:
                    return self.words[form]
        return None


def _window(text, hits) -> tuple[int, int]:
    """Where to cut: the stretch with the most different words asked for, from the start of a word to the end of one."""
    best, most = hits[0][0], 0
    for start, _end, _which in hits:
        near = {
            which
            for first, last, which in hits
            if start <= first and last <= start + MAX_SNIPPET_LENGTH - CONTEXT_BEFORE
        }
        if len(near) > most:
            best, most = start, len(near)
    start = max(best - CONTEXT_BEFORE, 0)
    if start:
        start = text.find(" ", start, best) + 1 or best
    end = min(start + MAX_SNIPPET_LENGTH, len(text))
    if end < len(text):
        end = text.rfind(" ", best, end) if text.rfind(" ", best, end) > best else end
    return start, end


def _marked(text, hits) -> SafeString:
    pieces, place = [], 0
    for start, end, *_which in hits:
        pieces.append((text[place:start], text[start:end]))
        place = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[place:])
