"""All content × languages: one cell a text, one click to the gap."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news.models import Article
from publishing import extension_points
from publishing.status.admin_columns import states_of
from publishing.status.language_status import Pill

from .context import admin_context
from .lists import filters
from .lists.list_types import ARTICLES, TOPICS
from .lists.pagination import page_number
from .lists.views import filter_query

FIELD_ORDER = ("q", "area", "state", "language", "sort")  # no more than where and what state in what language


class ArticleMatrixFilter(filters.ArticleFilter):
    field_order = FIELD_ORDER


class TopicMatrixFilter(filters.TopicFilter):
    field_order = FIELD_ORDER


MATRIX_TYPES = {"articles": (ARTICLES, ArticleMatrixFilter), "topics": (TOPICS, TopicMatrixFilter)}


@dataclass(slots=True)
class MatrixRow:
    title: str
    url: str
    cells: list[tuple[str, str, list[Pill]]]  # language, address of its panel, states


@require_safe
def matrix(request):
    if not extension_points.can(request.user, "view", Article):
        raise PermissionDenied
    name = request.GET.get("of") if request.GET.get("of") in MATRIX_TYPES else "articles"
    kind, filter_class = MATRIX_TYPES[name]
    filtered = kind.filtered(request.GET, request.user, filter_class)
    page = kind.page(filtered, page_number(request.GET.get("page")))
    context = admin_context(request) | {
        "title": _("Languages"), "filtered": filtered, "form": filtered.form, "page": page, "of": name,
        "lines": [matrix_row(subject) for subject in page.rows],
        "languages": [(code, dict(settings.LANGUAGES)[code]) for code in settings.LANGUAGE_ORDER],
        "asked": filter_query(filtered, of=name),
        "kinds": [
            (each.title, filter_query(filtered, of=key), key == name) for key, (each, _filter) in MATRIX_TYPES.items()
        ],
    }  # fmt: skip
    return TemplateResponse(request, "desk/matrix.html", context)


def matrix_row(subject) -> MatrixRow:
    """The states of a subject whose editions are prefetched, with the address of each language's panel."""
    opts, now = subject._meta, timezone.now()
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[subject.pk])
    states = states_of(subject, now)
    return MatrixRow(str(subject), url, [(code, f"{url}#panel-{code}", pills) for code, pills in states])
