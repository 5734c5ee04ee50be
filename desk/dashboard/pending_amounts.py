"""Sums of money on which nobody has decided yet, in the texts that concern this person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.figures.pending import PendingAmounts, pending_amounts
from news.models import Article, ArticleEdition
from publishing.status import state_filters

from ..permissions.querysets import permitted, visible_active
from .my_work import Work
from .rows import DashboardRow, Section, change_url
from .sidebar import ARTICLE, LOOK_BACK

MAX_TEXTS = 12  # texts are read word by word: the newest alone


def pending_section(work: Work) -> Section:
    """In drafts of this person or in review with them, then in what they wrote that has just gone live."""
    article_pks = list(dict.fromkeys([*_being_written(work), *_just_live(work.user)]))
    permitted_pks = (
        permitted(work.user, "confirm_figure", Article.objects.filter(pk__in=article_pks)).order_by().values("pk")
    )
    # `asked` again: a handful that the index finds, where the planner would look through all texts for those `near`.
    texts = ArticleEdition.objects.filter(subject__in=article_pks).filter(subject__in=permitted_pks)
    found = pending_amounts(state_filters.working_or_public(texts)) if article_pks else {}
    rows = [_row(pk, found[pk]) for pk in article_pks if pk in found]
    return Section("sums", _("Sums to confirm"), rows, len(rows), empty=_("Every sum in your texts is confirmed."))


def _being_written(work: Work) -> list[int]:
    return list(dict.fromkeys(subject for of, subject, *_rest in work.copies if of == ARTICLE))[:MAX_TEXTS]


def _just_live(user) -> list[int]:
    own = visible_active(user, ArticleEdition.objects.filter(updated_by=user))
    newest = state_filters.started_within(own, LOOK_BACK).order_by("-live_from").values_list("subject", flat=True)
    return list(newest[:MAX_TEXTS])


def _row(pk: int, left: PendingAmounts) -> DashboardRow:
    note = ngettext("%(number)s sum to confirm", "%(number)s sums to confirm", left.number) % {"number": left.number}
    url = f"{change_url(ARTICLE, pk)}#card-{left.first}"
    return DashboardRow(ARTICLE, pk, list(left.languages), _("Confirm"), url, note=note)
