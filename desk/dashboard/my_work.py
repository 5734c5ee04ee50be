"""The main column: what waits for this person, what starts next, what they left unfinished."""

from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.core.querysets import SmallSubquery, State
from publishing.status import state_filters

from ..audit.models import AuditEntry
from ..permissions.querysets import permitted
from .rows import PERSON_COLUMNS, TEXT_MODELS, DashboardRow, Section, change_url, full_name, review_url, union_rows

ROW_DISPLAY_LIMIT = 10
AHEAD = timedelta(days=7)


class Work:
    """The working copies that concern one person, read once for two sections."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def copies(self):
        columns = ("language", "state", "updated_at", "updated_by_id", *PERSON_COLUMNS)
        return union_rows(self.user, self._ask, columns, ["-updated_at"])

    def _ask(self, editions, model):
        if self.user.is_superuser:
            return state_filters.assigned_to(editions, self.user, None)
        sent = model.objects.filter(
            SmallSubquery(state_filters.in_review(editions.model.objects).order_by().values("subject"))
        )
        reach = permitted(self.user, "approve", sent).order_by().values("pk")
        return state_filters.assigned_to(editions, self.user, Q(subject__in=reach))

    @cached_property
    def sent_back(self) -> set[tuple[int, int]]:
        """Subjects of my drafts that somebody wants changed: they said so after I last sent them."""
        my_drafts = [(of, subject) for of, subject, _code, state, _at, by, *_who in self.copies
                if by == self.user.pk and state == State.DRAFT]  # fmt: skip
        if not my_drafts:
            return set()
        types = [ContentType.objects.get_for_model(model).pk for model, _edition in TEXT_MODELS]
        subject_filter = Q()
        for place, pk in enumerate(types):
            subject_filter |= Q(content_type=pk, object_id__in={subject for of, subject in my_drafts if of == place})
        entries = AuditEntry.objects.filter(subject_filter, verb__in=("submit", "request_changes")).order_by("at", "pk")
        last = {(types.index(kind), pk): verb for kind, pk, verb in
                entries.values_list("content_type", "object_id", "verb")}  # fmt: skip
        return {key for key, verb in last.items() if verb == "request_changes"}

    def rows(self, waiting: bool) -> list[DashboardRow]:
        """One for all languages of a text that say the same of it; a text of somebody else is reviewed by language."""
        found: dict[tuple, DashboardRow] = {}
        for of, subject, language, state, at, by, *who in self.copies:
            own = by == self.user.pk
            back = own and state == State.DRAFT and (of, subject) in self.sent_back
            if (back or not own) != waiting:
                continue
            act = _("Continue") if own else _("Review")
            note = _("Changes asked") if back else _("In review with somebody else") if own and state != "draft" else ""
            url = (change_url if own else review_url)(of, subject, language)
            row = DashboardRow(of, subject, [], act, url, "" if own else full_name(*who), at, note)
            row = found.setdefault((of, subject, note if own else language), row)
            row.languages = [code for code in settings.LANGUAGE_ORDER if code in {*row.languages, language}]
        return list(found.values())


def waiting_for_me(work: Work) -> Section:
    rows = work.rows(waiting=True)
    link = reverse("admin:news_article_changelist") + "?state=review"
    return Section("waits", _("Waits for you"), rows[:ROW_DISPLAY_LIMIT], len(rows), link, _("Nothing waits for you."))


def unfinished(work: Work) -> Section:
    rows = work.rows(waiting=False)
    link = reverse("admin:news_article_changelist") + "?state=draft&mine=1"
    return Section(
        "unfinished", _("Yours, unfinished"), rows[:ROW_DISPLAY_LIMIT], len(rows), link, _("You have finished all.")
    )


NOTHING_SOON = gettext_lazy("Nothing starts in the next seven days.")


def agenda(work: Work) -> Section:
    """One row a subject and moment; pills show which languages are missing."""
    now = timezone.now()
    found = union_rows(
        work.user, lambda editions, _model: [state_filters.starting(editions, AHEAD, now)], ("language", "live_from"),
        ["live_from"],
    )  # fmt: skip
    rows: dict[tuple, DashboardRow] = {}
    for of, subject, language, at in found:
        row = rows.setdefault(
            (of, subject, at), DashboardRow(of, subject, at=at, url=change_url(of, subject, language))
        )
        row.languages = [code for code in settings.LANGUAGE_ORDER if code in {*row.languages, language}]
    link = reverse("admin:news_article_changelist") + "?state=scheduled"
    shown = list(rows.values())[: ROW_DISPLAY_LIMIT * 2]
    return Section("agenda", _("Goes live next"), shown, len(rows), link, str(NOTHING_SOON))
