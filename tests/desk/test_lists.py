"""Lists, matrix and search of the desk."""

from datetime import date
from itertools import product

import pytest
from django.conf import settings
from django.utils import timezone

from desk.lists import bulk_actions, filters
from desk.models import AuditEntry, SavedView
from news.models import Article, Tag
from policy.models import Topic
from publishing.status import state_filters
from publishing.status.admin_columns import states_of
from tests.factories.content import article, publish, topic, write
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


def titles(client, query="", path=LIST):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return [str(row) for row in response.context["page"].rows]


@pytest.fixture
def every_state():
    """Articles that show each pill alone and together, and one that began and was thrown away."""
    publish(article("replaced", languages=("nl", "fr")), ("nl", "fr"), "Newer", live_from="2023-01-01 09:00")
    publish(
        article("ended", live_from=None),
        ("nl", "fr", "en"),
        "Ended",
        live_from="2020-01-01 09:00",
        live_until="2021-01-01 09:00",
    )
    write(article("corrected", languages=("nl", "fr", "de")), "nl", "Correction")
    write(article("begun", live_from=None), "de", "Begun").submit()
    publish(article("scheduled", live_from=None), ("en",), "Later", live_from="2999-01-01 09:00")
    rewritten = article("rewritten", live_from=None)
    publish(rewritten, ("en",), "Over", live_from="2020-01-01 09:00", live_until="2021-01-01 09:00")
    write(rewritten, "en", "Again")
    write(article("thrown-away", live_from=None), "fr", "Gone").discard()
    article("nothing", live_from=None)
    told("nl-changed", "nl", "2023-02-01 09:00")
    told("fr-changed", "fr", "2023-02-01 09:00")
    told("not-yet", "fr", "2999-01-01 09:00")
    write(told("worked-on", "nl", "2023-02-01 09:00"), "de", "Haiti", "haiti-worked-on", body="<p>Drei Millionen.</p>")


def told(key, changed, at):
    """Live in every language; from `at` the text in one of them says something else."""
    subject = article(key, live_from=None)
    publish(subject, ("nl", "fr", "en", "de"), "Haiti", f"haiti-{key}", live_from="2022-01-01 09:00", body="<p>3.</p>")
    publish(subject, (changed,), "Haiti", f"haiti-{key}", live_from=at, body="<p>Four million people.</p>")
    return subject


@pytest.mark.at_any_hour
def test_each_filter_finds_what_shows_its_pill(every_state):
    now = timezone.now()
    shown = {
        subject.key: {code: {pill.name for pill in pills} for code, pills in states_of(subject, now)}
        for subject in Article.objects.prefetch_related("editions")
    }
    for state, language in product(state_filters.STATES, settings.LANGUAGE_ORDER):
        wanted = {key for key, states in shown.items() if state in states[language]}
        found = set(
            Article.objects.filter(state_filters.in_state(Article, state, language)).values_list("key", flat=True)
        )
        assert found == wanted, (state, language)
        assert wanted or state in {"review", "draft", "scheduled", "withdrawn", "live"}
    for state in state_filters.STATES:
        wanted = {key for key, states in shown.items() if any(state in states[code] for code in states)}
        assert (
            set(Article.objects.filter(state_filters.in_state(Article, state)).values_list("key", flat=True)) == wanted
        )


def test_parted_is_dutch_or_french_alone(every_state):
    article("alone", languages=("fr", "en"))
    for language, keys in {None: ["alone"], "fr": ["alone"], "nl": [], "en": []}.items():
        assert [each.key for each in Article.objects.filter(state_filters.pair_split(Article, language))] == keys


def test_a_gap_is_what_readers_lack_or_have_out_of_date(admin_client):
    article("short", languages=("nl", "fr"), title="Short")
    article("whole", languages=("nl", "fr", "en", "de"), title="Whole")
    article("begun", live_from=None)
    told("behind", "fr", "2023-02-01 09:00")
    assert titles(admin_client, "state=gap") == ["Haiti", "Short (nl)"]
    assert titles(admin_client, "state=gap&language=nl") == ["Haiti"]
    assert titles(admin_client, "state=gap&language=fr") == []
    assert titles(admin_client, "state=dated&language=de") == ["Haiti"]
    assert titles(admin_client, "state=missing&language=de") == ["begun", "Short (nl)"]
    response = admin_client.get("/admin/languages/?state=gap&language=en")
    assert [line.title for line in response.context["lines"]] == ["Haiti", "Short (nl)"]


def test_filters_combine_and_a_bad_value_is_said(admin_client, admin_user):
    area, other = topic("peace"), topic("trade")
    article(
        "one", title="Sanctions on oil", kind="interview", date=date(2021, 5, 1), topics=[topic("oil", parent=area)]
    )
    article("two", title="Sanctions on gas", kind="news", date=date(2021, 6, 1), topics=[other])
    mine = write(article("three", title="A harbour", date=date(2022, 1, 1)), "fr", "Le port")
    type(mine).objects.filter(pk=mine.pk).update(updated_by=admin_user)
    assert titles(admin_client) == ["A harbour", "Sanctions on gas", "Sanctions on oil"]
    assert titles(admin_client, "sort=date")[0] == "Sanctions on oil"
    assert titles(admin_client, "area=peace") == ["Sanctions on oil"]
    assert titles(admin_client, "kind=news&year=2021") == ["Sanctions on gas"]
    assert titles(admin_client, "q=sanct") == ["Sanctions on gas", "Sanctions on oil"]
    assert titles(admin_client, "q=sanctions+gas") == ["Sanctions on gas"]
    assert titles(admin_client, "q=le+po") == ["A harbour"]
    assert titles(admin_client, "mine=1") == ["A harbour"]
    assert titles(admin_client, "state=draft&language=fr") == ["A harbour"]
    assert titles(admin_client, "state=draft&language=de") == []
    response = admin_client.get(f"{LIST}?year=twenty&kind=poem&page=x")
    assert len(response.context["page"].rows) == 3
    assert "Enter a whole number." in response.content.decode()


@pytest.mark.parametrize("query", ["", "sort=date", "kind=poem", "mine=", "q=+"])
def test_a_list_that_nothing_narrows_offers_no_view_to_keep_and_nothing_to_take_away(admin_client, query):
    html = admin_client.get(f"{LIST}?{query}").content.decode()
    assert "Keep view" not in html
    assert "Take all conditions away" not in html
    assert "Nothing here yet." in html


def test_a_narrowed_list_offers_to_keep_the_view_and_to_take_all_away(admin_client):
    html = admin_client.get(f"{LIST}?kind=interview&year=2021").content.decode()
    assert "Keep view" in html
    assert "Take all conditions away" in html
    assert "Nothing matches. Take a condition away." in html
    assert "Take all conditions away" in admin_client.get("/admin/languages/?q=oil").content.decode()


PATHS = [f"/admin/{path}/" for path in ("news/article", "policy/topic", "images/image", "images/document", "news/tag",
                                        "languages")]  # fmt: skip
ODD = [
    "2021",
    "0",
    "-1",
    "9" * 30,
    "1e400",
    "nan",
    "２０２１",
    "\x00",
    "'\"%_\\",
    "x" * 200,
    "null",
    "any",
    "🙂",
    "1",
    "on",
]
NAMES = ("q", "sort", "state", "language", "area", "kind", "year", "mine", "licence", "unfinished", "missing", "page")


@pytest.mark.parametrize("path", PATHS)
def test_no_value_of_any_condition_breaks_a_list(admin_client, path):
    article("one")
    conditions = admin_client.get(path).context["filtered"].form.fields
    for value in ODD:
        for name in (name for name in NAMES if name in conditions or name == "page"):
            assert admin_client.get(path, {name: value}).status_code == 200, (name, value)
        assert admin_client.get(path, dict.fromkeys(NAMES, value)).status_code == 200, value


def test_pictures_and_documents_are_narrowed_down(admin_client, admin_user):
    from images.models import Image

    made = image(key="bridge", alt={"en": "A bridge"}, credit="Ann", licence="CC0-1.0")
    image(key="harbour", alt={"en": "A harbour"}, credit="Ben", licence="CC-BY-4.0")
    Image.objects.filter(pk=made.pk).update(created_by=admin_user, created_at="2019-05-05T12:00Z")
    path = "/admin/images/image/"
    assert len(titles(admin_client, "", path)) == 2
    for query in ("q=a+bridge", "q=ann", "licence=CC0-1.0", "mine=1", "year=2019"):
        assert [row.key for row in admin_client.get(f"{path}?{query}").context["page"].rows] == ["bridge"], query
    assert titles(admin_client, "licence=CC0-1.0&q=harbour", path) == []


def test_tags_without_a_label_are_found(admin_client):
    Tag.objects.create(name="half", slug="half").set_names({"en": "Half"})
    Tag.objects.create(name="whole", slug="whole").set_names(dict.fromkeys(settings.LANGUAGE_ORDER, "Whole"))
    path = "/admin/news/tag/"
    assert titles(admin_client, "missing=any", path) == titles(admin_client, "missing=nl", path) == ["half"]
    assert titles(admin_client, "missing=en", path) == []
    assert titles(admin_client, "q=whol", path) == ["whole"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_often_for_one_as_for_three(client, django_user_model, count, django_assert_num_queries):
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    editor.roles.create(name="editor")
    client.force_login(editor)
    for number in range(count):
        article(f"a-{number}", languages=("nl", "fr", "en"), topics=[topic(f"t-{number}")])
        Tag.objects.create(name=f"tag {number}", slug=f"tag-{number}")
    for path, queries in {LIST: 7, "/admin/policy/topic/": 7, "/admin/news/tag/": 5, "/admin/languages/": 6}.items():
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_a_long_list_says_that_it_is_long_and_goes_on(admin_client, monkeypatch):
    monkeypatch.setattr("desk.lists.pagination.MAX_COUNTED", 60)
    Article.objects.bulk_create(Article(key=f"k-{n}", date=date(2020, 1, 1)) for n in range(70))
    first = admin_client.get(LIST).context["page"]
    assert (first.line, first.next_number, first.previous_number) == ("1–50 of 60+", 2, 0)
    second = admin_client.get(f"{LIST}?page=2").context["page"]
    assert (second.line, second.next_number) == ("51–70 of 60+", 0)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert admin_client.get(f"{LIST}?page=3").status_code == 200
    Article.objects.filter(key__gt="k-5").delete()
    assert admin_client.get(LIST).context["page"].line == "1–46 of 46"


def test_what_is_asked_of_each_subject_looks_at_the_newest_alone(admin_client, monkeypatch):
    monkeypatch.setattr(filters, "MAX_SUBJECTS_CHECKED", 2)
    for year in (2019, 2020, 2021):
        article(f"y-{year}", date=date(year, 1, 1))
    response = admin_client.get(f"{LIST}?state=missing&language=fr")
    assert [row.key for row in response.context["page"].rows] == ["y-2021", "y-2020"]
    assert "only the newest" in response.content.decode()
    assert titles(admin_client, "state=missing&language=fr&year=2019") == ["Title y-2019"]


def test_a_view_is_kept_under_a_name_for_one_person(client, admin_user, django_user_model):
    client.force_login(admin_user)
    client.post(f"{LIST}?kind=interview&page=2", {"act": "keep", "name": "Interviews"})
    assert SavedView.objects.get().query == "kind=interview"
    html = client.get(f"{LIST}?kind=interview").content.decode()
    assert "Remove the view “Interviews”" in html
    other = django_user_model.objects.create_superuser("other")
    client.force_login(other)
    assert "Interviews" not in client.get(LIST).content.decode()
    client.post(LIST, {"act": "forget", "view": SavedView.objects.get().pk})
    assert SavedView.objects.exists()
    client.force_login(admin_user)
    client.post(LIST, {"act": "forget", "view": SavedView.objects.get().pk})
    assert not SavedView.objects.exists()


# -- many at once ------------------------------------------------------------------------------------------------------
@pytest.fixture
def tag():
    made = Tag.objects.create(name="Ukraine", slug="ukraine")
    made.set_names({"en": "Ukraine", "nl": "Oekraïne"})
    return made


def bulk_post(client, act, *subjects, path=LIST, **more):
    response = client.post(path, {"act": act, "chosen": [each.pk for each in subjects], **more}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def batch_of():
    return (
        AuditEntry.objects.filter(reason__startswith=bulk_actions.REASON_PREFIX)
        .first()
        .reason.removeprefix(bulk_actions.REASON_PREFIX)
    )


def test_a_tag_is_added_to_many_and_taken_back(admin_client, tag):
    one, two, had = article("one"), article("two"), article("had")
    had.tags.add(tag)
    html = bulk_post(admin_client, "add_tag", one, two, had, tag="oekraine")
    assert "Done for 2 texts." in html
    assert 'value="undo"' in html
    assert {each.key for each in Article.objects.filter(tags=tag)} == {"one", "two", "had"}
    assert Article.objects.get(key="one").facts_version == 1
    html = bulk_post(admin_client, "undo", batch=batch_of())
    assert "Undone for 2 texts." in html
    assert [each.key for each in Article.objects.filter(tags=tag)] == ["had"]
    assert "This was undone already." in bulk_post(admin_client, "undo", batch=batch_of())
    assert AuditEntry.objects.filter(verb="change_facts").count() == 4


def test_an_undo_leaves_alone_what_somebody_changed_since(admin_client):
    one, two = article("one", review_by=date(2030, 1, 1)), article("two")
    bulk_post(admin_client, "review_by", one, two, review_by="2031-05-05")
    Article.objects.filter(pk=two.pk).update(review_by=date(2040, 1, 1))
    html = bulk_post(admin_client, "undo", batch=batch_of())
    assert "somebody has changed the date since" in html
    assert dict(Article.objects.values_list("key", "review_by")) == {"one": date(2030, 1, 1), "two": date(2040, 1, 1)}


def test_nobody_undoes_what_somebody_else_did(admin_client, client, django_user_model, tag):
    subject = article("one")
    bulk_post(admin_client, "add_tag", subject, tag="Ukraine")
    client.force_login(django_user_model.objects.create_superuser("other"))
    assert "This cannot be undone any more." in bulk_post(client, "undo", batch=batch_of())
    assert subject.tags.count() == 1


def test_drafts_are_sent_for_review_and_called_back(admin_client):
    one, two = article("one", live_from=None), article("two")
    write(one, "nl", "Een")
    write(one, "fr", "Un")
    html = bulk_post(admin_client, "submit", one, two)
    assert "Done for 1 text." in html
    assert "There is no draft to send." in html
    assert {each.state for each in one.editions.all()} == {"review"}
    bulk_post(admin_client, "undo", batch=batch_of())
    assert {each.state for each in one.editions.all()} == {"draft"}


def test_many_at_once_asks_the_rights_of_each(client, django_user_model, tag):
    near, far = topic("near"), topic("far")
    author = django_user_model.objects.create_user("author", is_staff=True)
    author.roles.create(name="author", topic=near)
    client.force_login(author)
    draft, live = article("draft", live_from=None, topics=[near]), article("live", topics=[near])
    elsewhere = article("elsewhere", live_from=None, topics=[far])
    html = bulk_post(client, "add_tag", draft, live, elsewhere, tag="Ukraine")
    assert "Done for 1 text." in html
    assert html.count("you do not have the right to do this") == 2
    assert [each.key for each in Article.objects.filter(tags=tag)] == ["draft"]


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"act": "add_tag", "tag": "nowhere", "chosen": ["1"]}, "No tag is called “nowhere”."),
        ({"act": "review_by", "review_by": "tomorrow", "chosen": ["1"]}, "This is not a date: “tomorrow”."),
        ({"act": "submit"}, "Choose at least one row first."),
        ({"act": "keep", "name": " "}, "Give the view a name."),
    ],
)
def test_what_cannot_be_done_is_said(admin_client, posted, sentence):
    assert sentence in admin_client.post(LIST, posted, follow=True).content.decode()


def test_an_act_that_a_list_does_not_know_is_refused(admin_client, tag):
    for path, act in (("/admin/news/tag/", "submit"), (LIST, "format_disk")):
        html = admin_client.post(path, {"act": act, "chosen": [tag.pk]}, follow=True).content.decode()
        assert "Choose what to do." in html
    assert not AuditEntry.objects.exclude(verb="sign_in").exists()


def test_many_are_thrown_away_and_brought_back(admin_client):
    one, two = article("one", live_from=None), article("two")
    write(one, "nl", "Een")
    assert "Done for 2 texts." in bulk_post(admin_client, "trash", one, two)
    assert titles(admin_client) == []
    assert admin_client.get("/admin/languages/").context["lines"] == []
    assert admin_client.get("/admin/search/?q=title").context["groups"] == []
    assert "Een" not in admin_client.get("/admin/").content.decode()
    assert not two.editions.live().exists()
    assert "Undone for 2 texts." in bulk_post(admin_client, "undo", batch=batch_of())
    assert sorted(titles(admin_client)) == ["Een", "Title two"]


# -- matrix and search -------------------------------------------------------------------------------------------------
def test_a_cell_of_the_matrix_leads_to_its_panel(admin_client):
    subject = article("a", languages=("nl", "fr"))
    topic("peace")
    html = admin_client.get("/admin/languages/").content.decode()
    assert f'href="/admin/news/article/{subject.pk}/change/#panel-de"' in html
    assert [
        [pill.name for pill in pills]
        for _code, _url, pills in admin_client.get("/admin/languages/").context["lines"][0].cells
    ] == [["live"], ["live"], ["missing"], ["missing"]]
    assert "/admin/policy/topic/" not in html.split("<tbody>")[1]
    (line,) = admin_client.get("/admin/languages/?of=topics").context["lines"]
    assert line.title == "Peace"
    article("b", languages=("nl",), title="Alone")
    (line,) = admin_client.get("/admin/languages/?state=alone").context["lines"]
    assert line.title == "Alone (nl)"
    assert admin_client.get("/admin/languages/?state=missing&language=nl").context["lines"] == []


def test_the_search_finds_every_kind_by_words_and_keys(admin_client, tag):
    from news.models import Organisation

    article("2022-oil", title="Ukraine and oil", languages=("en", "nl", "fr"))
    write(article("begun", live_from=None), "de", "Ukraine am Morgen")
    publish(Topic.objects.create(key="ukraine-topic"), ("en",), "War in Ukraine", "war", live_from="2020-01-01 00:00")
    Organisation.objects.create(key="uca", names={"en": "Ukraine Credit Agency"})
    groups = {
        group.name: [hit.title for hit in group.hits]
        for group in admin_client.get("/admin/search/?q=ukrai").context["groups"]
    }
    assert groups == {
        "article": ["Ukraine am Morgen", "Ukraine and oil"],
        "topic": ["War in Ukraine"],
        "tag": ["Ukraine"],
        "organisation": ["Ukraine Credit Agency"],
    }
    (group,) = admin_client.get("/admin/search/?q=2022-oil").context["groups"]
    assert [hit.title for hit in group.hits] == ["Ukraine and oil"]
    assert "Nothing is called “zzz”" in admin_client.get("/admin/search/?q=zzz").content.decode()
    assert admin_client.get("/admin/search/?q=%22%25%27").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_asks_as_often_for_one_as_for_three(admin_client, count, django_assert_num_queries):
    for number in range(count):
        article(f"o-{number}", title="Oil and more", languages=("en", "nl"), topics=[topic(f"oil-{number}")])
    admin_client.get("/admin/search/?q=oil")
    with django_assert_num_queries(11):
        admin_client.get("/admin/search/?q=oil")
