"""The menu of the back office: only what the person may see, administrators' items apart."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from images.models import Document, Image
from news.models import Article, FundingFigure, Organisation, Tag
from policy.models import Topic
from publishing import extension_points

from .audit.models import AuditEntry


@dataclass(slots=True)
class Item:
    label: str
    url: str = ""
    current: bool = False
    below: list["Item"] = field(default_factory=list)


def menu(user, path: str) -> tuple[list[Item], list[Item]]:
    """The items of everybody's work, and those below the line."""
    can = extension_points.can
    money = [
        *_item(_("Figures"), "admin:news_fundingfigure_changelist", path, can(user, "view", FundingFigure)),
        *_item(_("Organisations"), "admin:news_organisation_changelist", path, can(user, "view", Organisation)),
    ]
    work = [
        *_item(_("Desk"), "admin:index", path, True, exact=True),
        *_item(_("Articles"), "admin:news_article_changelist", path, can(user, "view", Article)),
        *_item(_("Topics"), "admin:policy_topic_changelist", path, can(user, "view", Topic)),
        *_item(_("Images"), "admin:images_image_changelist", path, can(user, "view", Image)),
        *_item(_("Documents"), "admin:images_document_changelist", path, can(user, "view", Document)),
        *_item(_("Tags"), "admin:news_tag_changelist", path, can(user, "view", Tag)),
        *([Item(_("Money"), below=money)] if money else []),
        *_item(_("Calendar"), "desk:calendar", path, can(user, "view", Article)),
        *_item(_("Languages"), "desk:languages", path, can(user, "view", Article)),
        *_item(_("Redirects"), "desk:redirects", path, can(user, "change", Tag)),
        *_item(_("Import and export"), "desk:files", path, can(user, "change", Tag)),
        *_item(_("People"), "admin:auth_user_changelist", path, can(user, "manage_people", get_user_model())),
        *_item(_("My e-mail"), "desk:mail", path, True),
    ]
    house = [
        *_item(_("Audit trail"), "admin:desk_auditentry_changelist", path, can(user, "read_audit_trail", AuditEntry)),
        *_item(_("All content"), "desk:all_content", path, is_administrator(user)),
    ]
    return work, house


def is_administrator(user) -> bool:
    return extension_points.can(user, "manage_people", get_user_model())


def _item(label, name, path, allowed, exact=False) -> list[Item]:
    """Nothing where the person may not go, or where no such page is built in."""
    if not allowed:
        return []
    try:
        url = reverse(name)
    except NoReverseMatch:
        return []
    return [Item(label, url, path == url if exact else path.startswith(url))]
