"""Puts checked lines into the database: things before what names them, one transaction a line, whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError as ModelError
from django.db import DataError, IntegrityError, transaction
from rest_framework.exceptions import ValidationError

from .line_serializer import messages
from .line_types import SERIALIZERS
from .lookup import Site
from .reader import Line, Reader
from .topics import by_tree


def import_lines(reader: Reader, report: Callable[[Line, str], None], dry_run: bool, step=lambda: None) -> Counter:
    """How many lines are "new", "changed", "unchanged"; the others are reported. `step` is called after each."""
    site = Site(reader, report)
    counts: Counter = Counter()
    try:
        for line in _in_order(reader.lines.values(), site):
            if outcome := _put(line, site, dry_run):
                counts[outcome] += 1
            step()
    finally:
        site.drop_stored()
    return counts


def _in_order(lines, site: Site) -> Iterator[Line]:
    of_type: dict[str, list[Line]] = {kind: [] for kind in SERIALIZERS}
    for line in lines:
        of_type[line.type].append(line)
    of_type["topic"] = by_tree(of_type["topic"], lambda line, faults: _fail(line, site, faults))
    # Lists show what was made last first among articles of one day: those keep the order of their lines.
    of_type["article"].sort(key=lambda line: line.summary["date"])
    return (line for kind in SERIALIZERS for line in of_type[kind])


def _put(line: Line, site: Site, dry_run: bool) -> str | None:
    """One line, whole or not at all. A dry run is inside a transaction that the command takes back."""
    try:
        with transaction.atomic():
            instance, outcome = SERIALIZERS[line.type].put(line.data, line, site)
    except (ValidationError, ModelError) as error:
        faults = messages(error)
    except (DataError, IntegrityError) as error:
        faults = [f"The database refuses this line: {str(error).splitlines()[0]}"]
    else:
        site.add(line.type, line.id, instance.pk)
        site.figures.keep()
        if not dry_run:
            site.stored.clear()
        return outcome
    _fail(line, site, faults)
    return None


def _fail(line: Line, site: Site, faults: list[str]) -> None:
    site.failed[line.type, line.id] = str(line)
    site.figures.forget()
    site.drop_stored()
    for message in faults:
        site.report(line, message)
