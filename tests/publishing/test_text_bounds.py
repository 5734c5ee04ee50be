"""Rich text has bounds: cleaning it costs what its length costs, and nobody waits for it in a transaction."""

import copy

import pytest
from django.db import connection

from news.models import Article, ArticleEdition
from publishing.diff import compare
from publishing.editor import edition_forms
from publishing.text import rich_text
from publishing.text.nesting import is_deeper
from publishing.text.rich_text import MAX_NESTING_LEVELS, MAX_RICH_TEXT_BYTES, RichTextRefused, clean_html, rendered
from tests.factories.article_form import ADD, autosave, fields, save, states, url
from tests.factories.content import article, write
from tests.factories.exchange import article_line, faults_of, text

DEEP = "<blockquote>" * 1500 + "Typed"
TOO_DEEP = "In this text more than 30 lists, quotes or boxes stand one inside the other."
TOO_LONG = "This text is too long"


class Watched:
    """The sanitiser, with what `look` says at each of its calls."""

    def __init__(self, look, cleaner=rich_text.CLEANER):
        self.look, self.cleaner, self.calls = look, cleaner, []

    def clean(self, html):
        self.calls.append(self.look())
        return self.cleaner.clean(html)


@pytest.fixture
def calls(monkeypatch):
    """One entry for each call of the sanitiser: was a transaction open?"""
    watched = Watched(lambda: connection.in_atomic_block)
    monkeypatch.setattr(rich_text, "CLEANER", watched)
    return watched.calls


def nested(levels, words):
    return "<blockquote>" * levels + words + "</blockquote>" * levels


@pytest.mark.parametrize("levels", [1, 10, 30])
def test_empty_blocks_in_each_other_cost_no_more_than_one(calls, levels):
    assert clean_html(f"<p>{levels}</p>{nested(levels, '')}") == f"<p>{levels}</p>"
    assert len(calls) == 2


@pytest.mark.parametrize("paragraphs", [10, 1000])
def test_a_longer_text_is_cleaned_in_as_many_passes(calls, paragraphs):
    clean_html(f"<p>{paragraphs} paragraphs</p>\n" * paragraphs)
    assert len(calls) == 2


def test_what_was_just_cleaned_costs_nothing_again(calls):
    html = clean_html("<p onclick=x>Once</p>")
    del calls[:]
    assert clean_html(html) == clean_html("<p onclick=x>Once</p>") == rendered(html) == "<p>Once</p>"
    assert calls == []


def test_thirty_levels_are_cleaned_and_one_more_is_refused(calls):
    assert MAX_NESTING_LEVELS == 30
    assert clean_html(nested(30, "Deep")) == nested(30, "Deep")
    del calls[:]
    with pytest.raises(RichTextRefused, match=TOO_DEEP):
        clean_html(nested(31, "Deep"))
    assert calls == []


@pytest.mark.parametrize("sign", ["a", "é"])
def test_two_hundred_kilobytes_are_cleaned_and_one_byte_more_is_refused(calls, sign):
    assert MAX_RICH_TEXT_BYTES == 200_000
    words = sign * (199_992 // len(sign.encode()))
    assert clean_html(f"<p>{words}</p>x") == f"<p>{words}</p>x"
    del calls[:]
    with pytest.raises(RichTextRefused, match=TOO_LONG):
        clean_html(f"<p>{words}</p>xy")
    assert calls == []


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<p>a<p>b<p>c", 1),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", 4),
        ("<table><thead><tr><th>a<th>b<tbody><tr><td>c</table>", 4),
        ("<p><b>a</b><br><img src=x></p>" * 9, 2),
        ("<a title='>\"<b><b>'>x</a>", 1),
        ('<a title=">\'<b><b>">x</a>', 1),
        ("<a title=a'<b><i>x</a>", 2),
        ("<p><!-- <b><b> --!><!--><i></i><!-- > <b> -->", 2),
        ("<textarea><b><b></textarea><p>", 1),
        ("<script>'<b><b>'</SCRIPT ><p>", 1),
        ("<p>1 < 2 << 3 </ b> <? <b><!x <b>>", 1),
        # What browsers do not close is not counted as closed.
        ("<div><span></div></span>" * 5, 6),
        ("<span><li></span></li>" * 5, 6),
        ("<blockquote><table><td></blockquote></table>" * 5, 7),
        ("<p><b lang=a></p>" * 5, 6),
        ("<div><textarea></div></textarea>" * 5, 6),
        ("<div><svg><style><!--</style></div>--></svg>" * 2, 6),
        ("<div><select></div></select>" * 2, 4),
    ],
)
def test_levels_are_counted_as_browsers_nest_them(html, levels):
    assert not is_deeper(html, levels)
    assert is_deeper(html, levels - 1)


@pytest.mark.parametrize("html", [nested(31, "Words & <em>more"), "<p>Words" + " long" * 50_000])
def test_a_stored_text_beyond_the_bounds_shows_its_words_only(html):
    page = rendered(html)
    assert "Words" in page
    assert (page.count("<"), page[:3], page[-4:]) == (2, "<p>", "</p>")


# -- where editors meet the bounds -------------------------------------------------------------------------------------
@pytest.fixture
def draft(db):
    return write(article(live_from=None), "en", "Title", body="<p>Stored</p>")


@pytest.mark.parametrize(("body", "sentence"), [(DEEP, TOO_DEEP), ("Typed " * 33_400, TOO_LONG)])
def test_autosave_says_why_a_text_is_not_saved(admin_client, draft, body, sentence):
    data = fields(admin_client, url(draft.subject))
    answer = autosave(admin_client, draft.subject, data, **{"text-en-body": body, "text-en-title": "Other"})
    assert answer["texts"]["en"]["state"] == "refused"
    assert answer["texts"]["en"]["message"].startswith(sentence)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Title", "<p>Stored</p>")


def test_the_form_comes_back_with_all_that_was_typed_and_the_other_language_is_saved(admin_client, draft):
    data = fields(admin_client, url(draft.subject))
    typed = {"text-en-title": "New title", "text-en-body": DEEP, "text-nl-title": "Titel"}
    page = save(admin_client, url(draft.subject), data, **typed)
    assert page.status_code == 200
    assert TOO_DEEP in page.content.decode()
    form = fields_of(page)
    assert (form["en"]["title"].value(), form["en"]["body"].value()) == ("New title", DEEP)
    assert sorted(draft.subject.editions.values_list("language", "title")) == [("en", "Title"), ("nl", "Titel")]


def test_a_new_article_beyond_the_bounds_is_not_begun_and_not_lost(admin_client, db):
    data = fields(admin_client, ADD)
    page = save(admin_client, ADD, data, **{"text-fr-title": "Titre", "text-fr-body": DEEP})
    assert TOO_DEEP in page.content.decode()
    assert fields_of(page)["fr"]["body"].value() == DEEP
    assert Article.objects.count() == 0


def fields_of(page):
    return {panel.language: panel.form for panel in page.context["panels"]}


@pytest.mark.parametrize("column", ["theirs", "yours", "before"])
def test_a_hidden_column_of_a_comparison_has_the_same_bounds(admin_client, draft, column):
    data = fields(admin_client, url(draft.subject))
    typed = {f"text-en-{column}-body": DEEP, "text-en-title": "New"}
    assert TOO_DEEP in save(admin_client, url(draft.subject), data, **typed).content.decode()
    assert states(draft.subject) == [("en", "draft")]


@pytest.mark.parametrize("is_new", [False, True])
def test_the_preview_says_why_it_shows_nothing(admin_client, draft, is_new):
    page = ADD.replace("add/", "add/preview/en/") if is_new else url(draft.subject, "preview/en")
    answer = admin_client.post(page, {"text-en-title": "T", "text-en-body": DEEP})
    assert (answer.status_code, answer["X-Frame-Options"]) == (400, "SAMEORIGIN")
    assert answer.content.decode().startswith(TOO_DEEP)


def test_what_the_browser_kept_beyond_the_bounds_is_no_fault_of_the_comparison(admin_client, draft):
    sent = {"_act": "compare", "text-en-body": DEEP, "text-en-was": ""}
    assert admin_client.post(url(draft.subject, "autosave"), sent).json()["found"] == {}


def test_pages_that_compare_show_stored_texts_beyond_the_bounds(admin_client, draft):
    ArticleEdition.objects.filter(pk=draft.pk).update(body=DEEP)
    assert b"Typed" in admin_client.get(url(draft.subject, "review/en")).content
    assert admin_client.get(url(draft.subject)).status_code == 200


@pytest.mark.django_db
def test_an_import_names_the_line_that_is_beyond_the_bounds(tmp_path):
    found = faults_of(tmp_path, article_line("a"), article_line("b", editions={"en": text("B", body=DEEP)}))
    assert len(found) == 1
    assert "2" in found[0]
    assert f"editions.en.body: {TOO_DEEP}" in found[0]


# -- transactions ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
class TestNobodyWaits:
    @pytest.fixture
    def draft(self):
        return write(article(live_from=None), "en", "Title", body="<p>Stored for all</p>")

    @pytest.fixture
    def drawn(self, monkeypatch):
        """One entry for each text that is compared or drawn: was a transaction open?"""
        found = []

        def watched(real):
            def drawing(*args, **kwargs):
                found.append(connection.in_atomic_block)
                return real(*args, **kwargs)

            return drawing

        for name in ("compare", "compare_words"):
            monkeypatch.setattr(compare, name, watched(getattr(compare, name)))
        widget = edition_forms.AdminProseEditorWidget
        monkeypatch.setattr(widget, "render", watched(widget.render))
        return found

    def test_for_the_cleaning_of_an_autosave(self, admin_client, draft, calls):
        data = fields(admin_client, url(draft.subject))
        del calls[:]
        autosave(admin_client, draft.subject, data, **{"text-en-body": "<p onclick=x>Typed for all</p>"})
        assert calls == [False, False]
        draft.refresh_from_db()
        assert draft.body == "<p>Typed for all</p>"

    def test_for_the_cleaning_of_a_text_whose_title_alone_changed(self, admin_client, draft, calls):
        data = fields(admin_client, url(draft.subject))
        rich_text._cleaned.cache_clear()  # another process showed the form
        save(admin_client, url(draft.subject), data, **{"text-en-title": "Typed"})
        assert True not in calls

    def test_for_the_cleaning_of_a_text_that_is_begun_from_a_live_one(self, admin_client, calls):
        subject = write(article(live_from=None), "en", "Title", body="<p>Live for all</p>").subject
        subject.approve(["en"], override="test")
        data = fields(admin_client, url(subject))
        rich_text._cleaned.cache_clear()
        sent = {"text-en-seen": "", "text-en-version": "", "text-en-was": "", "text-en-body": "<p>A correction</p>"}
        save(admin_client, url(subject), data, **sent)
        assert states(subject) == [("en", "approved"), ("en", "draft")]
        assert calls
        assert True not in calls

    @pytest.mark.parametrize("way", ["save", "autosave"])
    def test_for_the_comparison_of_a_text_that_was_refused(self, admin_client, draft, calls, drawn, way):
        stale = fields(admin_client, url(draft.subject))
        other = copy.copy(draft)
        other.body = "<p>Theirs for all</p>"
        other.save()
        rich_text._cleaned.cache_clear()
        del calls[:], drawn[:]
        typed = {"text-en-body": "<p>Mine for all</p>"}
        if way == "autosave":
            assert autosave(admin_client, draft.subject, stale, **typed)["texts"]["en"]["state"] == "conflict"
        else:
            page = save(admin_client, url(draft.subject), stale, **typed).content.decode()
            assert "Theirs for all" in page
            assert drawn
        assert True not in [*calls, *drawn]

    def test_for_the_cleaning_of_a_preview_of_what_is_new(self, admin_client, calls):
        sent = {"text-en-title": "T", "text-en-body": "<p>Shown for all</p>", "facts-version": "0"}
        page = admin_client.post(ADD.replace("add/", "add/preview/en/"), sent)
        assert b"<p>Shown for all</p>" in page.content
        assert calls == [False]
