"""A table from outside: CSV or XLSX bytes → heads and rows of text, within bounds. Pure: no database, no request."""

import csv
import io
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime

import openpyxl
from django.utils.translation import gettext as _

from publishing.text.formulas import unescape_formula

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 40
MAX_CELL_LENGTH = 10_000
MAX_UNPACKED_SIZE, MAX_ARCHIVE_PARTS = 30_000_000, 200  # of an XLSX, which is a packed folder


class TableError(Exception):
    """A sentence on why this file cannot be read at all."""


@dataclass
class Table:
    """`rows` are (number, {head: text}); the numbers are those of the spreadsheet, whose head is row 1."""

    heads: list[str]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    malformed: dict[int, str] = field(default_factory=dict)  # rows that do not fit under the head, and why


def read_table(content: bytes) -> Table:
    """Raises TableError."""
    if not content.strip():
        raise TableError(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise TableError(_("The file is too large: %(most)s MB at most.") % {"most": MAX_BYTES // 1_000_000})
    lines = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    head = next(lines, (1, []))[1]
    heads = [cell.strip().lower() for cell in head]
    while heads and not heads[-1]:
        heads.pop()
    if not heads or "" in heads or len(set(heads)) < len(heads):
        raise TableError(_("The first row has to name each column once."))
    if len(heads) > MAX_COLUMNS:
        raise TableError(_("There are too many columns: %(most)s at most.") % {"most": MAX_COLUMNS})
    table = Table(heads)
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(table.rows) >= MAX_ROWS:
            raise TableError(_("There are too many rows: %(most)s at most. Cut the file into parts.")
                             % {"most": MAX_ROWS})  # fmt: skip
        if any(cell.strip() for cell in cells[len(heads) :]):
            table.malformed[number] = _("There are more cells than columns.")
        if any(len(cell) > MAX_CELL_LENGTH for cell in cells):
            table.malformed[number] = _("A cell is longer than %(most)s characters.") % {"most": MAX_CELL_LENGTH}
        cells = [unescape_formula(cell).strip() for cell in cells[: len(heads)]] + [""] * (len(heads) - len(cells))
        table.rows.append((number, dict(zip(heads, cells, strict=True))))
    if not table.rows:
        raise TableError(_("There is no row below the head."))
    return table


def _csv(content: bytes):
    text = _decoded(content)
    if "\x00" in text:
        raise TableError(_("The file holds null characters: it is no CSV file."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        sentence = _("Line %(number)s cannot be read as CSV. Are its quotes closed?")
        raise TableError(sentence % {"number": reader.line_num}) from error


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise TableError(
            _("The file is not in UTF-8. In the spreadsheet choose “CSV UTF-8” when saving, or save it as XLSX.")
        ) from error


def _xlsx(content: bytes):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MAX_ARCHIVE_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_SIZE:
                raise TableError(_("The file unpacks to more than a table of that size needs: it is not opened."))
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4_000):
                        raise TableError(_("The file defines its own signs, which a spreadsheet never does."))
        with warnings.catch_warnings(action="ignore"):  # about styles and the like, of which nothing is read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            lines = sheet.iter_rows(max_row=MAX_ROWS * 2, max_col=MAX_COLUMNS + 1, values_only=True)
            for number, values in enumerate(lines, start=1):
                yield number, [_text(value) for value in values]
    except TableError:
        raise
    except Exception as error:  # a broken file breaks in many places of two libraries
        raise TableError(_("The file cannot be read as XLSX. Save it anew in the spreadsheet.")) from error


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\x00", "")
