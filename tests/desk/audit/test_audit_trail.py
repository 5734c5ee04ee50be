"""Every act of the desk stands in the audit trail. A new page says here what it records, or why it records nothing."""

import json
import time

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.accounts import otp
from desk.audit.labels import label_of
from desk.models import AuditEntry
from desk.sharing.share_links import ShareLink
from fps.models import Banner
from news.figures.panel import FigurePanel
from news.models import Article, Tag
from policy.models import Topic
from policy.move_plan import plan_move
from tests.desk.admin_routes import ALL
from tests.factories.content import article, in_hours, publish, tag, topic, write
from tests.factories.pictures import drawing, saved, upload

pytestmark = pytest.mark.django_db
PASSWORD, NEW_PASSWORD = "a quiet harbour", "another quiet harbour"
PATHS = {"article": "/admin/news/article/", "topic": "/admin/policy/topic/", "banner": "/admin/fps/banner/"}
ACTS = {}  # route → [(act, the verbs that it leaves)]


def act(route, *verbs):
    """The function does what is done on the page of that name."""

    def noted(deed):
        ACTS.setdefault(route, []).append((deed, verbs))
        return deed

    return noted


class Desk:
    """A person at work, and the pages to which they sent something."""

    def __init__(self, client, user, colleague):
        self.client, self.user, self.colleague, self.routes = client, user, colleague, set()

    def get(self, path):
        self.routes.add(resolve(path.partition("?")[0]).url_name)
        return self.client.get(path)

    def post(self, path, data=None, **more):
        self.routes.add(resolve(path.partition("?")[0]).url_name)
        answer = self.client.post(path, data or {}, **more)
        assert answer.status_code in (200, 302), f"{path}: {answer.status_code}"
        return answer


@pytest.fixture
def desk(client, django_user_model):
    cache.clear()
    chief, colleague = (
        django_user_model.objects.create_superuser(name, f"{name}@example.org", PASSWORD)
        if name == "chief"
        else django_user_model.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True)
        for name in ("chief", "colleague")
    )
    colleague.roles.create(name="editor")
    client.force_login(chief)
    return Desk(client, chief, colleague)


# -- texts, whatever their kind ----------------------------------------------------------------------------------------
def empty(kind):
    if kind == "article":
        return article("item", live_from=None)
    return (Topic if kind == "topic" else Banner).objects.create(key="item")


def begun(kind):
    subject = empty(kind)
    write(subject, "en", "Begun")
    return subject


def live(kind):
    subject = empty(kind)
    publish(subject, ["en"], "Live", "live", live_from="2022-01-01 09:00")
    return subject


def planned(kind):
    subject, start = begun(kind), in_hours(48).replace(second=0, microsecond=0)
    subject.approve(["en"], None, start, override="test")
    return subject, start


def page(kind, subject, name):
    return f"{PATHS[kind]}{subject.pk}/{name}/"


def seen(desk, kind, subject):
    panels = desk.client.get(page(kind, subject, "change")).context["panels"]
    form = next(panel.form for panel in panels if panel.language == "en")
    return {form.add_prefix(mark): form[mark].value() for mark in ("seen", "version", "was")}


def act_on_texts(name, *verbs, kinds=("article", "topic", "banner")):
    def noted(deed):
        for kind in kinds:
            app = {"article": "news_", "topic": "policy_", "banner": "fps_"}[kind] if name in ("add", "change") else ""
            act(f"{app}{kind}_{name}", *verbs)(lambda desk, kind=kind: deed(desk, kind))
        return deed

    return noted


@act_on_texts("add", "new_draft", "save_draft")
def begin(desk, kind):
    desk.post(f"{PATHS[kind]}add/", {"text-en-title": "Water"})


@act_on_texts("change", "save_draft")
def save(desk, kind):
    subject = begun(kind)
    desk.post(page(kind, subject, "change"), seen(desk, kind, subject) | {"text-en-title": "Water"})


@act_on_texts("change", "new_draft")
def correct(desk, kind):
    desk.post(page(kind, live(kind), "change"), {"_act": "correct:en"})


@act_on_texts("change", "submit", "take_back", "discard")
def send_take_back_and_throw_away(desk, kind):
    subject = begun(kind)
    for name in ("submit", "take_back", "discard"):
        desk.post(page(kind, subject, "change"), {"_act": f"{name}:en"})


@act_on_texts("change", "still_correct", kinds=("article",))
def find_up_to_date(desk, kind):
    desk.post(page(kind, begun(kind), "change"), {"_act": "still:en:0"})


@act_on_texts("change", "change_facts", "make_tag", kinds=("article",))
def change_details_and_make_a_tag(desk, kind):
    subject = begun(kind)
    data = {"version": subject.facts_version, "kind": "interview", "date": "2022-01-01", "tags": ["Water"],
            "tags-new": ["Water"], "tags-make": ["Water"], "tags-new-en": ["Water"]}  # fmt: skip
    desk.post(page(kind, subject, "change"), data)


@act_on_texts("publish", "approve")
def approve(desk, kind):
    subject = begun(kind)
    stamp = subject.editions.get().stamp
    data = {"languages": ["en"], "when": "now", "kind": "notable", "seen-en": stamp, "reason": "Checked by telephone"}
    desk.post(page(kind, subject, "publish"), data)


@act_on_texts("withdraw", "withdraw")
def withdraw(desk, kind):
    desk.post(page(kind, live(kind), "withdraw"), {"languages": ["en"], "notice-en": "No longer.", "reason": "over"})


@act_on_texts("cancel", "cancel")
def cancel(desk, kind):
    subject, start = planned(kind)
    desk.post(page(kind, subject, "cancel"), {"start": start.isoformat()})


@act_on_texts("time", "cancel", "approve")
def change_time(desk, kind):
    subject, start = planned(kind)
    other = timezone.localtime(in_hours(72))
    path = f"{page(kind, subject, 'time')}?{urlencode({'start': start.isoformat()})}"
    desk.post(path, {"at": f"{other:%Y-%m-%dT%H:%M}", "reason": "later"})


@act_on_texts("address", "change_address", kinds=("article", "topic"))
def change_address(desk, kind):
    desk.post(page(kind, live(kind), "address/en"), {"slug": "elsewhere"})


@act_on_texts("review", "request_changes")
def ask_for_changes(desk, kind):
    subject = begun(kind)
    subject.editions.get().submit()
    desk.post(page(kind, subject, "review/en"), {"reason": "Shorter, please."})


@act_on_texts("again", "new_draft")
def restore_an_older_text(desk, kind):
    subject = begun(kind)
    edition = subject.editions.get()
    edition.discard()
    desk.post(page(kind, subject, "again"), {"edition": edition.pk})


@act_on_texts("trash", "trash")
def throw_away(desk, kind):
    desk.post(page(kind, begun(kind), "trash"), {"reason": "Not needed"})


@act_on_texts("restore", "restore")
def bring_back(desk, kind):
    subject = begun(kind)
    subject.trash()
    desk.post(page(kind, subject, "restore"))


@act_on_texts("links", "share", "revoke_share")
def share(desk, kind):
    path = page(kind, begun(kind), "links")
    desk.post(path, {"note": "Embassy", "languages": ["en"], "days": "3"})
    desk.post(path, {"revoke": ShareLink.objects.get().pk})


@act_on_texts("remarks", "remark", "resolve_remark", "reopen_remark")
def remark(desk, kind):
    subject = begun(kind)
    path = page(kind, subject, "remarks")
    desk.post(path, {"text": "Why?", "place": "en"})
    pk = AuditEntry.objects.get(verb="remark").after["remark"]
    desk.post(path, {"resolve": pk})
    desk.post(path, {"reopen": pk})


# -- what else is done on the desk -------------------------------------------------------------------------------------
@act("article_money", "set_aside_figure", "bring_back_figure", "confirm_figure", "change_figure")
def decide_about_a_sum(desk):
    item = article("told", live_from=None)
    write(item, "en", "Told", body="<p>We give €5 million.</p>")
    facts = {"qualifier": "exactly", "stage": "pledge"}
    for name, fields in {"aside": {}, "back": {}, "confirm": facts, "change": {"stage": "commitment"}}.items():
        panel = FigurePanel(Article.objects.get(pk=item.pk), user=desk.user)
        card = panel.cards[0].name
        fields = {f"money-{card}-{field}": value for field, value in fields.items()}
        sent = {"texts": {}, "act": {"name": name, "card": card, "fields": fields}}
        answer = desk.post(page("article", item, "money"), json.dumps(sent), content_type="application/json").json()
        assert answer["done"], answer["said"]


@act("articles", "change_facts", "bulk_submit", "trash", "undo")
def act_on_a_list(desk):
    item, label = begun("article"), tag("water")
    for name, more in {"add_tag": {"tag": str(label)}, "submit": {}, "trash": {}}.items():
        desk.post(PATHS["article"], {"act": name, "chosen": [item.pk], **more})
    batch = AuditEntry.objects.filter(verb="trash").get().reason.rpartition(" ")[2]
    desk.post(PATHS["article"], {"act": "undo", "batch": batch})


@act("topics", "trash")
def act_on_the_list_of_topics(desk):
    desk.post(PATHS["topic"], {"act": "trash", "chosen": [begun("topic").pk]})


@act("topic_tree", "move")
def step_in_the_tree(desk):
    topic("one")
    desk.post("/admin/policy/topic/tree/", {"up": topic("two").pk})


@act("topic_move", "move")
def move(desk):
    moved, below = topic("one"), topic("two")
    desk.post(f"/admin/policy/topic/{moved.pk}/move/", {"below": below.pk, "stamp": plan_move(moved, below).stamp})


@act("news_tag_merge", "merge")
def merge(desk):
    old, other = Tag.make({"en": "Mines"}), Tag.make({"en": "Demining"})
    desk.post(f"/admin/news/tag/{old.pk}/merge/", {"into": other.pk})


@act("file", "add_organisation", "import_address")
def import_tables(desk):
    live("article")
    tables = {"organisations": "key,name_en\nfao,FAO\n", "addresses": "address,leads_to\n/en/old/,article:item\n"}
    for kind, text in tables.items():
        sent = {"kind": kind, "file": SimpleUploadedFile("table.csv", text.encode())}
        desk.post(desk.client.post("/admin/files/", sent).url, {"mode": "rest"})


@act("files_export", "export")
def export(desk):
    Tag.make({"en": "Mines"})
    desk.get("/admin/files/tags.csv")
    assert AuditEntry.objects.get(verb="export").after == {"file": "tags.csv", "rows": 1}


@act("image_field_upload", "add_image")
def upload_a_picture(desk):
    desk.post("/admin/images/image/field/upload/", {"file": upload(saved(drawing(90, 60), "PNG"), "coast.png")})


@act("calendar", "make_calendar_address", "end_calendar_address")
def subscribe(desk):
    for name in ("make", "end"):
        desk.post("/admin/calendar/", {"act": name})


@act("first_visit", "new_draft", "limit")
def begin_the_first_steps(desk):
    desk.post("/admin/first-visit/", {"act": "begin"})


@act("desk_limit", "limit")
def limit(desk):
    desk.post(f"/admin/desk/accesslimit/of/news.article/{begun('article').pk}/", {"people": [desk.user.pk]})


# -- people and their sign-in ------------------------------------------------------------------------------------------
@act("login", "sign_in", "sign_in_failed")
def sign_in(desk):
    desk.client = Client()
    for password in ("a guess", PASSWORD):
        desk.post("/admin/login/", {"username": "chief", "password": password})


@act("logout", "sign_out")
def sign_out(desk):
    desk.post("/admin/logout/")


@act("password_change", "change_password")
def change_password(desk):
    names = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    desk.post("/admin/password_change/", names)


@act("admin_password_reset", "ask_password_reset")
def forget_the_password(desk):
    desk.post("/admin/password_reset/", {"email": "nobody@example.org"})


@act("password_reset_confirm", "reset_password")
def reset_password(desk):
    of, token = urlsafe_base64_encode(force_bytes(desk.user.pk)), default_token_generator.make_token(desk.user)
    form = desk.client.get(f"/admin/reset/{of}/{token}/").url
    desk.get(form)
    desk.post(form, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})


@act("sessions", "end_sessions")
def end_ones_other_sessions(desk):
    Client().force_login(desk.user)
    desk.post("/admin/sessions/", {"others": "1"})


def code_of(person):
    totp = TOTP(TOTPDevice.objects.get(user=person).bin_key)
    totp.time = time.time()
    return f"{totp.token():06d}"


@act("second_factor", "set_second_factor", "renew_recovery_codes", "take_second_factor")
def set_up_and_take_away_the_second_step(desk):
    desk.client.get("/admin/second-factor/")
    desk.post("/admin/second-factor/", {"code": code_of(desk.user)})
    desk.post("/admin/second-factor/", {"act": "codes", "password": PASSWORD})
    desk.post("/admin/second-factor/", {"act": "take_away", "password": PASSWORD})


@act("second_factor_code", "sign_in_failed", "sign_in")
def sign_in_with_a_code(desk):
    otp.pending_device(desk.user)
    TOTPDevice.objects.update(confirmed=True)
    codes = otp.renew_recovery_codes(desk.user)
    desk.client = Client()
    desk.client.post("/admin/login/", {"username": "chief", "password": PASSWORD})
    desk.post("/admin/login/code/", {"code": "aaaa-bbbb-cccc"})
    desk.user.staticdevice_set.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    desk.post("/admin/login/code/", {"code": codes[0]})


@act("desk_way_in", "end_sessions", "take_second_factor", "unlock", "send_password_link")
def look_after_a_colleague(desk):
    otp.pending_device(desk.colleague)
    TOTPDevice.objects.update(confirmed=True)
    Client().force_login(desk.colleague)
    for name in ("end", "take_away", "unlock", "invite"):
        desk.post(f"/admin/auth/user/{desk.colleague.pk}/way-in/", {"act": name})


# -- what leaves no row, on purpose ------------------------------------------------------------------------------------
TABLES = ("images_image", "images_document", "policy_contact", "news_organisation", "news_fundingfigure", "news_tag",
          "auth_user")  # fmt: skip
ELSEWHERE = {f"{table}_{name}" for table in TABLES for name in ("add", "change", "delete", "changelist")}
ONLY_READ = {name for name in ALL if name.endswith(("_history", "_compare", "_thrown_away", "_preview_edition"))} | {
    "index", "start", "search", "languages", "checks", "all_content", "app_list", "autocomplete", "jsi18n",
    "view_on_site", "password_change_done", "password_reset_done", "password_reset_complete", "image_field_choose",
    "image_field_details", "article_money_figures", "article_money_new",
}  # fmt: skip
READ_ONLY = ("news_articleedition", "desk_auditentry")
REFUSED = {  # Django's pages that change nothing here: they stand in the matrix of rights as "nobody"
    *(f"{table}_{name}" for table in READ_ONLY for name in ("add", "change", "delete")),
    *(f"{table}_delete" for table in ("news_article", "policy_topic", "fps_banner")),
    *(f"{table}_changelist" for table in ("news_articleedition", "desk_auditentry", "news_article", "policy_topic")),
    *("fps_banner_changelist", "banner_address"),
}
ON_PURPOSE = {  # named in docs/architecture.md under "What is not recorded"
    **dict.fromkeys((f"{kind}_autosave" for kind in PATHS), "autosave"),
    **dict.fromkeys((f"{kind}_signed_in" for kind in PATHS), "a look whether the session holds"),
    **dict.fromkeys((f"{kind}_preview" for kind in PATHS), "preview"),
    "mail": "preferences",
    **dict.fromkeys(("images", "documents", "tags"), "saved views: these lists have no other act"),
    **dict.fromkeys(("files", "redirects"), "look at a table before its import"),
}


WITHOUT_VALUES = {  # the act is all that there is to tell; passwords and secrets are never told
    "change_password", "reset_password", "send_password_link", "unlock", "set_second_factor", "take_second_factor",
    "renew_recovery_codes", "make_calendar_address", "end_calendar_address",
}  # fmt: skip


def test_every_page_of_the_back_office_records_its_acts_or_is_known_not_to():
    silent = ELSEWHERE | ONLY_READ | REFUSED | set(ON_PURPOSE)
    assert set(ALL) - set(ACTS) - silent == set(), "say in this module what these record, or why nothing"
    assert (set(ACTS) | silent) - set(ALL) == set()
    assert set(ACTS) & silent == set()


@pytest.mark.parametrize(
    ("route", "deed", "verbs"),
    [
        pytest.param(route, deed, verbs, id=f"{route}-{verbs[0]}")
        for route, deeds in ACTS.items()
        for deed, verbs in deeds
    ],
)
def test_the_act_stands_in_the_trail(route, deed, verbs, desk):
    started = AuditEntry.objects.order_by("pk").last().pk
    deed(desk)
    assert route in desk.routes
    rows = AuditEntry.objects.filter(pk__gt=started)
    by_stranger = {"sign_in_failed", "ask_password_reset"}
    for verb in verbs:
        row = rows.filter(verb=verb).first()  # the newest
        assert row, f"{verb} is not among {[each.verb for each in rows]}"
        assert row.user == (None if verb in by_stranger else desk.user)
        assert row.before != row.after or verb in WITHOUT_VALUES
        kind = row.content_type and row.content_type.model_class()
        assert label_of(verb, kind) != verb, "say in desk/audit/labels.py what this act is called"


def test_the_trail_of_what_changes_something_says_from_what_to_what(desk):
    """Of the acts above those that put one value in the place of another."""
    correct_values = {
        save: {"save_draft": ({"en": {"title": "Begun"}}, {"en": {"title": "Water"}})},
        change_address: {"change_address": ("en live", "en elsewhere")},
    }
    for deed, expected in correct_values.items():
        deed(desk, "article")
        for verb, values in expected.items():
            row = AuditEntry.objects.filter(verb=verb).first()
            assert (row.before, row.after) == values
        Article.objects.filter(key="item").update(key=f"item-{deed.__name__}")


def test_the_trail_is_read_in_words(desk):
    save(desk, "article")
    html = desk.client.get("/admin/desk/auditentry/").content.decode()
    assert "Draft saved" in html
    assert "save_draft</" not in html
    row = AuditEntry.objects.get(verb="save_draft")
    html = desk.client.get(f"/admin/desk/auditentry/{row.pk}/change/").content.decode()
    assert "en: title: Begun" in html
    assert "en: title: Water" in html
    found = desk.client.get("/admin/desk/auditentry/?act=save_draft").context["cl"].queryset
    assert [each.verb for each in found] == ["save_draft"]
