from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, Min, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from .errors import ImmutableTextError

WORDS = ("title", "slug", "teaser", "body")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    APPROVED = "approved", _("approved")
    CANCELLED = "cancelled", _("cancelled")
    DISCARDED = "discarded", _("in the trash")


WORKING = (State.DRAFT, State.REVIEW)


class PkIn(Func):
    """A column, the key unless it is named, is one of a list that travels as a single value."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, pks=(), column="pk"):
        super().__init__(F(column), Value("{" + ",".join(str(int(pk)) for pk in pks) + "}"))

    def as_postgresql(self, compiler, connection, **context):
        shape = {"template": "%(expressions)s::bigint[])", "arg_joiner": " = ANY ("}
        return self.as_sql(compiler, connection, **shape, **context)

    def as_sqlite(self, compiler, connection, **context):
        column, listed = self.source_expressions
        shape = {"template": "%(expressions)s))", "arg_joiner": " IN (SELECT value FROM json_each("}
        return Func(column, Value(f"[{listed.value[1:-1]}]"), **shape).as_sql(compiler, connection)


class SmallSubquery(Func):
    """`pk` is one of those that a queryset gives, which are few: PostgreSQL reads them first and looks each up, where
    else it likes to read the whole table beside them."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, queryset):
        super().__init__(F("pk"), Subquery(queryset))

    def as_postgresql(self, compiler, connection, **context):
        shape = {"template": "%(expressions)s)", "arg_joiner": " = ANY (ARRAY"}
        return self.as_sql(compiler, connection, **shape, **context)

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="%(expressions)s", arg_joiner=" IN ", **context)


def union_pks(manager, querysets):
    """What any of these finds, each of which may be cut to a number, in one query."""
    # SQLite takes no limit between the parts of a union: each stands in a query of its own.
    first, *others = (manager.filter(pk__in=queryset.values("pk")).order_by().values("pk") for queryset in querysets)
    return manager.filter(pk__in=first.union(*others, all=True))


class EditionQuerySet(models.QuerySet):
    """Editions, asked for in the words of the office. Every public reader starts from `live()`."""

    def in_language(self, language: str | None):
        return self if language is None else self.filter(language=language)

    def working(self):
        return self.filter(state__in=WORKING)

    def approved(self):
        return self.filter(state=State.APPROVED)

    def started(self, at: datetime | None = None):
        return self.approved().filter(live_from__lte=at or timezone.now())

    def newest_started(self, language: str | None = None, at: datetime | None = None):
        """For each subject and language the newest approved edition that has started, ended or not."""
        at = at or timezone.now()
        newer = self.model._base_manager.filter(
            subject=OuterRef("subject"),
            language=OuterRef("language"),
            state=State.APPROVED,
            live_from__lte=at,
            live_from__gt=OuterRef("live_from"),
        )
        return self.in_language(language).started(at).filter(~Exists(newer))

    def live(self, language: str | None = None, at: datetime | None = None):
        """The newest approved edition that has started, unless it has ended."""
        at = at or timezone.now()
        return self.newest_started(language, at).filter(Q(live_until=None) | Q(live_until__gt=at))

    def ended(self, language: str | None = None, at: datetime | None = None):
        at = at or timezone.now()
        return self.newest_started(language, at).filter(live_until__lte=at)

    def scheduled(self, at: datetime | None = None):
        return self.approved().filter(live_from__gt=at or timezone.now())

    def next(self, language: str | None = None, at: datetime | None = None):
        """For each subject and language the approved edition that starts soonest of those that have not started."""
        at = at or timezone.now()
        sooner = self.model._base_manager.filter(
            subject=OuterRef("subject"),
            language=OuterRef("language"),
            state=State.APPROVED,
            live_from__gt=at,
            live_from__lt=OuterRef("live_from"),
        )
        return self.in_language(language).scheduled(at).filter(~Exists(sooner))

    def newest(self, language: str | None = None):
        """The approved edition that starts last, started or not, of one subject in one language: the first of these."""
        return self.in_language(language).approved().order_by("-live_from")

    def to_correct(self, language: str, at: datetime | None = None):
        """Where a correction of one subject starts, the first of these: what readers see or saw last, never what
        waits behind it; of what has not started yet, what comes next."""
        return (self.newest_started(language, at) | self.next(language, at)).order_by("live_from")

    def with_last_notable_change(self):
        """Adds `last_notable_change`: when these words last changed in a way that readers should know of."""
        notable = self.model._base_manager.filter(
            subject=OuterRef("subject"),
            language=OuterRef("language"),
            state=State.APPROVED,
            small_fix=False,
            live_from__lte=OuterRef("live_from"),
        )
        return self.annotate(last_notable_change=Subquery(notable.order_by("-live_from").values("live_from")[:1]))

    def with_previous_public(self):
        """Adds `previous_public`, which readers saw until `last_notable_change`, and whether it `is_unchanged`."""
        everything = self.model._base_manager
        before = everything.filter(
            Q(live_until=None) | Q(live_until__gt=F("live_from")),  # one that ended as it began was never seen
            subject=OuterRef("subject"),
            language=OuterRef("language"),
            state=State.APPROVED,
            live_from__lt=OuterRef("last_notable_change"),
        )
        seen = Subquery(before.order_by("-live_from").values("pk")[:1])
        same = everything.filter(pk=OuterRef("previous_public"), **{name: OuterRef(name) for name in self.model.SHOWN})
        return self.with_last_notable_change().annotate(previous_public=seen).annotate(is_unchanged=Exists(same))

    def with_pks(self, pks):
        """These of them: one parameter, however many there are."""
        return self.filter(PkIn(pks))

    def next_change(self, at: datetime | None = None) -> datetime | None:
        """The next moment at which anything of these starts or ends."""
        at = at or timezone.now()
        # By language, as the index of starts is: what lies ahead is a handful, however much has passed.
        starts = self.approved().filter(language__in=dict(settings.LANGUAGES), live_from__gt=at)
        ends = self.approved().filter(live_until__gt=at)
        moments = [starts.aggregate(at=Min("live_from"))["at"], ends.aggregate(at=Min("live_until"))["at"]]
        return min((moment for moment in moments if moment), default=None)

    def update(self, **changes):
        """As Django's, but approved words stay as they are, whoever asks."""
        touched = {"language", "subject", "subject_id", *self.model.WORDS}.intersection(changes)
        if touched and self.approved().exists():
            raise ImmutableTextError()
        if {"state", "live_from"}.intersection(changes) and self.started().exists():
            raise ImmutableTextError()
        return super().update(**changes)

    update.alters_data = True

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise ImmutableTextError()
        return super().bulk_create(objs, *args, **kwargs)
