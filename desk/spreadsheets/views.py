"""Import and export: choose a file, read what its rows would do, then the deed; nothing is written before."""

import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from tablib import Dataset

from news.models import Tag
from publishing import extension_points
from publishing.text.formulas import escape_formula

from ..context import admin_context
from ..lists.filters import parse_int
from .article_resource import ArticleResource
from .import_runner import ALL_ROWS, PREVIEW, VALID_ROWS, ImportReport, run_import
from .models import IncomingFile
from .redirect_resource import RedirectResource
from .resources import OrganisationResource, TagResource
from .table_reader import MAX_BYTES, MAX_ROWS, Table, TableError, read_table

PROGRESS_CONTENT_TYPE = "application/x-ndjson"  # what the script asks for: signs of progress, then where to go
EXPORT_CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class FileType:
    name: str
    title: str
    resource: type
    about: str


FILE_TYPES = {
    kind.name: kind
    for kind in (
        FileType("tags", gettext_lazy("Tags"), TagResource,
             gettext_lazy("Found by their key; an unknown key makes a new tag. “|” stands between several spellings.")),
        FileType("organisations", gettext_lazy("Organisations"), OrganisationResource,
             gettext_lazy("Found by their key; an unknown key makes a new organisation.")),
        FileType("articles", gettext_lazy("Facts of articles"), ArticleResource,
             gettext_lazy("Of articles that exist, found by their key. Facts of public articles change at once.")),
        FileType("addresses", gettext_lazy("Old addresses"), RedirectResource,
             gettext_lazy("Of a former site; “leads_to” is an address of this one.")),
    )
}  # fmt: skip


def _require_permission(user):
    if not extension_points.can(user, "change", Tag):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def files(request, only=""):
    _require_permission(request.user)
    kinds = [FILE_TYPES[only]] if only else list(FILE_TYPES.values())
    refusal = ""
    if request.method == "POST":
        kind = next((kind for kind in kinds if kind.name == request.POST.get("kind")), None)
        try:
            content, table = _read(kind, request.FILES.get("file"))
        except TableError as fault:
            refusal = str(fault)
            if _is_script(request):
                return HttpResponse(json.dumps({"refusal": refusal}) + "\n", content_type=PROGRESS_CONTENT_TYPE)
        else:
            name = request.FILES["file"].name[:200]
            incoming = IncomingFile(user=request.user, kind=kind.name, name=name, content=content)
            return _preview(request, incoming, kind, table)
    rows = [(kind, ", ".join(kind.resource.columns())) for kind in kinds]
    context = admin_context(request) | {
        "title": _("Old addresses") if only else _("Import and export"), "kinds": rows, "refusal": refusal,
        "chosen": request.POST.get("kind", kinds[0].name), "has_errors": bool(refusal),
        "megabytes": MAX_BYTES // 1_000_000, "most": MAX_ROWS,
    }  # fmt: skip
    return TemplateResponse(request, "desk/files/files.html", context)


def _read(kind, file) -> tuple[bytes, Table]:
    """Raises TableError for what is no table of this kind."""
    if kind is None:
        raise TableError(_("Choose what the file holds."))
    if file is None:
        raise TableError(_("Choose a file."))
    if file.size > MAX_BYTES:
        raise TableError(_("The file is too large: %(most)s MB at most.") % {"most": MAX_BYTES // 1_000_000})
    content = file.read()
    table = read_table(content)
    columns = kind.resource.columns()
    if missing := [name for name in kind.resource.required_columns if name not in table.heads]:
        raise TableError(_("A column is missing: %(names)s.") % {"names": ", ".join(missing)})
    if unknown_columns := [name[:40] for name in table.heads if name not in columns]:
        sentence = _("Unknown columns: %(names)s. There can be: %(known)s.")
        raise TableError(sentence % {"names": ", ".join(unknown_columns), "known": ", ".join(columns)})
    return content, table


def _preview(request, incoming, kind, table):
    IncomingFile.forget_old()
    report = ImportReport()

    def keep():
        incoming.preview = report.as_dict()
        incoming.save()
        return reverse("desk:file", args=[incoming.pk])

    return _respond(request, run_import(kind.resource(request.user), table, PREVIEW, report), len(table.rows), keep)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, id):
    _require_permission(request.user)
    incoming = IncomingFile.objects.filter(user=request.user, pk=parse_int(id) or 0).first()
    if incoming is None:
        raise Http404
    kind, here = FILE_TYPES[incoming.kind], reverse("desk:file", args=[incoming.pk])
    if request.method == "POST":
        return _commit(request, incoming, kind, here)
    report = ImportReport(**(incoming.preview if incoming.outcome is None else incoming.outcome))
    context = admin_context(request) | {
        "title": incoming.name, "kind": kind, "report": report, "is_over": incoming.outcome is not None,
        "modes": (VALID_ROWS, ALL_ROWS),
        "back": reverse("desk:redirects" if kind.name == "addresses" else "desk:files"),
    }  # fmt: skip
    return TemplateResponse(request, "desk/files/file.html", context)


def _commit(request, incoming, kind, here):
    mode = request.POST.get("mode") if request.POST.get("mode") in (VALID_ROWS, ALL_ROWS) else ALL_ROWS
    resource = kind.resource(request.user, f"file {incoming.pk}: {incoming.name}")
    return _respond(request, import_once(incoming, resource, mode), incoming.preview["total"], lambda: here)


def import_once(incoming, resource, mode):
    """A second click finds the outcome of the first; a connection that breaks leaves everything as it was."""
    with transaction.atomic():
        locked = IncomingFile.objects.select_for_update().get(pk=incoming.pk)
        if locked.outcome is None:
            report = ImportReport()
            yield from run_import(resource, read_table(bytes(locked.content)), mode, report)
            locked.outcome, locked.content = report.as_dict(), b""
            locked.save()


def _is_script(request) -> bool:
    return request.headers.get("Accept") == PROGRESS_CONTENT_TYPE


def _respond(request, running, total, finish):
    """To a script line by line, so that it can show how far it is; to a plain form when all is done."""
    if not _is_script(request):
        for _through in running:
            pass
        return HttpResponseRedirect(finish())
    language = get_language()

    def lines():
        with translation.override(language):
            for through in running:
                yield json.dumps({"through": through, "total": total}) + "\n"
            yield json.dumps({"to": finish()}) + "\n"

    return StreamingHttpResponse(lines(), content_type=PROGRESS_CONTENT_TYPE)


@require_safe
def export(request, kind, form):
    _require_permission(request.user)
    if kind not in FILE_TYPES or form not in EXPORT_CONTENT_TYPES:
        raise Http404
    resource = FILE_TYPES[kind].resource(request.user)
    data = Dataset(headers=resource.columns())
    for row in export_rows(resource):
        data.append([escape_formula(cell) for cell in row])
    extension_points.record(request.user, "export", None, after={"file": f"{kind}.{form}", "rows": len(data)})
    content = data.export(form)
    content = content.encode("utf-8-sig") if form == "csv" else content
    response = HttpResponse(content, content_type=EXPORT_CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response


def export_rows(resource):
    if hasattr(resource, "export_rows"):
        yield from resource.export_rows()
        return
    for instance in resource.filter_export(resource.get_queryset()).iterator(chunk_size=500):
        yield resource.audit_values(instance).values()
