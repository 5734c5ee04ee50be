"""Pieces of HTML that attack browsers, put together at random: what the one cleaner lets through can do no harm."""

import random
import re
from html.parser import HTMLParser

from publishing.text.rich_text import clean_html, linked, own_picture, rendered

A_ROUND = 1000  # strings
TAGS = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "strong", "em", "br", "a", "table", "thead", "tbody"),
    *("tr", "th", "td", "caption", "figure", "img", "figcaption"),
}  # fmt: skip
ATTRIBUTES = {"href", "title", "hreflang", "lang", "start", "colspan", "rowspan", "scope", "src", "alt", "class"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
SCHEMES = ("http:", "https:", "mailto:", "tel:")
PIECES = [
    *("<script>", "</script>", "<script src=//e.example>", "alert(1)", "<img src=x onerror=alert(1)>"),
    *("<svg onload=alert(1)>", "<svg><style>", "</style>", "<math><mtext><table><mglyph><style><!--", "-->"),
    *("<!--", "<![CDATA[", "]]>", "<?xml ?>", "<a href='javascript:alert(1)'>"),
    *('<a href="jav&#x09;ascript:alert(1)">', "<a href=data:text/html,x>", "</a>", "<a href='"),
    *('<a href="//e.example" target=_blank>', "<a href=vbscript:x>", "<a href=' &#14; javascript:x'>"),
    *("<a href=https://e.example>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=x>"),
    *("<embed src=x>", "<base href=//e.example>", "<link rel=x>", "<form action=//e.example>"),
    *("<input autofocus onfocus=alert(1)>", "<button formaction=javascript:x>", "<textarea>", "<title>"),
    *("<p style=background:url(x)>", "<p onclick=alert(1)>", '<p lang=\'"><script>\'>', "<p>", "</p>"),
    *("<h2 class='question x'>", "<table>", "<tr>", "<td colspan=9>", "</table>", "<ul>", "<li>", "<figure>"),
    *("<figcaption>", "</figure>", "<noscript>", "<template>", "<xmp>", "<plaintext>", "<noembed>", "<select>"),
    *("<option>", "<meta http-equiv=refresh content=0>", "&lt;script&gt;", "&#60;script&#62;", "&amp;lt;", "\x00"),
    *("\x0c", "\u2028", "\ufeff", "\xa0", "<", ">", '"', "'", "`", "/", "="),
    *('<img src="/media/by/0123456789abcdef0123456789abcdef/w800.webp" alt=\'"onload=x\'>'),
    *("<a title='--><img src=x onerror=x>'>", "\u20ac9 million", "<IMG\nSRC\n=\nx\nONERROR=alert(1)>"),
    *("<scr<script>ipt>", "<a\x0bhref=javascript:x>", "<x:script>", "<a xlink:href=javascript:x>"),
]  # fmt: skip


class Reader(HTMLParser):
    """What a browser would find that has no business there."""

    def __init__(self):
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name not in ATTRIBUTES:
                self.faults.append(f"attribute {name}")
            elif name == "src" and not own_picture(value or ""):
                self.faults.append(f"picture {value}")
            elif name == "href" and SCHEME.match(address) and not address.startswith(SCHEMES):
                self.faults.append(f"link {value}")

    def handle_comment(self, data):
        self.faults.append("comment")

    handle_decl = unknown_decl = handle_pi = handle_comment


def escapes(html: str) -> list[str]:
    """What of this would reach a browser that may not; the empty list is safety."""
    clean, reader = clean_html(html), Reader()
    reader.feed(rendered(html) + linked(html, [("€9 million", '"><script>')], '"x'))
    reader.close()
    return reader.faults + ([] if clean_html(clean) == clean else ["cleaning it twice changes it"])


def run(number: int, seed: int) -> list[str]:
    """So many strings; returns those that got through, with what did."""
    dice, found = random.Random(seed), []  # noqa: S311 - can be played again
    for _ in range(number):
        html = "".join(dice.choices(PIECES, k=dice.randint(1, 12)))
        if faults := escapes(html):
            found.append(f"{html!r}: {', '.join(faults)}")
    return found


def rounds(seed, first, last):
    """A thousand strings a round."""
    for number in range(first, last):
        found = run(A_ROUND, seed * 1_000_000 + number)
        assert not found, "; ".join(found[:5])
        yield number, {"strings": (number + 1) * A_ROUND}
