"""One table through one resource, row by row in one transaction: as a look that changes nothing, or as the deed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from import_export.results import RowResult

from .table_reader import Table

PROGRESS_STEP = 25  # rows between two signs of progress
PREVIEW, VALID_ROWS, ALL_ROWS = "look", "rest", "all"


@dataclass
class ImportReport:
    """How many rows did what; `faults` and `notes` are [row, what it names, sentence]."""

    total: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    faults: list[list] = field(default_factory=list)
    notes: list[list] = field(default_factory=list)
    done: bool = False

    @property
    def good(self) -> int:
        return self.new + self.changed

    @property
    def refused(self) -> int:
        return len({number for number, _name, _why in self.faults})

    def as_dict(self) -> dict:
        return asdict(self)


def run_import(resource, table: Table, mode: str, report: ImportReport) -> Iterator[int]:
    """Yields how many rows are through; `report` is filled when it ends. With `rest` bad rows are left out, with `all`
    one bad row leaves everything as it was, with `look` it stays so anyway."""
    report.total = len(table.rows)
    with transaction.atomic():
        resource.begin(table)
        loader = resource._meta.instance_loader_class(resource)
        for through, (number, row) in enumerate(table.rows, start=1):
            _row(resource, loader, number, row, table.malformed.get(number), report)
            if through % PROGRESS_STEP == 0:
                yield through
        report.notes = resource.notes
        report.done = mode == VALID_ROWS or (mode == ALL_ROWS and not report.faults)
        if not report.done:
            transaction.set_rollback(True)


def _row(resource, loader, number, row, malformed, report):
    try:
        with transaction.atomic():
            if malformed:
                raise ValidationError(malformed)
            result = resource.import_row(dict(row), loader, row_number=number)
            if sentences := _reasons(result):
                raise ValidationError(sentences)
    except ValidationError as refusal:
        report.faults += [[number, next(iter(row.values()), "")[:80], sentence] for sentence in refusal.messages]
        return
    name = {RowResult.IMPORT_TYPE_NEW: "new", RowResult.IMPORT_TYPE_UPDATE: "changed"}.get(result.import_type, "same")
    setattr(report, name, getattr(report, name) + 1)


def _reasons(result) -> list[str]:
    """Why a row was refused, in words for whoever made the file."""
    if refusal := result.validation_error:
        named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        return [
            f"{name}: {each}" if name not in ("", NON_FIELD_ERRORS) else each
            for name, found in named.items()
            for each in found
        ]
    return [_reason(each.error) for each in result.errors]


def _reason(error) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, PermissionDenied):
        return _("You do not have the right to do this.")
    return _("The database refuses this row: %(why)s") % {"why": str(error).partition("\n")[0][:200]}
