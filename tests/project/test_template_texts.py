"""Every word that a template shows comes from the translations."""

import re
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from tests.fixtures.repository import ROOT, files

# What a variable or a tag stands for while the HTML around it is read.
HOLE = "\ue000"
WORD = re.compile(r"[^\W\d_]{2,}")
READ_ALOUD = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "title"}
DESCRIPTIONS = re.compile(r"description|(og|twitter):(title|description|image:alt|site_name)")
NOT_PROSE = {"code", "kbd", "script", "style"}  # the keys of a keyboard are named as they are printed on it
# Blocks and partials that stand or end inside an attribute or an address.
BLOCKS_OF_ATTRIBUTES = {"bodyclass", "feed_query", "id", "main_class", "share_type"}
TRANSLATES = {"blocktranslate", "blocktrans", "comment"}
# Tags whose strings are no prose: the sizes of a picture, the names of editors' words.
TAGS_OF_CODE = {"picture", "translate", "trans"}

NAMES_OF_FORMATS = {"Atom", "CSV", "IATI 2.03 (XML)", "JSON", "JSON Feed", "XLSX"}
APART = {
    "templates/400.html": "says it in four languages: nothing is known of the reader",
    "templates/403.html": "says it in four languages: nothing is known of the reader",
    "templates/500.html": "says it in four languages, without the translations that may have failed",
    "templates/styleguide.html": "for the makers: components with samples",
}


class Prose(HTMLParser):
    """Collects (line, text) of what a person would read or hear."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts, self.apart = [], 0

    def handle_starttag(self, tag, attrs):
        self.apart += tag in NOT_PROSE
        values = {name.strip(HOLE): value or "" for name, value in attrs}
        shown = {name for name in values if name in READ_ALOUD}
        if tag == "meta" and DESCRIPTIONS.fullmatch(values.get("name", values.get("property", ""))):
            shown.add("content")
        if tag == "input" and values.get("type") in {"button", "reset", "submit"}:
            shown.add("value")
        self.texts += [(self.getpos()[0], values[name]) for name in shown]

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        self.apart -= tag in NOT_PROSE

    def handle_data(self, data):
        if not self.apart:
            self.texts.append((self.getpos()[0], data))


def literals(contents: str) -> list[str]:
    """Strings in a tag or a variable that look like prose and are not marked by _()."""
    strings = re.findall(r"""(_\()?(?:"([^"]*)"|'([^']*)')""", contents)
    return [double or single for marked, double, single in strings if not marked]


def untranslated(source: str) -> list[str]:
    """Words in a template that no translation can reach, with their line."""
    texts, html, skipped_until = [], [], ""
    for token in Lexer(source).tokenize():
        tag, *words = token.contents.split() or [""]
        if skipped_until:
            if token.token_type == TokenType.BLOCK and tag == skipped_until:
                skipped_until = ""
            html.append("\n" * token.contents.count("\n"))
        elif token.token_type == TokenType.TEXT:
            html.append(token.contents)
        elif token.token_type == TokenType.BLOCK:
            if tag in TRANSLATES or (tag in {"block", "partialdef"} and words[0] in BLOCKS_OF_ATTRIBUTES):
                skipped_until = f"end{tag}"
            elif tag not in TAGS_OF_CODE:
                # A capital or a space makes it prose: "nav-sidebar" and "news:article_list" are names.
                texts += [
                    (token.lineno, text) for text in literals(token.contents) if re.search(r"[A-Z]|\w\s+\w", text)
                ]
            html.append(HOLE)
        elif token.token_type == TokenType.VAR:
            given = re.findall(r"\|(?:default|default_if_none|yesno|add):(\"[^\"]*\"|'[^']*'|\S+)", token.contents)
            html.append(HOLE + HOLE.join(text for value in given for text in literals(value)) + HOLE)
    prose = Prose()
    prose.feed("".join(html))
    prose.close()
    cleaned = [(line, " ".join(text.replace(HOLE, " ").split())) for line, text in texts + prose.texts]
    return [f"line {line}: {text}" for line, text in cleaned if WORD.search(text) and text not in NAMES_OF_FORMATS]


def templates() -> list[str]:
    return [path.as_posix() for path in files(".html") if "templates" in path.parts]


def test_templates_show_nothing_that_is_not_translated():
    found = {name: untranslated((ROOT / name).read_text()) for name in templates() if name not in APART}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_pages_apart_still_need_to_be():
    assert [name for name in APART if not untranslated((ROOT / name).read_text())] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Read more</p>",
        "{% block content %}Sent{% endblock %}",
        "<p>{{ count }} items</p>",
        '<button aria-label="Close"></button>',
        '<img alt="Map of {{ country }}">',
        '<a {% if here %}title="You are here"{% endif %}>{{ name }}</a>',
        '<input placeholder="Name">',
        '<input type="submit" value="Send">',
        '<meta name="description" content="News of the ministry">',
        '{% include "card.html" with label="Read more" only %}',
        '{{ name|default:"nobody" }}',
        "<p>{{ name|default_if_none:'not known' }}</p>",
        "{% if here %}yes, here{% endif %}",
    ],
)
def test_words_outside_the_translations_are_found(source):
    assert len(untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Read more" %}</p>',
        "<p>{% blocktranslate count n=n %}One item{% plural %}{{ n }} items{% endblocktranslate %}</p>",
        '{% include "card.html" with label=_("Read more") kind="news" only %}',
        '<p class="lead" id="top">{{ text }} · {{ date }}</p>',
        "{# A comment #}{% comment %}A longer one{% endcomment %}<!-- and one of HTML -->",
        '<meta name="viewport" content="width=device-width">',
        "{% block bodyclass %}{{ block.super }} desk-start{% endblock %}",
        "<kbd>Ctrl</kbd><code>make test</code><script>let x = 'One word'</script>",
        '<a href="{{ url }}">JSON Feed</a>',
        '<img src="a.png" alt="">',
        '<p class="{{ kind|default:"menu item" }}">{{ name|default:_("Not known") }}</p>',
    ],
)
def test_what_is_translated_or_no_prose_is_left_alone(source):
    assert untranslated(source) == []
