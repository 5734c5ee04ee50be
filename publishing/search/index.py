"""Writing the index: one entry for each approved edition, in the transaction that approves it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction

from ..text.rich_text import read_html
from . import backend, compounds
from .entries import SearchEntry
from .tokens import STOP, forms, normal, words_of

MAX_TOKENS = 15_000  # of one text: PostgreSQL counts places up to 16,383
AT_ONCE = 200
WRITTEN = ["subject", "language", "date", "title", "teaser", "in_title", "anywhere"]


class Place(NamedTuple):
    """What stands at one place of a text: the stem, and what else finds it (the word itself, parts of a compound)."""

    stem: str
    others: tuple[str, ...]


class Text(NamedTuple):
    language: str
    title: list[Place]
    left_out: int  # words of the title that stand in every text
    teaser: list[Place]
    body: list[Place]


def write(editions: Iterable) -> None:
    """Put editions into the index, in place of what stood there of them."""
    texts = [(edition, read(edition)) for edition in editions]
    if not texts:
        return
    database = backend.current_backend()
    entries = [_entry(edition, text, database) for edition, text in texts]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "edition"], update_fields=WRITTEN
    )
    database.write([(entry.pk, text) for entry, (_edition, text) in zip(entries, texts, strict=True)])


def redate(subject, date) -> None:
    """A subject has another date: its entries stand elsewhere in the order of time."""
    kind = subject.editions.model._meta.label_lower
    SearchEntry.objects.filter(kind=kind, subject=subject.pk).exclude(date=date).update(date=date)


def rebuild(models: Iterable[type]) -> Iterator[int]:
    """Write all texts of these models anew, also what was loaded past the verbs; yields how many texts each step wrote.

    Nobody's search is empty meanwhile: entries are replaced one by one, and those of no approved text go last.
    """
    for model in models:
        approved, last = model._base_manager.approved(), 0
        while batch := list(approved.filter(pk__gt=last).select_related("subject").order_by("pk")[:AT_ONCE]):
            with transaction.atomic():
                write(batch)
            last = batch[-1].pk
            yield len(batch)
        gone = SearchEntry.objects.filter(kind=model._meta.label_lower)
        gone.exclude(edition__in=approved.values("pk")).delete()
    backend.current_backend().sweep()


def read(edition) -> Text:
    language = edition.language
    fields = [normal(text) for text in (edition.title, edition.teaser, read_html(edition.body).text)]
    spoken = [list(words_of(field)) for field in fields]
    stop, words, room = STOP.get(language, ()), [], MAX_TOKENS
    for each in spoken:
        found = [word for word in each if word not in stop][:room]
        room -= len(found)
        words.append(found)
    own = frozenset(word for each in words for word in each) if language in compounds.LANGUAGES else frozenset()
    said = {word for each in words for word in each}
    places = {word: _place(word, language, compounds.parts(word, language, own)) for word in said}
    title, teaser, body = ([places[word] for word in each] for each in words)
    return Text(language, title, len(spoken[0]) - len(title), teaser, body)


@lru_cache(maxsize=50_000)
def _place(word: str, language: str, parts: tuple[str, ...]) -> Place:
    stem, *others = forms(word, language)
    for part in parts:
        others += forms(part, language)
    return Place(stem, tuple(dict.fromkeys(other for other in others if other != stem)))


def _entry(edition, text, database):
    return SearchEntry(
        kind=edition._meta.label_lower,
        edition=edition.pk,
        subject=edition.subject_id,
        language=edition.language,
        date=edition.dated(),
        title=" ".join([_for_ranking(text.title), *["-"] * text.left_out]),
        teaser=_for_ranking(text.teaser),
        **database.columns(text),
    )


def _for_ranking(places):
    """A place is `stem|other|other`; places are parted by blanks."""
    return " ".join("|".join((place.stem, *place.others)) for place in places)
