"""Whatever a page of the admin adds, changes or deletes stands in the audit trail, with what was there before."""

from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory

from desk.models import AuditEntry
from images.audited_admin import AuditedAdmin
from publishing.editor.subject_admin import SubjectAdmin
from tests.factories.content import article, write
from tests.factories.figures import figure, mention
from tests.factories.pictures import PDF, drawing, saved, upload

pytestmark = pytest.mark.django_db
FIGURE = {"qualifier": "exactly", "amount": "5000000", "currency": "EUR", "stage": "pledge", "period": "total",
          "mentions-TOTAL_FORMS": 0, "mentions-INITIAL_FORMS": 0}  # fmt: skip
PERSON = {"username": "clara", "email": "clara@example.org", "is_active": "on", "roles-TOTAL_FORMS": 1,
          "roles-INITIAL_FORMS": 0, "roles-0-name": "author"}  # fmt: skip


@dataclass
class Row:
    """What is posted to add a row and to change it, and what the trail says of the change."""

    add: dict
    change: dict
    before: dict
    after: dict
    verbs: tuple = ()  # of adding, changing and deleting, where they are not named after the model
    files: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)  # what the deleted row held, where the trail names it otherwise


TABLES = {
    "images.image": Row(
        {"key": "coast", "focal_x": "0.5", "focal_y": "0.5", "credit": "FPS", "alt_en": "A coast"}, {"credit": "Navy"},
        {"credit": "FPS"}, {"credit": "Navy"}, files={"file": ("coast.png", "picture")}),
    "images.document": Row(
        {"key": "annex", "title_en": "Annex", "language": "en"}, {"title_en": "Annex II"},
        {"title": {"en": "Annex"}}, {"title": {"en": "Annex II"}}, files={"file": ("annex.pdf", PDF)}),
    "policy.contact": Row(
        {"key": "press", "email": "press@example.org"}, {"email": "desk@example.org"},
        {"email": "press@example.org"}, {"email": "desk@example.org"}),
    "news.organisation": Row(
        {"key": "fao", "names_en": "FAO", "abbreviation": "FAO"}, {"abbreviation": "UNFAO"},
        {"abbreviation": "FAO"}, {"abbreviation": "UNFAO"}),
    "news.fundingfigure": Row(FIGURE, {"stage": "disbursement"}, {"stage": "pledge"}, {"stage": "disbursement"}),
    "news.tag": Row(
        {"labels_en": "Peace"}, {"labels_en": "Peace talks", "aliases": "truce"},
        {"en": "Peace"}, {"en": "Peace talks", "aliases": ["Peace", "truce"]},
        verbs=("make_tag", "change_tag", "delete_tag"), kept={"labels": {"en": "Peace talks"}}),
    "auth.user": Row(
        PERSON, {"roles-TOTAL_FORMS": 0, "first_name": "Clara"}, {"first_name": ""}, {"first_name": "Clara"},
        verbs=("add_person", "change_person", None)),  # nobody is deleted
}  # fmt: skip
READ_ONLY = {"desk.auditentry", "desk.accesslimit", "news.articleedition"}
TEXTS = {"news.article", "policy.topic", "fps.banner"}


def registered():
    return {model._meta.label_lower: page for model, page in admin.site._registry.items()}


def test_no_page_of_the_admin_is_forgotten():
    pages = registered()
    assert {name for name, page in pages.items() if isinstance(page, SubjectAdmin)} == TEXTS
    audited = {name for name, page in pages.items() if isinstance(page, AuditedAdmin)}
    assert audited == set(TABLES), "each needs a row in this test"
    assert set(pages) - audited - TEXTS == READ_ONLY, "these must be audited, or change nothing"


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_what_is_not_audited_changes_nothing(name, admin_user):
    request, page = RequestFactory().get("/"), registered()[name]
    request.user = admin_user
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


def path_of(name):
    return f"/admin/{name.replace('.', '/')}/"


def files(row):
    return {key: upload(saved(drawing(90, 60), "PNG") if content == "picture" else content, file)
            for key, (file, content) in row.files.items()}  # fmt: skip


def verbs(name, row):
    model = name.partition(".")[2]
    return row.verbs or (f"add_{model}", f"change_{model}", f"delete_{model}")


def add(client, name, row):
    model = apps.get_model(name)
    known = set(model.objects.values_list("pk", flat=True))
    answer = client.post(f"{path_of(name)}add/", row.add | files(row))
    assert answer.status_code == 302, answer.context["errors"]
    return model.objects.exclude(pk__in=known).get()


def holds(values, some):
    return {column: values.get(column) for column in some} == some


def entry(verb, user):
    found = AuditEntry.objects.get(verb=verb)
    assert found.user == user
    return found


@pytest.mark.parametrize("name", TABLES)
def test_what_a_page_adds_changes_and_deletes_is_recorded(name, admin_client, admin_user):
    row = TABLES[name]
    added, changed, deleted = verbs(name, row)
    made = add(admin_client, name, row)
    found = entry(added, admin_user)
    assert (found.object_id, found.before) == (made.pk, "")
    assert holds(found.after, {column: value for column, value in row.before.items() if value})
    page = f"{path_of(name)}{made.pk}/"
    data = row.add | row.change
    assert admin_client.post(f"{page}change/", data).status_code == 302
    found = entry(changed, admin_user)
    assert (found.subject, found.before, found.after) == (made, row.before, row.after)
    admin_client.post(f"{page}change/", data)
    assert AuditEntry.objects.filter(verb=changed).count() == 1  # nothing had changed
    if deleted:
        admin_client.post(f"{page}delete/", {"post": "yes"})
        found = entry(deleted, admin_user)
        assert (found.object_id, found.after) == (made.pk, "")
        assert holds(found.before, row.kept or row.after)
        assert not type(made).objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("name", ["policy.contact", "news.organisation", "news.fundingfigure"])  # lists of Django's own
def test_rows_deleted_together_are_recorded_one_by_one(name, admin_client, admin_user):
    made = add(admin_client, name, TABLES[name])
    data = {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"}
    admin_client.post(f"/admin/{name.replace('.', '/')}/", data)
    assert not type(made).objects.filter(pk=made.pk).exists()
    assert entry(verbs(name, TABLES[name])[2], admin_user).before


def test_a_role_that_goes_is_recorded_with_the_person(admin_client, admin_user):
    clara = add(admin_client, "auth.user", TABLES["auth.user"])
    role = clara.roles.get()
    data = PERSON | {"roles-INITIAL_FORMS": 1, "roles-0-id": role.pk, "roles-0-user": clara.pk, "roles-0-DELETE": "on"}
    admin_client.post(f"/admin/auth/user/{clara.pk}/change/", data)
    found = entry("change_person", admin_user)
    assert found.before == {"is_staff": True, "roles": [{"role": "author", "languages": [], "topic": None}]}
    assert found.after == {"is_staff": False, "roles": []}


def test_a_sum_confirmed_on_its_own_page_is_recorded_with_the_article_that_tells_of_it(admin_client, admin_user):
    item = article("told", live_from=None)
    draft = write(item, "en", "Told", body="<p>We give 5 million EUR.</p>")
    data = FIGURE | {"mentions-TOTAL_FORMS": 1, "mentions-0-edition": draft.pk, "mentions-0-quote": "5 million EUR"}
    assert admin_client.post("/admin/news/fundingfigure/add/", data).status_code == 302
    found = entry("confirm_figure", admin_user)
    assert (found.subject, found.after["is"]) == (item, "€5,000,000 (en)")
    words = draft.mentions.get()
    assert (words.confirmed_by, words.figure.key) == (admin_user, found.after["figure"])
    data |= {"mentions-INITIAL_FORMS": 1, "mentions-0-id": words.pk, "mentions-0-figure": words.figure_id}
    page = f"/admin/news/fundingfigure/{words.figure_id}/change/"
    assert admin_client.post(page, data | {"mentions-0-DELETE": "on"}).status_code == 302
    found = entry("let_go_figure", admin_user)
    assert (found.subject, found.before["was"]) == (item, "en")
    assert not draft.mentions.exists()


def test_the_words_of_a_limited_draft_stay_out_of_the_trail_of_a_sum(admin_client):
    told = figure(5_000_000)
    draft = write(article("secret", live_from=None), "en", "Secret", body="<p>5 million EUR for the secret.</p>")
    mention(told, draft, "5 million EUR for the secret", start=0)
    admin_client.post(f"/admin/news/fundingfigure/{told.pk}/delete/", {"post": "yes"})
    assert "secret" not in str(AuditEntry.objects.get(verb="delete_fundingfigure").before)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_the_form_of_a_text_saves_is_recorded(name, admin_client, admin_user):
    path = f"/admin/{name.replace('.', '/')}/"
    admin_client.post(f"{path}add/", {"text-en-title": "Water", "text-en-seen": "", "text-en-version": ""})
    subject = apps.get_model(name).objects.get()
    assert entry("new_draft", admin_user).after == "en"
    found = entry("save_draft", admin_user)
    assert (found.subject, found.before["en"], found.after["en"]) == (subject, {"title": ""}, {"title": "Water"})
    form = admin_client.get(f"{path}{subject.pk}/change/").context["panels"]
    form = next(panel.form for panel in form if panel.language == "en")
    data = {form.add_prefix(mark): form[mark].value() for mark in ("seen", "version", "was")}
    admin_client.post(f"{path}{subject.pk}/change/", data | {"text-en-title": "Water and peace"})
    found = AuditEntry.objects.filter(verb="save_draft").first()
    assert (found.before, found.after) == ({"en": {"title": "Water"}}, {"en": {"title": "Water and peace"}})
    admin_client.post(f"{path}{subject.pk}/trash/", {"reason": "Not needed"})
    assert entry("trash", admin_user).subject == subject
