"""The rules of publishing once more over what is stored: what readers meet, what is scheduled, what is in review.

A draft is checked where it is written, and again when it is published.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from images.models import Document, Image
from publishing.core.querysets import State
from publishing.editor.checklist import hints
from publishing.status import state_filters
from publishing.text.dates import long_date
from publishing.workflow.withdrawal_impact import edition_models

from .findings import Finding

CHUNK_SIZE = 200
PREFETCHED = ("editions", "image", "topic_places", "tagged_items")  # what hints about facts look at


def find_faults(at=None) -> Iterator[Finding]:
    """Every fault and hint of the stored content, each once."""
    at = at or timezone.now()
    for model in edition_models():
        for editions in _chunks(current_editions(model, at)):
            prefetch_related_objects([each.subject for each in editions], "editions")
            for edition in editions:
                yield from _in_each_language(
                    edition.subject, edition.language, lambda each=edition: _edition_faults(each)
                )
        yield from _subject_faults(model._meta.get_field("subject").related_model, model, at)
    for model in (Image, Document):
        for file in model.objects.filter(licence_until__lt=timezone.localdate(at)):
            yield from _in_each_language(file, "", lambda each=file: [("licence_until", _ended(each), True)])


def current_editions(model, at):
    """Of the editions of a kind those that readers meet or will meet soon."""
    some = model.objects.defer(None).filter(subject__trashed_at=None).select_related("subject")
    live = model.objects.live(at=at).order_by().values("pk")
    planned = model.objects.scheduled(at).order_by().values("pk")
    return some.filter(Q(pk__in=live) | Q(pk__in=planned) | Q(state=State.REVIEW)).order_by("pk")


def _edition_faults(edition):
    found = [(field, sentence, True) for field, sentence in edition.publication_errors() if field != "picture"]
    return found + [(field, sentence, False) for field, sentence in hints(edition)]


def _subject_faults(model, edition_model, at):
    """Facts are told once, whatever languages there are."""
    live = model.objects.filter(state_filters.in_state(model, "live", None, at), trashed_at=None)
    for subjects in _chunks(live.order_by("pk")):
        prefetch_related_objects(subjects, *[name for name in PREFETCHED if hasattr(model, name)])
        yield from _faults_of_chunk(subjects)


def _faults_of_chunk(subjects):
    for subject in subjects:
        yield from _in_each_language(subject, "", lambda each=subject: _fact_faults(each))


def _fact_faults(subject):
    found = [(field, sentence, False) for field, sentence in subject.hints()]
    image = getattr(subject, "image", None)
    missing = image.missing_parts("", alt="-") if image else []
    return [("picture", sentence, True) for _part, sentence in missing] + found


def _ended(file) -> str:
    return _("The licence ended on %(day)s.") % {"day": long_date(file.licence_until)}


def _in_each_language(thing, language, tell) -> Iterator[Finding]:
    """What `tell` says, put into every language of the desk."""
    sentences = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences.append([(code, (field, str(sentence), stops)) for field, sentence, stops in tell()])
            if not sentences[0]:
                return
    for versions in zip(*sentences, strict=True):
        field, _sentence, stops = versions[0][1]
        yield Finding(thing, language, field, tuple((code, each[1]) for code, each in versions), stops)


def _chunks(queryset):
    """All of them, a handful at a time."""
    last = 0
    while found := list(queryset.filter(pk__gt=last)[:CHUNK_SIZE]):
        yield found
        last = found[-1].pk
