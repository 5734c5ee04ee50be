"""The right column: what to check, what was published, by whom alone, and what is new in the tool itself."""

import json
import re
from datetime import date, timedelta

from django.conf import settings
from django.db.models import CharField, DateField, IntegerField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from images.models import Document, Image
from images.translated_text import any_words
from news.models import Tag
from policy.tree import live_trees
from publishing import extension_points
from publishing.core.addresses import public_path, segment
from publishing.status import state_filters

from ..audit.models import AuditEntry
from ..lists.filters import without_label
from ..permissions.access_limits import exclude_hidden
from ..permissions.querysets import visible_active
from .rows import MAX_ROWS, TEXT_MODELS, DashboardRow, Section, change_url, union_rows

ROW_DISPLAY_LIMIT, PUBLISHED_DISPLAY_LIMIT = 5, 10
ARTICLE = 0  # its place in TEXT_MODELS
NEW_PERIOD = timedelta(days=7)
LICENCE_WARNING_PERIOD = timedelta(days=30)
LOOK_BACK = timedelta(days=14)
SINGLE_PERSON_VERBS = ("publish_alone", "overrule")
MARKS = re.compile(r"\*\*|`")  # of the changelog's Markdown, which nobody needs to see
FILES = ((Image, "alt"), (Document, "title"))
TAGS = len(FILES)


def to_check(user) -> Section:
    today = timezone.localdate()
    parts = [
        visible_active(user, model.objects.filter(review_by__lte=today)).order_by()
        .values_list(Value(place), "pk", "review_by")
        for place, (model, _edition) in enumerate(TEXT_MODELS)
    ]  # fmt: skip
    reviews = list(parts[0].union(*parts[1:], all=True).order_by("-review_by")[: MAX_ROWS + 1])
    rows = [
        DashboardRow(
            of, pk, url=change_url(of, pk), note=_("Review date reached"), at=day, is_new=today - day < NEW_PERIOD
        )
        for of, pk, day in reviews[:ROW_DISPLAY_LIMIT]
    ]
    licences, tags = _licences_and_tags(today, user)
    rows += licences[:ROW_DISPLAY_LIMIT] + tags[:ROW_DISPLAY_LIMIT]
    if len(tags) > ROW_DISPLAY_LIMIT:
        url = reverse("admin:news_tag_changelist") + "?missing=any"
        rows.append(DashboardRow(-1, 0, url=url, title=_("All tags without a label")))
    link = reverse("admin:news_article_changelist") + "?sort=review"
    number = len(reviews) + len(licences) + len(tags)
    return Section("check", _("To check"), rows, number, link, _("Nothing to check."))


def _licences_and_tags(today, user) -> tuple[list[DashboardRow], list[DashboardRow]]:
    """Pictures and documents whose licence has ended or ends within a month; tags that lack a label in a language.

    All of them in one query.
    """
    end = today + LICENCE_WARNING_PERIOD
    parts = [
        model.objects.filter(licence_until__lte=end).order_by()
        .values_list(Value(place, IntegerField()), "pk", "licence_until", "key", Cast(words, CharField()))
        for place, (model, words) in enumerate(FILES)
    ]  # fmt: skip
    if extension_points.can(user, "change", Tag):
        tags = without_label(Tag.objects.order_by(), settings.LANGUAGE_ORDER)
        never = Value(date.min, DateField())  # after all that has a day
        parts.append(tags.values_list(Value(TAGS, IntegerField()), "pk", never, "name", Cast("labels", CharField())))
    found = list(parts[0].union(*parts[1:], all=True).order_by("-licence_until")[: MAX_ROWS + 1])
    files = [_licence(*row[:4], today) for row in found if row[0] != TAGS]
    return files, [
        _unlabelled(pk, name, json.loads(labels)) for place, pk, _day, name, labels in found if place == TAGS
    ]


def _licence(place, pk, day, key, today) -> DashboardRow:
    url = reverse(f"admin:images_{FILES[place][0]._meta.model_name}_change", args=[pk])
    note = _("The licence has ended") if day < today else _("The licence ends")
    return DashboardRow(-1, pk, url=url, note=note, at=day, title=key, is_new=abs(today - day) < NEW_PERIOD)


def _unlabelled(pk, name, labels) -> DashboardRow:
    """Where it has no label, a tag shows nowhere."""
    names = dict(settings.LANGUAGES)
    missing = [code for code in settings.LANGUAGE_ORDER if not labels.get(code)]
    url = reverse("admin:news_tag_change", args=[pk]) + f"#id_labels_{list(names).index(missing[0])}"
    note = _("No label in: %(languages)s") % {"languages": ", ".join(names[code] for code in missing)}
    return DashboardRow(-1, pk, url=url, title=any_words(labels) or name, note=note)


def uploads(user) -> Section:
    """Pictures that this person sent and nobody has finished; without any, the section is not there."""
    found = list(Image.objects.filter(Image.unfinished(), created_by=user).order_by("-created_at")[: MAX_ROWS + 1])
    rows = [
        DashboardRow(-1, image.pk, url=reverse("admin:images_image_change", args=[image.pk]), title=str(image),
            note=_("Missing: %(parts)s") % {"parts": ", ".join(image.missing())}, at=image.created_at)
        for image in found[:ROW_DISPLAY_LIMIT]
    ]  # fmt: skip
    link = reverse("admin:images_image_changelist") + "?mine=1&unfinished=1"
    return Section("uploads", _("Your uploads, not finished"), rows, len(found), link)


def published(user) -> Section:
    """The last ten, each with its page; what one act put online in several languages is one row."""

    def ask(editions, _model):
        return [state_filters.started_within(editions, LOOK_BACK)]

    rows: dict[tuple, DashboardRow] = {}
    for of, subject, language, at, slug in union_rows(user, ask, ("language", "live_from", "slug"), ["-live_from"]):
        row = rows.setdefault((of, subject, at), DashboardRow(of, subject, at=at, url=change_url(of, subject)))
        row.languages.append(language)
        if of == ARTICLE:
            row.pages.append((language, public_path(language, segment(language, "news/"), slug)))
    shown = list(rows.values())[:PUBLISHED_DISPLAY_LIMIT]
    _find_topics([row for row in shown if row.of != ARTICLE])
    empty = _("Nothing was published in the last two weeks.")
    link = reverse("admin:news_article_changelist") + "?state=live"
    return Section("published", _("Just published"), shown, len(rows), link, empty)


def _find_topics(rows) -> None:
    """A topic's address is that of its place in the tree."""
    trees = live_trees() if rows else {}
    for row in rows:
        nodes = [(code, trees[code].get(row.subject)) for code in row.languages if code in trees]
        row.pages = [(code, node.get_absolute_url()) for code, node in nodes if node and node.addressed]


def published_alone(user) -> Section:
    """What somebody published without a second pair of eyes, or against a rule, with the reason."""
    since = timezone.now() - timedelta(days=30)
    entries = exclude_hidden(
        user, AuditEntry.objects.filter(verb__in=SINGLE_PERSON_VERBS, at__gte=since)
    ).select_related("user", "content_type")
    rows = [
        DashboardRow(
            -1,
            entry.object_id or 0,
            url=_url(entry),
            who=entry.user.get_full_name() or entry.user.get_username() if entry.user else "",
            at=entry.at,
            note=entry.reason,
            title=entry.label,
        )
        for entry in entries[: ROW_DISPLAY_LIMIT + 1]
    ]
    return Section("alone", _("Published alone"), rows[:ROW_DISPLAY_LIMIT], len(rows))


def _url(entry) -> str:
    model = entry.content_type and entry.content_type.model_class()
    place = next((place for place, (each, _edition) in enumerate(TEXT_MODELS) if each is model), None)
    return change_url(place, entry.object_id) if place is not None else ""
