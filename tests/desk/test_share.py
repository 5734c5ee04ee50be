"""A link for people without an account: what it opens, for how long, and that its only trace is the audit trail."""

import logging
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from desk.audit.models import AuditEntry
from desk.models import Remark, Role, ShareLink
from desk.permissions.access_limits import AccessLimit
from desk.sharing.share_links import VIEWS_A_MINUTE
from fps.models import Banner
from news.models import ArticleEdition, FigureMention, FundingFigure
from publishing.core.errors import PublishingError
from tests.factories.content import article, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(django_user_model):
    return django_user_model.objects.create_superuser("chief", first_name="Ada", last_name="Chief")


@pytest.fixture
def draft():
    subject = article("secret", live_from=None)
    return write(subject, "fr", "Titre secret", body="<p>Un.</p><ul><li>Deux</li><li>Trois</li></ul><p>Quatre.</p>")


def shared(draft, by, languages=None, **more):
    link, token = ShareLink.make(draft.subject, languages or [draft.language], by, **more)
    return link, f"/share/{token}/"


def text(response):
    return b"".join(response).decode()


def answer(client, path, page=None, **words):
    seen = re.search(r'name="seen" value="(\w+)"', page if page is not None else text(client.get(path)))[1]
    return client.post(path, {"name": "Ms Out", "seen": seen, **words})


# -- what it opens -----------------------------------------------------------------------------------------------------
def test_a_stranger_reads_the_newest_draft_in_the_public_template(client, chief, draft):
    link, path = shared(draft, chief, note="the embassy")
    page = text(client.get(path))
    assert "Titre secret" in page
    assert "<li>Deux</li>" in page
    assert "Ada Chief" in page
    assert '<html lang="fr">' in page
    assert not re.search(r'class="(menu|header-find|footer)"|rel="(canonical|alternate)"|og:', page)
    assert "the embassy" not in page  # a note for colleagues
    draft.title = "Titre neuf"
    draft.save()
    assert "Titre neuf" in text(client.get(path))
    assert link.digest not in page


def test_the_token_is_long_and_only_its_hash_is_kept(chief, draft):
    link, path = shared(draft, chief)
    token = path.split("/")[2]
    assert len(token) >= 43  # 256 bits
    assert token not in str([row for model in (ShareLink, AuditEntry) for row in model.objects.values()])
    assert len(link.digest) == 64


@pytest.mark.parametrize("act", ["get", "head", "post"])
def test_no_answer_is_kept_indexed_or_told_to_other_sites(client, chief, draft, act):
    _link, path = shared(draft, chief)
    for where in (path, "/share/unknown/"):
        got = getattr(client, act)(where)
        assert got["Cache-Control"] == "private, no-store"
        assert "noindex" in got["X-Robots-Tag"]
        assert got["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in got["Content-Security-Policy"]
        assert not got.cookies
        assert "Cookie" not in got.get("Vary", "")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(client, chief, draft, method):
    _link, path = shared(draft, chief)
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize(
    ("wish", "opened"),
    [("fr-BE,fr;q=0.9,nl;q=0.8", "fr"), ("nl-BE,nl;q=0.9", "nl"), ("de-BE,fr;q=0.7", "fr"), ("de-BE", "nl"),
     ("es", "nl"), ("en-GB;q=0.1,fr;q=0.5", "fr"), ("fr;q=x,,;;", "nl")],
)  # fmt: skip
def test_a_link_opens_in_the_language_of_the_browser_among_its_own(client, chief, draft, wish, opened):
    write(draft.subject, "nl", "Geheime titel")
    write(draft.subject, "de", "Geheimer Titel")
    _link, path = shared(draft, chief, ["nl", "fr"])
    page = text(client.get(path, headers={"accept-language": wish}))
    assert {"nl": "Geheime titel", "fr": "Titre secret"}[opened] in page
    assert "Titre secret" in text(client.get(f"{path}?language=fr", headers={"accept-language": wish}))


def test_one_link_opens_its_languages_and_no_other(client, chief, draft):
    write(draft.subject, "nl", "Geheime titel")
    write(draft.subject, "de", "Geheimer Titel")
    _link, path = shared(draft, chief, ["nl", "fr"])
    assert "Geheime titel" in text(client.get(path))
    page = text(client.get(f"{path}?language=fr"))
    assert "Titre secret" in page
    assert 'href="?language=nl"' in page
    assert "?language=de" not in page
    for odd in ("de", "en", "xx", ""):
        assert "Geheimer Titel" not in text(client.get(f"{path}?language={odd}"))


def test_topics_and_banners_can_be_shared(client, chief):
    area = topic("area")
    below = topic("below", area, live_from="2020-01-01 09:00")
    below.new_draft("en")
    write(below, "en", "Corrected topic")
    banner = Banner.objects.create(key="b")
    for edition in (below.editions.working().get(), write(banner, "en", "Do not travel")):
        _link, path = shared(edition, chief)
        assert edition.title in text(client.get(path))


def test_a_limited_draft_is_shared_only_by_the_named_and_only_while_they_are(client, django_user_model, draft, chief):
    named, other = (django_user_model.objects.create_user(name, is_staff=True) for name in ("named", "other"))
    for person in (named, other):
        Role.objects.create(user=person, name=Role.Name.EDITOR)
    _link, early = shared(draft, other)
    limit = AccessLimit.objects.create(subject=draft.subject)
    limit.people.add(named)
    _link, path = shared(draft, named)
    with pytest.raises(Exception, match="right"):
        ShareLink.make(ArticleEdition.objects.get(pk=draft.pk).subject, ["fr"], other)
    assert client.get(path).status_code == 200
    assert client.get(early).status_code == 410  # its maker no longer meets the subject
    named.is_active = False
    named.save()
    assert client.get(path).status_code == 410


# -- how it ends -------------------------------------------------------------------------------------------------------
@pytest.mark.at_any_hour
def test_it_ends_when_revoked_or_expired_without_a_word_about_the_text(client, chief, draft):
    link, path = shared(draft, chief)
    other, later = shared(draft, chief)
    link.revoke(chief)
    ShareLink.objects.filter(pk=other.pk).update(
        made_at=timezone.now() - timedelta(days=8), expires_at=timezone.now() - timedelta(seconds=1)
    )
    for where in (path, later):
        got = client.get(where)
        assert got.status_code == 410
        assert "Titre secret" not in text(got)
        assert "secret" not in text(got)
        assert client.post(where, {"name": "x", "verdict": "agree"}).status_code == 410


def test_it_ends_at_publication_and_tells_the_public_address(client, chief, draft):
    _link, path = shared(draft, chief)
    draft.subject.approve(["fr"], chief, override="test")
    got = client.get(path)
    assert got.status_code == 410
    assert draft.subject.editions.live("fr").get().get_absolute_url() in text(got)
    draft.subject.new_draft("fr", by=chief)
    write(draft.subject, "fr", "Correction secrète")
    got = client.get(path)
    assert got.status_code == 410
    assert "Correction" not in text(got)
    draft.subject.withdraw(["fr"], chief, override="test")
    assert "/fr/actualites/" not in text(client.get(path))


@pytest.mark.at_any_hour
def test_a_scheduled_text_can_be_read_until_it_starts(client, chief, draft):
    link, path = shared(draft, chief)
    start = timezone.now() + timedelta(days=2)
    draft.subject.approve(["fr"], chief, live_from=start, override="test")
    assert client.get(path).status_code == 200
    family = list(draft.subject.editions.all())
    assert list(link.readable(family, start - timedelta(seconds=1))) == ["fr"]
    assert (link.readable(family, start), list(link.published(family, start))) == ({}, ["fr"])


def test_a_link_to_a_correction_works_while_the_old_text_is_live(client, chief):
    subject = article("live", ["fr"])
    _link, path = shared(write(subject, "fr", "Corrigé"), chief)
    assert "Corrigé" in text(client.get(path))


def test_one_language_published_leaves_the_other_readable(client, chief, draft):
    write(draft.subject, "de", "Geheim")
    _link, path = shared(draft, chief, ["de", "fr"])
    draft.subject.approve(["fr"], chief, override="test")
    assert "Geheim" in text(client.get(path))
    got = client.get(f"{path}?language=fr")
    assert got.status_code == 410
    assert "?language=de" in text(got)


def test_a_discarded_draft_and_a_subject_in_the_trash_end_it(client, chief, draft):
    _link, path = shared(draft, chief)
    draft.subject.trash(by=chief)
    assert client.get(path).status_code == 410
    draft.subject.restore(by=chief)
    assert client.get(path).status_code == 200
    draft.discard(by=chief)
    assert client.get(path).status_code == 410


# -- what is said on it ------------------------------------------------------------------------------------------------
def test_a_remark_hangs_at_its_paragraph_and_reaches_the_editors(client, admin_client, chief, draft):
    link, path = shared(draft, chief)
    got = answer(client, path, text="Not two but four?", paragraph="1")
    assert (got.status_code, got["Location"]) == (303, "?language=fr&said=remark#answer")
    said = Remark.objects.get()
    assert (said.name, said.paragraph, said.quote, said.link, said.by) == ("Ms Out", 1, "Deux Trois", link, None)
    form = text(admin_client.get(f"/admin/news/article/{draft.subject.pk}/change/"))
    assert "Not two but four?" in form
    assert "Ms Out" in form
    assert "paragraph 2" in form
    assert "Not two but four?" in text(client.get(path))
    _other, elsewhere = shared(draft, chief)
    assert "Not two but four?" not in text(client.get(elsewhere))  # each link is a conversation of its own


def test_an_agreement_is_void_once_the_text_is_changed(client, admin_client, chief, draft):
    _link, path = shared(draft, chief)
    assert answer(client, path, verdict="agree").status_code == 303
    form = f"/admin/news/article/{draft.subject.pk}/change/"
    assert 'class="verdict agree"' in text(admin_client.get(form))
    draft.slug = "another-address"
    draft.save()
    assert 'class="verdict agree"' in text(admin_client.get(form))  # the address is no part of the text
    draft.teaser = "One word more"
    draft.save()
    assert 'class="verdict void"' in text(admin_client.get(form))
    assert 'class="verdict agree"' not in text(admin_client.get(form))
    draft.teaser = ""
    draft.save()
    assert 'class="verdict agree"' in text(admin_client.get(form))


def test_nobody_agrees_to_a_text_they_have_not_seen(client, chief, draft):
    _link, path = shared(draft, chief)
    before = text(client.get(path))
    draft.title = "Changed meanwhile"
    draft.save()
    got = answer(client, path, before, verdict="agree", text="Fine")
    assert got.status_code == 400
    assert not Remark.objects.exists()
    assert "Changed meanwhile" in text(got)
    assert "Fine" in text(got)
    assert "Ms Out" in text(got)
    assert answer(client, path, text(got), verdict="agree").status_code == 303


@pytest.mark.parametrize(
    "words",
    [{"verdict": "changes"}, {}, {"text": "x", "name": "  "}, {"text": "x", "paragraph": "99"},
     {"text": "x", "verdict": "publish"}, {"text": "x" * 5001}, {"text": "x", "name": "n" * 121},
     {"text": "\x00", "name": "a\x00b"}],
)  # fmt: skip
def test_an_answer_that_says_nothing_or_too_much_is_sent_back(client, chief, draft, words):
    _link, path = shared(draft, chief)
    assert answer(client, path, **words).status_code == 400
    assert not Remark.objects.exists()


def test_markup_in_a_remark_is_shown_as_it_was_typed(client, admin_client, chief, draft):
    _link, path = shared(draft, chief)
    answer(client, path, text="<script>alert(1)</script>", name="<b>x</b>")
    for page in (client.get(path), admin_client.get(f"/admin/news/article/{draft.subject.pk}/change/")):
        assert "<script>alert" not in text(page)
        assert "<b>x</b>" not in text(page)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 303), ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 303),
     ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303), ({"Origin": "https://evil.example"}, 403),
     ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
     ({"Sec-Fetch-Site": "same-site"}, 403)],
)  # fmt: skip
def test_a_form_of_another_site_cannot_answer(client, chief, draft, headers, status):
    _link, path = shared(draft, chief)
    seen = re.search(r'name="seen" value="(\w+)"', text(client.get(path)))[1]
    got = client.post(path, {"name": "x", "text": "y", "seen": seen}, headers=headers)
    assert (got.status_code, Remark.objects.count()) == (status, int(status == 303))


# -- traces ------------------------------------------------------------------------------------------------------------
@pytest.mark.at_any_hour
def test_each_view_is_in_the_audit_trail_and_their_number_is_bounded(client, chief, draft):
    link, path = shared(draft, chief, note="embassy")
    now = timezone.now()
    ShareLink.objects.filter(pk=link.pk).update(minute=int(now.timestamp()) // 60, requests=VIEWS_A_MINUTE - 2)
    link.refresh_from_db()
    assert [link.counted(now) for _try in range(3)] == [True, True, False]
    assert link.counted(now + timedelta(minutes=1))
    client.get(path), client.head(path)
    entries = AuditEntry.objects.filter(verb="share_view")
    assert [entry.after["link"] for entry in entries] == [link.pk]
    assert entries.get().subject == draft.subject


def test_too_many_requests_are_refused_for_a_minute(client, chief, draft, monkeypatch):
    _link, path = shared(draft, chief)
    monkeypatch.setattr(ShareLink, "counted", lambda self: False)
    got = client.get(path)
    assert (got.status_code, got["Retry-After"]) == (429, "60")
    assert not AuditEntry.objects.filter(verb="share_view").exists()


def test_no_log_line_no_link_and_no_error_page_holds_the_token(client, chief, draft, caplog):
    link, path = shared(draft, chief)
    token = path.split("/")[2]
    with caplog.at_level(logging.DEBUG):
        pages = [
            client.get(path),
            client.put(path),
            client.post(path, {"name": ""}),
            client.post(path, {"name": "n", "text": "t"}),
        ]
        link.revoke(chief)
        pages += [client.get(path), client.get(f"/share/{token}x/")]
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert token not in logged
    for page in pages:
        assert token not in text(page)
        assert token not in page.get("Location", "")
    assert [page.status_code for page in pages] == [200, 405, 400, 303, 410, 404]


@pytest.mark.parametrize("tail", ["", "/.", "/)", "/%3E", "/x/y/", ".", "%0A"])
def test_an_address_that_a_mail_program_mangled_still_works_and_is_not_logged(client, chief, draft, caplog, tail):
    _link, path = shared(draft, chief)
    with caplog.at_level(logging.DEBUG):
        assert client.get(path.rstrip("/") + tail).status_code == 200
        unknown = client.get(f"/share/x{path.split('/')[2]}{tail}")
    assert unknown.status_code == 404
    assert path.split("/")[2] not in caplog.text + text(unknown)


def test_an_error_in_the_page_does_not_write_the_token_into_the_log(client, chief, draft, caplog, monkeypatch):
    _link, path = shared(draft, chief)
    monkeypatch.setattr("desk.sharing.share_views.edition_page", lambda *_args, **_more: 1 / 0)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        assert client.get(path).status_code == 500
    assert caplog.records
    assert path.split("/")[2] not in "\n".join(record.getMessage() for record in caplog.records)


# -- hidden things stay hidden -----------------------------------------------------------------------------------------
@pytest.mark.at_any_hour
def test_a_shared_draft_with_its_remarks_is_on_no_public_surface(client, chief, draft):
    figure = FundingFigure.objects.create(amount=1_234_567, stage="pledge")
    draft.body = "<p>We give €1,234,567.</p>"
    draft.save()
    FigureMention.objects.create(
        figure=figure, edition=draft, field="body", quote="€1,234,567", start=8, confirmed_at=timezone.now()
    )
    _link, path = shared(draft, chief)
    assert "1,234,567" in text(client.get(path))
    answer(client, path, text="Hush remark")
    public = [
        *("/fr/", "/fr/actualites/", "/fr/actualites/titre-secret/", "/fr/recherche/?q=secret", "/sitemap.xml"),
        *("/fr/actualites/feed.atom", "/fr/actualites/feed.json", "/fr/financement/", "/fr/financement/figures.csv"),
        *("/fr/financement/figures.json", "/fr/financement/iati.xml", "/fr/financement/corrections/", "/robots.txt"),
    ]
    for where in public:
        page = text(client.get(where)).replace("titre-secret", "")  # a 404 repeats the address that was asked for
        assert not re.search("Titre secret|Hush|1.?234.?567", page), where
    assert "Disallow: /share/" in text(client.get("/robots.txt"))


# -- the page on which links are made ----------------------------------------------------------------------------------
def test_a_link_is_made_shown_once_and_revoked(admin_client, client, draft):
    page = f"/admin/news/article/{draft.subject.pk}/links/"
    made = text(admin_client.post(page, {"note": "Embassy", "languages": ["fr"], "days": "3"}))
    path = re.search(r'value="[^"]*(/share/[\w-]+/)"', made)[1]
    assert path not in text(admin_client.get(page))
    link = ShareLink.objects.get()
    assert (link.expires_at - link.made_at, link.note) == (timedelta(days=3), "Embassy")
    client.logout()
    assert client.get(path).status_code == 200
    again = text(admin_client.get(page))
    assert "Embassy" in again
    assert re.search(r"<td>\s*1\s+<span class=.quiet.>\s*last on", again)
    assert "works" in again
    admin_client.post(page, {"revoke": link.pk})
    assert client.get(path).status_code == 410
    entries = AuditEntry.objects.exclude(verb="sign_in").order_by("pk")
    assert list(entries.values_list("verb", flat=True)) == [
        "new_draft",
        "share",
        "share_view",
        "revoke_share",
    ]


@pytest.mark.parametrize(
    "words", [{"days": "31"}, {"days": "0"}, {"languages": []}, {"languages": ["nl"]}, {"note": ""}]
)
def test_a_link_lasts_at_most_thirty_days_and_names_what_it_opens(admin_client, draft, words):
    page = f"/admin/news/article/{draft.subject.pk}/links/"
    admin_client.post(page, {"note": "x", "languages": ["fr"], "days": "7", **words})
    assert not ShareLink.objects.exists()


def test_a_translator_makes_no_link_and_a_link_of_another_text_is_not_revoked_here(
    client, django_user_model, draft, chief
):
    translator = django_user_model.objects.create_user("t", is_staff=True)
    Role.objects.create(user=translator, name=Role.Name.TRANSLATOR)
    client.force_login(translator)
    page = f"/admin/news/article/{draft.subject.pk}/links/"
    assert client.get(page).status_code == 403
    assert "links/" not in text(client.get(f"/admin/news/article/{draft.subject.pk}/change/"))
    link, _path = shared(draft, chief)
    client.force_login(chief)
    other = article(live_from=None)
    assert client.post(f"/admin/news/article/{other.pk}/links/", {"revoke": link.pk}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_links_asks_as_much_for_three_as_for_one(
    admin_client, django_assert_num_queries, client, django_user_model, draft, count
):
    editor = django_user_model.objects.create_user("editor")
    Role.objects.create(user=editor, name=Role.Name.EDITOR)
    for number in range(count):
        client.get(shared(draft, editor, note=f"n{number}")[1])
    page = f"/admin/news/article/{draft.subject.pk}/links/"
    admin_client.get(page)
    with django_assert_num_queries(11):
        admin_client.get(page)


def test_a_draft_that_is_gone_stops_publication_but_not_the_link_page(admin_client, draft):
    draft.discard()
    assert "There is no draft to share" in text(admin_client.get(f"/admin/news/article/{draft.subject.pk}/links/"))
    with pytest.raises(PublishingError):
        draft.discard()
