"""The preview is the public page itself, of words that nobody has saved; and nobody else ever gets it."""

import re
from datetime import date

import pytest

from desk.audit.models import AuditEntry
from desk.models import Role
from desk.permissions.access_limits import AccessLimit
from fps.models import Banner
from news.models import Article, ArticleEdition, FigureMention, FundingFigure, Organisation
from policy.models import Topic
from tests.factories.content import article, publish, topic, write
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<section class="preview".*?</section>', re.S)


def url(subject, *rest):
    return f"/admin/{subject._meta.app_label}/{subject._meta.model_name}/{subject.pk}/preview/{'/'.join(rest)}/"


def main_of(response):
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def typed(language, **words):
    return {f"text-{language}-{name}": text for name, text in words.items()}


@pytest.mark.parametrize(
    "make", [article, lambda languages: topic("aid", topic("area", languages=languages), languages)]
)
def test_a_preview_of_the_live_words_is_the_live_page_but_for_one_line(admin_client, client, make):
    subject = make(languages=("en", "nl"))
    live = subject.editions.live("nl").get()
    path = "/nl/beleid/area/aid/" if isinstance(subject, Topic) else live.get_absolute_url()
    public = client.get(path)
    preview = admin_client.get(url(subject, "edition", str(live.pk)))
    assert (public.status_code, preview.status_code) == (200, 200)
    seen = preview.content.decode()
    assert LINE.search(seen)
    without = LINE.sub("", seen).replace('<meta name="robots" content="noindex">', "")
    assert "".join(without.split()) == "".join(public.content.decode().split())


def test_typed_words_show_and_nothing_is_stored(admin_client):
    subject = article(live_from=None)
    write(subject, "fr", "Avant", body="<p>Avant.</p>")
    stored, traces = list(ArticleEdition.objects.values()), AuditEntry.objects.count()
    words = typed("fr", title="Après <b>", teaser="Chapeau", body="<p>Neuf.</p><script>alert(1)</script>")
    page = admin_client.post(url(subject, "fr"), words).content.decode()
    assert "<h1" in page
    assert "Après &lt;b&gt;" in page
    assert "<p>Neuf.</p>" in page
    assert "alert(1)" not in page
    assert "Avant" not in page
    assert '<html lang="fr">' in page
    assert (list(ArticleEdition.objects.values()), AuditEntry.objects.count()) == (stored, traces)


def test_a_language_that_nobody_has_begun_can_be_previewed(admin_client):
    subject = article(live_from=None)
    page = admin_client.post(url(subject, "de"), typed("de", title="Neu", body="<p>Eins.</p>"))
    assert "<p>Eins.</p>" in main_of(page)
    assert not subject.editions.exists()


def test_an_empty_form_can_be_previewed(admin_client):
    subject = article(live_from=None)
    assert "(untitled)" in main_of(admin_client.post(url(subject, "en"), typed("en", title="")))


def test_facts_as_they_were_typed_show_with_the_words(admin_client):
    topic("peace", languages=("en",))
    picture = image(key="map", alt={"en": "A map"}, credit="us", licence="CC0-1.0")
    subject = article(live_from=None, date=date(2022, 1, 1))
    write(subject, "en", "Title")
    facts = {"version": "0", "date": "2022-03-25", "kind": "press-release", "picture": f"{picture} (map)",
             "topics": ["Peace"]}  # fmt: skip
    page = main_of(admin_client.post(url(subject, "en"), typed("en", title="Title") | facts))
    assert "25 March 2022" in page
    assert "Press release" in page
    assert "A map" in page
    assert "/en/policy/peace/" in page
    subject.refresh_from_db()
    assert (subject.date, subject.kind, subject.image) == (date(2022, 1, 1), "news", None)
    assert not subject.topic_places.exists()


def test_a_correction_in_preview_leads_to_no_page_of_changes_that_is_not_there(admin_client):
    subject = article("one")
    write(subject, "en", "one", "one", body="<p>Thirteen.</p>")
    subject.approve(["en"], override="Alone", notes={"en": "It was thirteen."})
    page = main_of(admin_client.get(url(subject, "en")))
    assert "It was thirteen." in page
    assert "changes/" not in page


def test_sums_show_where_their_words_stand_now(admin_client):
    subject = article(live_from=None)
    draft = write(subject, "en", "Aid", body="<p>We give €9 million.</p>")
    giver = Organisation.objects.create(key="belgium", names={"en": "Belgium"})
    figure = FundingFigure.objects.create(amount=9_000_000, stage="pledge", provider=giver)
    FigureMention.objects.create(figure=figure, edition=draft, field="body", quote="€9 million", start=8,
                                 confirmed_at="2022-01-01T00:00Z")  # fmt: skip
    moved = main_of(
        admin_client.post(url(subject, "en"), typed("en", body="<p>First. To Haiti we give €9 million.</p>"))
    )
    assert "To Haiti we give <mark>€9 million</mark>." in moved
    assert f'href="#figure-{figure.key}"' in moved
    gone = main_of(admin_client.post(url(subject, "en"), typed("en", body="<p>We give nothing.</p>")))
    assert "Sums in this article" not in gone


def test_a_topic_below_one_that_is_not_live_shows_without_its_parents_words(admin_client):
    area = Topic.objects.create(key="secret-area")
    write(area, "en", "Secret area")
    below = Topic.objects.create(key="below", parent=area)
    write(below, "en", "Below", body="<p>Text.</p>")
    page = admin_client.get(url(below, "en")).content.decode()
    assert "<p>Text.</p>" in page
    assert "Secret area" not in page


def test_a_banner_shows_on_the_home_page(admin_client):
    banner = Banner.objects.create(key="b")
    write(banner, "nl", "Oud")
    page = admin_client.post(url(banner, "nl"), typed("nl", title="Reis niet", link="/nl/")).content.decode()
    assert 'class="crisis"' in page
    assert "Reis niet" in page


def test_an_old_edition_and_one_from_the_trash_can_be_seen(admin_client):
    subject = article(title="Old words")
    publish(subject, ["en"], "New words", "new-words", live_from="2022-02-01 09:00")
    old = subject.editions.order_by("live_from").first()
    binned = subject.new_draft("en")
    binned.discard()
    assert "Old words" in main_of(admin_client.get(url(subject, "edition", str(old.pk))))
    assert admin_client.get(url(subject, "edition", str(binned.pk))).status_code == 200
    assert admin_client.post(url(subject, "edition", str(old.pk))).status_code == 405


def test_an_edition_of_another_subject_is_not_found(admin_client):
    one, two = article(), article()
    assert admin_client.get(url(one, "edition", str(two.editions.get().pk))).status_code == 404
    assert admin_client.get(url(one, "xx")).status_code == 404


def test_it_is_kept_by_nobody_and_framed_by_us_alone(admin_client, client):
    subject = article(live_from=None)
    write(subject, "en", "Draft")
    answer = admin_client.get(url(subject, "en"))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "nonce" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in client.get("/en/")["Content-Security-Policy"]


def test_who_may_read_the_desk_may_preview_and_who_is_left_out_of_a_limited_draft_may_not(client, django_user_model):
    subject = article(live_from=None)
    write(subject, "en", "Draft")
    named, other = (django_user_model.objects.create_user(name, is_staff=True) for name in ("named", "other"))
    for person in (named, other):
        Role.objects.create(user=person, name=Role.Name.TRANSLATOR, languages=["nl"])
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    seen = {}
    for limited in (False, True):
        if limited:
            AccessLimit.objects.create(subject=subject).people.add(named)
        for person in (named, other, stranger):
            client.force_login(person)
            seen[person.username, limited] = client.get(url(subject, "en")).status_code
    assert seen == {
        ("named", False): 200, ("other", False): 200, ("stranger", False): 403,
        ("named", True): 200, ("other", True): 404, ("stranger", True): 404,
    }  # fmt: skip
    client.logout()
    assert client.get(url(subject, "en")).status_code == 302
    assert Article.objects.count() == 1


def test_without_script_the_button_of_the_form_sends_its_words_to_another_tab(admin_client):
    subject = article(languages=["nl"])
    write(subject, "fr", "Brouillon")
    page = admin_client.get(f"/admin/news/article/{subject.pk}/change/").content.decode()
    buttons = re.findall(r'<button[^>]*formaction="([^"]*)" formtarget="_blank"', page)
    assert url(subject, "fr") in buttons
    assert url(subject, "nl") not in buttons  # what is live is read at its own address


def test_what_was_never_saved_is_shown_with_its_topics_and_leaves_nothing(admin_client):
    topic("peace", languages=("fr",))
    before = [model.objects.count() for model in (Article, ArticleEdition, AuditEntry)]
    form = typed("fr", title="Jamais enregistré", body="<p>Un corps.</p>") | {
        "version": "", "kind": "interview", "date": "2024-05-06", "topics": ["Peace (fr)"], "_once": "t1"
    }  # fmt: skip
    response = admin_client.post("/admin/news/article/add/preview/fr/", form)
    page = main_of(response)
    for words in ("Jamais enregistré", "Un corps.", "6 mai 2024", "Peace (fr)"):
        assert words in page
    assert "Aperçu" in LINE.search(response.content.decode())[0]
    assert [model.objects.count() for model in (Article, ArticleEdition, AuditEntry)] == before
    assert admin_client.get("/admin/news/article/add/preview/fr/").status_code == 404
    assert (
        'formaction="/admin/news/article/add/preview/fr/"'
        in admin_client.get("/admin/news/article/add/").content.decode()
    )
    assert admin_client.post("/admin/policy/topic/add/preview/en/", typed("en", title="New topic")).status_code == 200
    assert not Topic.objects.filter(key="new-topic").exists()


def test_who_may_not_begin_a_text_previews_none(client, django_user_model):
    translator = django_user_model.objects.create_user("tom", is_staff=True)
    translator.roles.create(name=Role.Name.TRANSLATOR)
    client.force_login(translator)
    assert client.post("/admin/news/article/add/preview/fr/", typed("fr", title="Rien")).status_code == 403
