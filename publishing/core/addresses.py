"""An address is a promise: every path ever given is a row, and the row leads to what its subject says today."""

from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from .errors import AddressTaken
from .fields import LanguageField

SEGMENTS = ("policy/", "about/", "news/", "subjects/", "funding/", "search/")


def segment(language: str, name: str) -> str:
    """A fixed first segment in that language: `segment("nl", "policy/")` is `beleid/`."""
    with override(language):
        return pgettext("address", name)


def public_path(language: str, *parts: str) -> str:
    """`/nl/nieuws/een-titel/` from `("nl", "nieuws", "een-titel")`."""
    return "/" + "/".join([language, *(part.strip("/") for part in parts if part.strip("/"))]) + "/"


def in_other_language(path: str, language: str, other: str) -> str:
    """The same path under the other language's fixed segment; slugs stay as they are."""
    head, slash, rest = path.partition("/")
    for name in SEGMENTS:
        if segment(language, name) == head + "/":
            return segment(other, name).rstrip("/") + slash + rest
    return path


class AddressQuerySet(models.QuerySet):
    def answering(self, at: datetime | None = None):
        """Rows whose promise has begun; a path that only a scheduled text will have is nobody's business yet."""
        return self.filter(since__lte=at or timezone.now())

    def at(self, language: str, path: str, at: datetime | None = None):
        """The row of a path (no slashes at its ends) in a language, or None."""
        return self.answering(at).filter(language=language, path=path).select_related("subject").first()

    def elsewhere(self, language: str, path: str, at: datetime | None = None):
        """Rows of other languages that the same path names, under their own fixed segments."""
        wanted = Q()
        for other, _name in settings.LANGUAGES:
            if other != language:
                wanted |= Q(language=other, path=in_other_language(path, language, other))
        return self.answering(at).filter(wanted).select_related("subject")


class Address(models.Model):
    """Path without the language prefix and without slashes at its ends: `news/a-title`. The concrete model adds
    `subject`, a foreign key with `related_name="addresses"`."""

    language = LanguageField(_("language"))
    path = models.CharField(_("path"), max_length=700)
    since = models.DateTimeField(_("answers since"), default=timezone.now)

    objects = AddressQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["language", "path"], name="%(app_label)s_%(class)s_path_once"),
        ]

    def __str__(self):
        return public_path(self.language, self.path)

    def live_edition(self, at: datetime | None = None):
        return self.subject.editions.live(self.language, at).first()


def _models():
    return [model for model in apps.get_models() if issubclass(model, Address)]


def reserve_path(subject, language: str, path: str, since: datetime) -> None:
    """Give a path to a subject from a moment on; refuse if another one holds it."""
    held = subject.addresses.filter(language=language, path=path)
    _sync(subject, {(language, path): since}, {(row.language, row.path): row for row in held}, timezone.now())


def _rows_at(model, places):
    """Rows at these paths, in any of these languages: the index goes by language first."""
    return model.objects.filter(language__in={place[0] for place in places}, path__in={place[1] for place in places})


def conflicting_addresses(places) -> list[Address]:
    """Rows that stand in the way of `places`, which maps (language, path) to the subject that is to hold it."""
    rows = [row for model in _models() for row in _rows_at(model, places).select_related("subject")]
    return [row for row in rows if places.get((row.language, row.path), row.subject) != row.subject]


def reserve_paths(subject, languages) -> None:
    """Promise the paths of all approved editions of a subject and of what stands below it; call in a transaction.

    A path that was promised for a start that will not come any more (a cancelled schedule) is given back.
    """
    now = timezone.now()
    for owner in (subject, *subject.below()):
        if not owner.has_address():
            continue
        due = owner.paths_to_reserve(languages)
        held = {(row.language, row.path): row for row in owner.addresses.filter(language__in=languages)}
        _sync(owner, due, held, now)
        for place, row in held.items():
            if place not in due and row.since > now:
                row.delete()


def _sync(subject, due, held, now):
    """`due` maps (language, path) to the moment of the promise, `held` to the row that exists."""
    for place, since in due.items():
        row = held.get(place)
        if row and row.since != since and (since < row.since or row.since > now):
            row.since = since
            row.save(update_fields=["since"])
    if fresh := {place: since for place, since in due.items() if place not in held}:
        _create(subject, fresh)


def _create(subject, fresh):
    _refuse_taken(fresh)
    rows = subject.addresses.model
    new = [rows(subject=subject, language=lang, path=path, since=since) for (lang, path), since in fresh.items()]
    try:
        with transaction.atomic():
            rows.objects.bulk_create(new)
    except IntegrityError as error:
        _refuse_taken(fresh)
        raise AddressTaken(str(new[0]), "?") from error


def _refuse_taken(places):
    """One query for each kind of subject, however many paths are asked for."""
    for model in _models():
        for language, path, pk in _rows_at(model, places).values_list("language", "path", "pk"):
            if (language, path) in places:
                address = model.objects.select_related("subject").get(pk=pk)
                raise AddressTaken(str(address), address.subject)
