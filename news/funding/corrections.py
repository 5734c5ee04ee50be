"""Sums that were told and then replaced: the old value, the new one, why and when."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Exists, Min, OuterRef, Q
from django.shortcuts import render
from django.utils.translation import get_language

from publishing.web.alternates import same_view
from publishing.web.decorators import public_view

from ..amounts.formatting import in_full
from ..models.article import ArticleEdition
from ..models.figure import FigureMention, FundingFigure


@dataclass(frozen=True, slots=True)
class Correction:
    """`edition` is the first text that told the new sum, in the reader's language if there is one."""

    old: str
    new: str
    figure: FundingFigure
    edition: ArticleEdition
    since: datetime
    lang: str

    @property
    def url(self) -> str:
        return f"{self.edition.get_absolute_url()}#figure-{self.figure.key}"


@public_view
def corrections(request):
    page_parameter = request.GET.get("page", "1")
    number = (
        int(page_parameter)
        if page_parameter.isascii() and page_parameter.isdecimal() and len(page_parameter) < 9
        else 1
    )
    paginator = Paginator(superseding_figures(), settings.PAGE_SIZE)
    try:
        page = paginator.page(number)
    except EmptyPage:
        context = {"last": f"?page={paginator.num_pages}", "alternates": same_view(request)}
        return render(request, "news/no_such_page.html", context, status=404)
    context = {
        "page": page,
        "corrections": correction_rows(list(page), get_language()),
        "pages": _PageLinks(),
        "alternates": same_view(request),
    }
    return render(request, "news/corrections.html", context)


def superseding_figures(at: datetime | None = None):
    """Public figures in the place of one that had been public, newest first. What was never public stays unsaid."""
    started = ArticleEdition.objects.started(at)
    was_told = FigureMention.objects.confirmed().filter(figure=OuterRef("supersedes"), edition__in=started)
    since = Min(
        "mentions__edition__live_from", filter=Q(mentions__confirmed_at__isnull=False, mentions__edition__in=started)
    )
    found = FundingFigure.objects.public(at).filter(Exists(was_told), supersedes__isnull=False).annotate(since=since)
    return found.select_related("supersedes").order_by("-since", "pk")


def correction_rows(figures, language: str, at: datetime | None = None) -> list[Correction]:
    live = ArticleEdition.objects.live(at=at).filter(pk=OuterRef("edition"))
    mentions = (
        FigureMention.objects.confirmed().filter(Exists(live), figure__in=figures).select_related("edition__subject")
    )
    first: dict[int, ArticleEdition] = {}
    for each in sorted(mentions, key=lambda each: (each.edition.language != language, each.edition.live_from, each.pk)):
        first.setdefault(each.figure_id, each.edition)
    return [
        Correction(
            in_full(figure.supersedes, language),
            in_full(figure, language),
            figure,
            edition := first[figure.pk],
            figure.since,
            edition.language if edition.language != language else "",
        )
        for figure in figures
        if figure.pk in first
    ]


class _PageLinks:
    def query(self, page=None) -> str:
        return f"?page={page}" if page else "?"
