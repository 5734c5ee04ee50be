"""Puts checked lines into the database: things before what names them, one transaction a line, whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from .addresses import put_address
from .articles import put_article
from .figures import put_figure
from .images import put_document, put_image
from .lookup import Site
from .reader import Line, Reader
from .tags import put_tag
from .topics import by_tree, put_topic
from .upsert import put_banner, put_contact, put_organisation
from .validators import InvalidValue

PUT = {
    "contact": put_contact,
    "organisation": put_organisation,
    "tag": put_tag,
    "image": put_image,
    "document": put_document,
    "topic": put_topic,
    "figure": put_figure,
    "article": put_article,
    "banner": put_banner,
    "address": put_address,
}


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
    of_type: dict[str, list[Line]] = {kind: [] for kind in PUT}
    for line in lines:
        of_type[line.type].append(line)
    of_type["topic"] = by_tree(of_type["topic"], lambda line, messages: _fail(line, site, messages))
    # Lists show what was made last first among articles of one day: those keep the order of their lines.
    of_type["article"].sort(key=lambda line: line.summary["date"])
    return (line for kind in PUT for line in of_type[kind])


def _put(line: Line, site: Site, dry_run: bool) -> str | None:
    """One line, whole or not at all. A dry run is inside a transaction that the command takes back."""
    try:
        with transaction.atomic():
            instance, outcome = PUT[line.type](line.data, line, site)
    except InvalidValue as fault:
        messages = fault.messages
    except ValidationError as error:
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        messages = [
            f"{name}: {each}" if name else each
            for name, messages_of_field in named.items()
            for each in messages_of_field
        ]
    except (DataError, IntegrityError) as error:
        messages = [f"The database refuses this line: {str(error).splitlines()[0]}"]
    else:
        site.add(line.type, line.id, instance.pk)
        site.figures.keep()
        if not dry_run:
            site.stored.clear()
        return outcome
    _fail(line, site, messages)
    return None


def _fail(line: Line, site: Site, messages: list[str]) -> None:
    site.failed[line.type, line.id] = str(line)
    site.figures.forget()
    site.drop_stored()
    for message in messages:
        site.report(line, message)
