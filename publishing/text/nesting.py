"""How deep HTML is nested, at least as deep as a browser's parser would nest it: its work grows with length × depth.

Pure, and linear in the length. HTML that is closed properly is counted exactly, end tags that may be left out (of
paragraphs, items, rows and cells) included. An end tag that closes something from below other open elements counts
for nothing, and after an element in which tags mean something else, every tag counts as one level more.
"""

import re

_BLANK = r"[\t\n\r\f ]"
_ATTRIBUTES = (
    rf"(?:[\t\n\r\f /]++|[^\t\n\r\f />][^\t\n\r\f />=]*+"
    rf"(?:{_BLANK}*+={_BLANK}*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\t\n\r\f >\"'][^\t\n\r\f >]*+|(?=>|\Z)))?+)*+"
)
# Each alternative runs to its end or to the end of the text, so that no sign is looked at twice.
_MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+(?:>|\Z)|</(?![a-zA-Z])[^>]*+(?:>|\Z)"
    rf"|<(?P<end>/?)(?P<name>[a-zA-Z][^\t\n\r\f />]*+){_ATTRIBUTES}(?:>|\Z)",
    re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z]")

_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
}
_FORMATTING = {
    *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"),
}
_ENDS_BY_ITSELF = {"p", "li", "tr", "td", "th", "thead", "tbody", "tfoot"}
_LOOSE = _FORMATTING | _ENDS_BY_ITSELF  # what may be left open
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dd", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
    *("main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"),
}
_CELL = {"td", "th"}
_ROW = _CELL | {"tr"}
_ROWS = _ROW | {"thead", "tbody", "tfoot"}
_ENDS = {  # a start tag → what it ends, if that is open
    **{name: {"p"} for name in (*_BLOCKS, "hr")},
    "li": {"li", "p"},
    "a": {"a"},
    "td": _CELL,
    "th": _CELL,
    "tr": _ROW,
    "thead": _ROWS,
    "tbody": _ROWS,
    "tfoot": _ROWS,
}
_CLOSES_OVER_LOOSE = _BLOCKS | _LOOSE | {"caption", "button"}  # of others, browsers forget the end tag there
# What stands in these is text up to their end tag.
_TEXT_ONLY = {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"}
# In or after these the same tags may mean something else.
_OTHER_RULES = {"svg", "math", "select", "template", "noscript", "plaintext", "frameset"}


def is_deeper(html: str, most: int) -> bool:
    """Are more than `most` elements open at once?"""
    open_names: list[str] = []
    place = 0
    while markup := _MARKUP.search(html, place):
        place = markup.end()
        name = (markup["name"] or "").lower()
        if not name:
            continue
        if markup["end"]:
            _close(open_names, name)
            continue
        if name in _TEXT_ONLY:
            end = re.compile(rf"</{name}(?=[\t\n\r\f />])", re.IGNORECASE).search(html, place)
            text = html[place : end.start() if end else len(html)]
            place += len(text)
        if name in _OTHER_RULES or (name == "script" and "<!--" in text):
            return len(open_names) + 1 + _tags_up_to(most, html, place) > most
        _end_what_ends(open_names, name)
        if name not in _VOID:
            open_names.append(name)
        if len(open_names) > most:
            return True
    return False


def _tags_up_to(most: int, html: str, place: int) -> int:
    count = 0
    for count, _tag in enumerate(_TAG.finditer(html, place), start=1):
        if count > most:
            break
    return count


def _close(open_names: list[str], name: str) -> None:
    """Take the element away, with what ends along with it; formatting stays open, as browsers let it."""
    above = _LOOSE if name in _CLOSES_OVER_LOOSE else _FORMATTING
    for place in range(len(open_names) - 1, -1, -1):
        if open_names[place] == name:
            open_names[place:] = [each for each in open_names[place + 1 :] if each in _FORMATTING]
            return
        if open_names[place] not in above:
            return


def _end_what_ends(open_names: list[str], name: str) -> None:
    """The element that a start tag ends, if nothing but formatting and the like was opened in it."""
    ended = _ENDS.get(name, ())
    for place in range(len(open_names) - 1, -1, -1):
        if open_names[place] not in _LOOSE:
            return
        if open_names[place] in ended:
            open_names[place:] = [each for each in open_names[place + 1 :] if each in _FORMATTING]
            if len(ended) == 1:
                return
