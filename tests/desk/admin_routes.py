"""Who may open and who may post to each page of the back office: the least role, by the name of the route.

`anybody` needs no sign-in, `staff` any sign-in; `nobody`: all are refused, or the page has no such method. The order
is that of ROLES.
"""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

import desk.urls
from desk.models import AuditEntry
from fps.models import Banner
from images.models import Document, Image
from news.models import Organisation, Tag
from policy.models import Contact
from tests.factories.content import article, topic, write
from tests.factories.figures import figure

ROLES = ["anybody", "staff", "translator", "author", "editor", "administrator", "superuser", "nobody"]

# route → (least role for GET, least role for POST)
SUBJECT = {
    "changelist": ("translator", "translator"),
    "add": ("author", "author"),
    "change": ("translator", "translator"),
    "delete": ("nobody", "nobody"),
    "history": ("translator", "translator"),
}
ACTS = {
    "publish": ("editor", "editor"),
    "withdraw": ("editor", "editor"),
    "cancel": ("translator", "editor"),
    "address": ("editor", "editor"),
    "time": ("editor", "editor"),
    "review": ("translator", "editor"),
    "compare": ("translator", "translator"),
    "again": ("translator", "translator"),
    "trash": ("editor", "editor"),
    "restore": ("editor", "editor"),
    "thrown_away": ("translator", "translator"),
    "autosave": ("anybody", "anybody"),  # answers in JSON; to a stranger, that they are signed out
    "signed_in": ("staff", "staff"),
    "preview": ("translator", "translator"),
    "preview_edition": ("translator", "nobody"),
    "links": ("author", "author"),
    "remarks": ("nobody", "translator"),
}


def kept(least, *, read="translator", remove="administrator"):
    """A table that is no text: read by everybody with a role, written from `least` upwards."""
    return {
        "changelist": (read, read),
        "add": (least, least),
        "change": (read, least),
        "delete": (remove, remove),
        "history": (read, read),
    }


CHOSEN_ONLY = {  # read through the fields that choose one, never as a page
    "changelist": ("translator", "translator"),
    "add": ("nobody", "nobody"),
    "change": ("translator", "nobody"),
    "delete": ("nobody", "nobody"),
    "history": ("translator", "translator"),
}
TRAIL = {
    "changelist": ("administrator", "administrator"),
    "add": ("nobody", "nobody"),
    "change": ("administrator", "nobody"),
    "delete": ("nobody", "nobody"),
    "history": ("administrator", "administrator"),
}

ROUTES = {
    "index": ("staff", "nobody"),
    "start": ("staff", "nobody"),
    "search": ("staff", "nobody"),
    "languages": ("translator", "nobody"),
    "calendar": ("translator", "translator"),
    "first_visit": ("nobody", "author"),
    "checks": ("translator", "nobody"),
    "mail": ("staff", "staff"),
    "all_content": ("administrator", "nobody"),
    **dict.fromkeys(("articles", "topics", "images", "documents", "tags"), ("translator", "translator")),
    "news_tag_merge": ("editor", "editor"),
    "files": ("editor", "editor"),
    "redirects": ("editor", "editor"),
    "files_export": ("editor", "nobody"),
    "file": ("nobody", "nobody"),  # but who brought it
    "topic_tree": ("translator", "editor"),
    "topic_move": ("editor", "editor"),
    "login": ("anybody", "anybody"),
    "logout": ("nobody", "staff"),
    "password_change": ("staff", "staff"),
    "password_change_done": ("staff", "nobody"),
    "jsi18n": ("staff", "nobody"),
    "autocomplete": ("translator", "nobody"),
    "app_list": ("translator", "translator"),
    "view_on_site": ("nobody", "nobody"),
    "desk_limit": ("editor", "editor"),
    "desk_way_in": ("administrator", "administrator"),
    "sessions": ("staff", "staff"),
    "second_factor": ("staff", "staff"),
    "second_factor_code": ("nobody", "nobody"),  # but whoever has just given the right password
    "admin_password_reset": ("anybody", "anybody"),
    "password_reset_done": ("anybody", "nobody"),
    "password_reset_confirm": ("anybody", "anybody"),
    "password_reset_complete": ("anybody", "nobody"),
}


def _table(name, rows):
    ROUTES.update({f"{name}_{page}": row for page, row in rows.items()})


for model in ("news_article", "policy_topic"):
    _table(model, SUBJECT)
ROUTES |= {
    "article_money": ("nobody", "translator"),
    "article_money_new": ("nobody", "author"),
    "article_money_figures": ("author", "author"),
}
for model in ("article", "topic"):
    _table(model, ACTS)
_table("banner", ACTS | {"address": ("nobody", "nobody"), "links": ("editor", "editor")})  # it stands at no address
_table("fps_banner", SUBJECT | {"add": ("editor", "editor")})
_table("news_articleedition", CHOSEN_ONLY)
_table("desk_auditentry", TRAIL)
for model, least in {
    "images_image": "translator",
    "images_document": "translator",
    "news_fundingfigure": "author",
    "news_organisation": "editor",
    "news_tag": "editor",
    "policy_contact": "editor",
}.items():
    _table(model, kept(least))
_table("image_field", {"upload": ("nobody", "translator"), "choose": ("translator", "nobody")})
_table("image_field", {"details": ("translator", "nobody")})
_table("auth_user", kept("administrator", read="administrator", remove="nobody"))


UNNAMED = ("<path:object_id>/", "(?P<url>.*)$")  # Django's own way from an object to its form, and its 404


PEOPLE = ROLES[: ROLES.index("nobody")]


def routes(patterns, prefix="/admin/"):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, here)
        elif pattern.name or not here.endswith(UNNAMED):
            yield pattern.name, here


ALL = dict(routes([*desk.urls.urlpatterns, *admin.site.get_urls()]))


@pytest.fixture
def paths(django_user_model):
    """A path for every route, with something that exists behind it."""
    item = article("live", topics=[topic("area")])
    write(item, "nl", "Ontwerp")
    banner = Banner.objects.create(key="banner")
    write(banner, "en", "Banner")
    made = {
        "article": item,
        "topic": topic("lonely"),
        "banner": banner,
        "articleedition": item.editions.first(),
        "fundingfigure": figure(9_000_000, provider="belgium"),
        "organisation": Organisation.objects.first(),
        "tag": Tag.objects.create(name="Peace", slug="peace", labels={"en": "Peace"}),
        "contact": Contact.objects.create(key="press"),
        "image": Image.objects.create(),
        "document": Document.objects.create(),
        "user": django_user_model.objects.create_user("colleague"),
        "auditentry": AuditEntry.objects.first(),
    }
    return {name: path_of(name, pattern, made) for name, pattern in ALL.items()}


def path_of(name, pattern, made):
    path = pattern.replace("^(?P<app_label>", "<app_label>(").split("<app_label>")[0]
    if name == "app_list":
        return f"{path}news/"
    if name == "autocomplete":
        return f"{path}?app_label=news&model_name=fundingfigure&field_name=provider&term="
    model = next((part for part in path.split("/") if part in made), "user")
    thing = made[model]
    for piece, value in {
        "<path:object_id>": thing.pk,
        "<id>": thing.pk,
        "<str:label>/<int:pk>": f"news.article/{made['article'].pk}",
        "<uidb64>/<token>": "nobody/nothing",
        "<str:language>": "en",
        "<str:kind>.<str:form>": "tags.csv",
        "<int:pk>": thing.editions.first().pk if hasattr(thing, "editions") else thing.pk,
        "<language>": "en",
        "<path:content_type_id>": ContentType.objects.get_for_model(made["contact"]).pk,
    }.items():
        path = path.replace(piece, str(value))
    assert "<" not in path, f"{name}: {path} needs a value in this test"
    return path
