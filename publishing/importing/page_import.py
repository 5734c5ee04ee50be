"""What the importers of pages share: how words are put beside those that stand there, and how that is told.

- Words that stand there are never touched. A text in the trash stays there.
- Each subject is one transaction; one that fails is reported and the others go on; at the end that is an error.
- A dry run does it all in one transaction and rolls it back.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from ..core.edition import Edition
from ..core.subject import Subject
from ..text.rich_text import plain
from .page_text import MAX_FILE_BYTES, Unread, decoded

REASON = "imported"  # why Dutch or French may start alone: a page has one language
EXCERPT = 60


class Outcome(StrEnum):
    NEW = "new"
    APPROVED = "approved drafts of an earlier run"
    UNCHANGED = "unchanged"
    DIFFERENT = "different from what stands there"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    detail: str = ""


def excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"


def current_edition(subject: Subject, language: str) -> Edition | None:
    """What an import is compared with: the newest approved text, else the draft, else the newest that was closed."""
    editions = subject.editions.in_language(language)
    return editions.newest().first() or editions.working().first() or editions.order_by("-pk").first()


def put_words(
    subject: Subject, language: str, words: dict[str, str], live_from: datetime | None, misplaced: Iterable[str] = ()
) -> Result:
    """Write a draft if the subject has no text in this language, and approve it if there is a `live_from`.

    `misplaced` names facts that are not as on the page. With a `live_from`, a draft is approved only if it is exactly
    what an earlier run wrote: nobody's half-done work goes online.
    """
    edition = current_edition(subject, language)
    wanted = {**dict.fromkeys(subject.editions.model.WORDS, ""), **words, "title": plain(words["title"])}
    wanted["teaser"] = plain(words["teaser"])
    if edition is None:
        draft = subject.new_draft(language)
        for name, text in wanted.items():
            setattr(draft, name, text)
        draft.save()
        outcome = Outcome.NEW
    else:
        ripe = live_from is not None and edition.is_working()
        compared = wanted if ripe else ("title", "teaser")
        differing = [*misplaced, *(name for name in compared if getattr(edition, name) != wanted[name])]
        if differing:
            return Result(Outcome.DIFFERENT, f"differs in {', '.join(differing)} ({edition.get_state_display()})")
        if not ripe:
            shelved = not (edition.is_working() or edition.state == edition.State.APPROVED)
            return Result(Outcome.UNCHANGED, f"left as it is ({edition.get_state_display()})" if shelved else "")
        outcome = Outcome.APPROVED
    if live_from is not None:
        subject.approve([language], None, live_from, override=REASON)
    return Result(outcome)


class PageImport(BaseCommand):
    """An importer of a saved page. Reads, reports what it could not read, writes subject by subject, sums up."""

    noun = "text"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the text of the page, in UTF-8")
        parser.add_argument("--language", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--approve", action="store_true", help="publish at once; without it, drafts are made")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def text_of(self, path: str) -> str:
        try:
            with Path(path).open("rb") as file:
                text = decoded(file.read(MAX_FILE_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{path} {error}") from error
        if not text.strip():
            raise CommandError(f"{path} is empty.")
        return text

    def tell_unread(self, unread: list[Unread]) -> None:
        if unread:
            self.stdout.write(f"Not read ({len(unread)}), and left out:")
        for line in unread:
            self.stdout.write(f"  line {line.number}: {excerpt(line.text)} [{line.why}]")

    @contextmanager
    def writing(self, dry_run: bool) -> Iterator[None]:
        """Around all writing; tells the results and ends in an error if a subject failed."""
        self.results: list[tuple[int, str, Result]] = []
        if dry_run:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        else:
            yield
        self._tell_results(dry_run)

    def write_one(self, line: int, title: str, write: Callable[[], Result]) -> bool:
        """One subject, wholly or not at all; False if it failed."""
        try:
            with transaction.atomic():
                result = write()
        except ValidationError as error:
            result = Result(Outcome.FAILED, " ".join(error.messages))
        except DatabaseError as error:
            result = Result(Outcome.FAILED, f"the database refused it: {error}")
        self.results.append((line, title, result))
        return result.outcome is not Outcome.FAILED

    def _tell_results(self, dry_run: bool) -> None:
        for line, title, result in sorted(self.results, key=lambda result: result[0]):
            if result.detail or (dry_run and result.outcome is not Outcome.UNCHANGED):
                self.stdout.write(f"  line {line}: {excerpt(title)}: {result.detail or result.outcome.value}")
        counts = Counter(result.outcome for _line, _title, result in self.results)
        summary = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome])
        self.stdout.write(f"{len(self.results)} {self.noun}: {summary}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
        elif not counts[Outcome.NEW] + counts[Outcome.APPROVED]:
            self.stdout.write("Nothing changed.")
        if failed := counts[Outcome.FAILED]:
            raise CommandError(f"{failed} of {len(self.results)} {self.noun} could not be imported.")
