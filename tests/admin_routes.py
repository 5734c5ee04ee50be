"""Who may open and who may post to each page of the back office: the least role, by the name of the route.

`anybody` needs no sign-in, `staff` any sign-in; `nobody`: all are refused, or the page has no such method. The order
is that of ROLES.
"""

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
