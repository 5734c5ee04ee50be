"""Annexes that people bring: PDF, CSV and ODT, known by what is in them and not by their name."""

import codecs
import zipfile
import zlib
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from .validation import check_bytes

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
}
CHUNK_SIZE = 2**16
MAX_ZIP_ENTRIES, MAX_UNPACKED_SIZE = 2000, 100_000_000
MACRO_FOLDERS = ("Basic/", "Scripts/")

UNKNOWN = _("This file is not a PDF, CSV or ODT document.")
BROKEN = _("The document is damaged or not complete. Save it again, or fetch it again from where it came.")
NOT_UTF_8 = _("The table is not in UTF-8. Save it again as CSV with the character set UTF-8.")
MACROS = _("The document holds macros. Save it without them.")
UNPACKS_TOO_LARGE = _("The document unpacks to more than is possible here. Make its pictures smaller.")
LOCKED = _("The document is protected by a password. Save it without one.")


def read_document(file: File, name: str | None) -> str:
    """The kind of the document (`pdf`, `csv`, `odt`); raises ValidationError if it is refused."""
    check_bytes(file.size, settings.DOCUMENT_MAX_BYTES)
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"%PDF-"):
        kind, check = "pdf", check_pdf
    elif head.startswith(b"PK\x03\x04"):
        kind, check = "odt", check_odt
    elif PurePath(name or "").suffix.lower() == ".csv":  # plain text has no mark of its own
        kind, check = "csv", check_csv
    else:
        raise ValidationError(UNKNOWN, code="unknown")
    check(file)
    file.seek(0)
    return kind


def check_pdf(file: File) -> None:
    file.seek(max(0, file.size - 4096))
    if b"%%EOF" not in file.read():
        raise ValidationError(BROKEN, code="broken")


def check_csv(file: File) -> None:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    first = True
    while chunk := file.read(CHUNK_SIZE):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError:
            raise ValidationError(NOT_UTF_8, code="not_utf_8") from None
        if "\x00" in text or (first and text.lstrip().startswith("<")):
            raise ValidationError(UNKNOWN, code="unknown")
        first = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise ValidationError(BROKEN, code="broken") from None


def check_odt(file: File) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > MAX_ZIP_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_SIZE:
                raise ValidationError(UNPACKS_TOO_LARGE, code="unpacks")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ValidationError(LOCKED, code="locked")
            if names[:1] != ["mimetype"] or archive.read("mimetype") != MEDIA_TYPES["odt"].encode():
                raise ValidationError(UNKNOWN, code="unknown")
            if any(name.startswith(MACRO_FOLDERS) for name in names):
                raise ValidationError(MACROS, code="macros")
            # Reads everything in small pieces; no entry gives more than the size it states.
            if "content.xml" not in names or archive.testzip():
                raise ValidationError(BROKEN, code="broken")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error):
        raise ValidationError(BROKEN, code="broken") from None
