"""Search over all content of the back office, drafts included that the person may see; a few of each kind."""

from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Prefetch, When
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from images.models import Image
from news.models import Article, ArticleEdition, Organisation, Tag, TagName
from news.models.tag import normalize_name
from policy.models import Topic, TopicEdition
from publishing import extension_points
from publishing.status import state_filters
from publishing.status.admin_columns import states_of
from publishing.status.subject_search import subjects_named

from .context import admin_context
from .lists.list_types import without_bodies
from .permissions.querysets import visible_active

RESULTS_PER_GROUP = 15


@dataclass(slots=True)
class Hit:
    title: str
    url: str
    note: str = ""
    states: list = field(default_factory=list)


@dataclass(slots=True)
class Group:
    name: str
    label: str
    hits: list[Hit]
    more: str = ""  # the list with the same words


@require_safe
def search(request):
    words = " ".join(request.GET.get("q", "").split())[:100]
    groups = [group for group in _groups(request.user, words) if group.hits] if words else []
    context = admin_context(request) | {
        "title": _("Search"), "words": words, "groups": groups,
        "found": sum(len(group.hits) for group in groups),
    }  # fmt: skip
    return TemplateResponse(request, "desk/search.html", context)


def _groups(user, words):
    asked = (
        (Article, _("Articles"), lambda: _texts(user, Article, ArticleEdition, words)),
        (Topic, _("Topics"), lambda: _texts(user, Topic, TopicEdition, words)),
        (Image, _("Images"), lambda: Image.objects.filter(state_filters.in_words(words, ["key", "credit"], ["alt"]))),
        (Tag, _("Tags"), lambda: _tags(words)),
        (Organisation, _("Organisations"), lambda: _organisations(words)),
    )
    for model, label, find in asked:
        if extension_points.can(user, "view", model):
            found = list(find()[: RESULTS_PER_GROUP + 1])
            opts = model._meta
            more = (
                reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
                if len(found) > RESULTS_PER_GROUP
                else ""
            )
            yield Group(opts.model_name, label, [_hit(each) for each in found[:RESULTS_PER_GROUP]], more)


def _texts(user, model, edition_model, words):
    pks = subjects_named(words, visible_active(user, edition_model.objects.all()))
    order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(pks)), output_field=IntegerField())
    found = visible_active(user, model.objects.filter(pk__in=pks[: RESULTS_PER_GROUP + 1]))
    return found.order_by(order if pks else "pk").prefetch_related(
        Prefetch("editions", without_bodies(edition_model.objects))
    )


def _tags(words):
    spelled = TagName.objects.filter(folded__contains=normalize_name(words)).values("tag")
    return Tag.objects.filter(pk__in=spelled).order_by("name")


def _organisations(words):
    return Organisation.objects.filter(state_filters.in_words(words, ["key", "abbreviation", "iati"], ["names"]))


def _hit(thing) -> Hit:
    opts = thing._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
    states = states_of(thing, timezone.now()) if hasattr(thing, "editions") else []
    note = getattr(thing, "key", "")
    return Hit(str(thing), url, "" if note == str(thing) else note, states)
