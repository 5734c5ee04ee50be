"""“Change time…”: what is scheduled is taken back and approved again, in one transaction."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.errors import PublishingError
from ..core.languages import language_names


@transaction.atomic
def change_time(subject, languages, by, old, new, override=None):
    """Move the start of these languages from `old` to `new`; notes, kinds and announced ends stay as they were."""
    extension_points.require(by, "approve", subject)
    if busy := list(subject.editions.working().filter(language__in=languages).values_list("language", flat=True)):
        raise PublishingError(
            _("There is a newer draft in: %(languages)s. Publish or discard it first.")
            % {"languages": language_names(busy)}
        )
    planned = {
        edition.language: edition
        for edition in subject.editions.scheduled().filter(live_from=old, language__in=languages)
    }
    ends = {edition.live_until for edition in planned.values()}
    subject.cancel(list(planned), by, live_from=old, override=override or _("another time"))
    for end in ends:
        together = {code: edition for code, edition in planned.items() if edition.live_until == end}
        subject.approve(
            list(together),
            by,
            new,
            end if end and end > new else None,
            notes={code: edition.note for code, edition in together.items()},
            override=override,
            small_fixes=[code for code, edition in together.items() if edition.small_fix],
        )


def date_matches_start(subject, field, moment) -> bool:
    """Is the date of this subject the day of that start, and nothing public yet?"""
    if not field or subject.editions.live().exists():
        return False
    return getattr(subject, field) == timezone.localdate(moment)


def move_date(subject, field, by, moment) -> None:
    before, after = getattr(subject, field), timezone.localdate(moment)
    setattr(subject, field, after)
    subject.facts_version += 1
    subject.save()
    extension_points.record(by, "change_facts", subject, before={field: str(before)}, after={field: str(after)})
