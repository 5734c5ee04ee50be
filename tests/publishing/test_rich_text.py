"""What editors may write, and what becomes of everything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from images.models import Image
from publishing.editor.edition_forms import EditionForm, mark_of
from publishing.text.rich_text import clean_html, linked, read_html
from tests.factories.pictures import image

F = '<figure class="figure">'
REFERENCE = "/media/by/" + "0" * 32 + "/w800.webp"
PIECES = [
    "<p>", "</p>", "<h2>", "</h2>", '<h2 class="question">', "<ul>", "<li>", "</li>", "</ul>", "<aside>", "</aside>",
    "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<strong>", "</strong>", "<br>", "<script>", "</script>",
    '<a href="javascript:alert(1)">', '<a href="https://example.org/?a=1&b=2">', "</a>", "<figure>", "</figure>",
    f'<img src="{REFERENCE}" alt="x" onerror="y">', '<img src="https://evil.example/x.png">', "<figcaption>", "&nbsp;",
    '<p style="color:red" onclick="x">', "<svg/onload=x>", "<!--", "-->", "&lt;b&gt;", "\u202f", "é", " ", "\n", "text",
    "<blockquote>", "</blockquote>", "<math><mi//xlink:href=\"data:x,<script>\">", "\x00", "<iframe src=//x>",
]  # fmt: skip
html = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80)


@settings(max_examples=400, deadline=None)
@given(html)
def test_cleaning_what_is_clean_changes_nothing_and_nothing_active_is_left(raw):
    once = clean_html(raw)
    assert clean_html(once) == once
    low = once.lower()
    assert not any(rest in low for rest in ("<script", "<iframe", "<svg", "<math", "javascript:", "style=", "<!--"))
    assert "evil.example" not in low.replace("&", "")


@settings(max_examples=200, deadline=None)
@given(html)
def test_every_stored_text_opens_and_saves_without_a_change(raw):
    stored = clean_html(raw)
    data = {"text-en-body": stored.replace("\n", "\r\n"), "text-en-was": f"body:{mark_of(stored)}"}
    form = EditionForm(data, language="en", names=("title", "body"))
    assert mark_of(form.posted("body")) == mark_of(stored)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (f'{F}<img src="https://site.example{REFERENCE}" alt="A map"><figcaption>Here</figcaption></figure>',
         f'{F}<img src="{REFERENCE}" alt="A map"><figcaption>Here</figcaption></figure>'),
        (f'{F}<img src="https://evil.example/a.png"><figcaption>Gone</figcaption></figure><p>x</p>', "<p>x</p>"),
        ('<h2 class="question lead">Why?</h2>', '<h2 class="question">Why?</h2>'),
        ("<p>a</p>\r\n\r\n<p></p><p>b</p>", "<p>a</p><p>b</p>"),
    ],
)  # fmt: skip
def test_what_stays_and_what_goes(raw, clean):
    assert clean_html(raw) == clean


def test_sums_are_linked_once_and_never_inside_a_link():
    body = '<p><a href="https://example.org/">9 million euros</a> and 9&nbsp;million euros &amp; 9 million euros</p>'
    page = linked(body, [("9 million euros", "#figure-1")], "sum-here")
    assert page.count('href="#figure-1"') == 1
    assert page.index("#figure-1") > page.index("&amp;")
    assert read_html(page).text == read_html(body).text


@pytest.mark.django_db
def test_a_picture_in_a_text_keeps_its_address_when_its_focal_point_moves(client):
    picture = image()
    address = f"/media/by/{picture.reference}/w800.webp"
    first = client.get(address).url
    assert b"".join(client.get(first).streaming_content).startswith(b"RIFF")
    picture.focal_x = 0.2
    picture.save()
    again = client.get(address).url
    assert again != first
    assert b"".join(client.get(again).streaming_content).startswith(b"RIFF")
    assert client.get("/media/by/" + "0" * 32 + "/w800.webp").status_code == 404
    assert Image.objects.get().reference == picture.reference
