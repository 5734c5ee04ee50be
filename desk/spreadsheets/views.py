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
from publishing import hooks

from ..context import admin_context
from ..lists.filters import parse_int
from .article_resource import ArticleResource
from .import_runner import ALL, LOOK, REST, Report, run
from .models import IncomingFile
from .redirect_resource import AddressResource
from .resources import OrganisationResource, TagResource
from .table_reader import MOST_BYTES, MOST_ROWS, Table, TableFault, harmless, read_table

LINES = "application/x-ndjson"  # what the script asks for: signs of progress, then where to go
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Kind:
    name: str
    title: str
    resource: type
    about: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("tags", gettext_lazy("Tags"), TagResource,
             gettext_lazy("Found by their key; an unknown key makes a new tag. “|” stands between several spellings.")),
        Kind("organisations", gettext_lazy("Organisations"), OrganisationResource,
             gettext_lazy("Found by their key; an unknown key makes a new organisation.")),
        Kind("articles", gettext_lazy("Facts of articles"), ArticleResource,
             gettext_lazy("Of articles that exist, found by their key. Facts of public articles change at once.")),
        Kind("addresses", gettext_lazy("Old addresses"), AddressResource,
             gettext_lazy("Of a former site; “leads_to” is an address of this one.")),
    )
}  # fmt: skip


def _insist(user):
    if not hooks.may(user, "change", Tag):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def files(request, only=""):
    _insist(request.user)
    kinds = [KINDS[only]] if only else list(KINDS.values())
    refusal = ""
    if request.method == "POST":
        kind = next((kind for kind in kinds if kind.name == request.POST.get("kind")), None)
        try:
            content, table = _read(kind, request.FILES.get("file"))
        except TableFault as fault:
            refusal = str(fault)
            if _is_script(request):
                return HttpResponse(json.dumps({"refusal": refusal}) + "\n", content_type=LINES)
        else:
            name = request.FILES["file"].name[:200]
            kept = IncomingFile(user=request.user, kind=kind.name, name=name, content=content)
            return _looked(request, kept, kind, table)
    rows = [(kind, ", ".join(kind.resource.columns())) for kind in kinds]
    context = admin_context(request) | {
        "title": _("Old addresses") if only else _("Import and export"), "kinds": rows, "refusal": refusal,
        "chosen": request.POST.get("kind", kinds[0].name), "has_errors": bool(refusal),
        "megabytes": MOST_BYTES // 1_000_000, "most": MOST_ROWS,
    }  # fmt: skip
    return TemplateResponse(request, "desk/files/files.html", context)


def _read(kind, file) -> tuple[bytes, Table]:
    """Raises TableFault for what is no table of this kind."""
    if kind is None:
        raise TableFault(_("Choose what the file holds."))
    if file is None:
        raise TableFault(_("Choose a file."))
    if file.size > MOST_BYTES:
        raise TableFault(_("The file is too large: %(most)s MB at most.") % {"most": MOST_BYTES // 1_000_000})
    content = file.read()
    table = read_table(content)
    known = kind.resource.columns()
    if missing := [name for name in kind.resource.needed if name not in table.heads]:
        raise TableFault(_("A column is missing: %(names)s.") % {"names": ", ".join(missing)})
    if strange := [name[:40] for name in table.heads if name not in known]:
        sentence = _("Unknown columns: %(names)s. There can be: %(known)s.")
        raise TableFault(sentence % {"names": ", ".join(strange), "known": ", ".join(known)})
    return content, table


def _looked(request, kept, kind, table):
    IncomingFile.forget_old()
    report = Report()

    def keep():
        kept.preview = report.as_dict()
        kept.save()
        return reverse("desk:file", args=[kept.pk])

    return _answer(request, run(kind.resource(request.user), table, LOOK, report), len(table.rows), keep)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, id):
    _insist(request.user)
    kept = IncomingFile.objects.filter(user=request.user, pk=parse_int(id) or 0).first()
    if kept is None:
        raise Http404
    kind, here = KINDS[kept.kind], reverse("desk:file", args=[kept.pk])
    if request.method == "POST":
        return _deed(request, kept, kind, here)
    report = Report(**(kept.preview if kept.outcome is None else kept.outcome))
    context = admin_context(request) | {
        "title": kept.name, "kind": kind, "report": report, "is_over": kept.outcome is not None,
        "modes": (REST, ALL), "back": reverse("desk:redirects" if kind.name == "addresses" else "desk:files"),
    }  # fmt: skip
    return TemplateResponse(request, "desk/files/file.html", context)


def _deed(request, kept, kind, here):
    mode = request.POST.get("mode") if request.POST.get("mode") in (REST, ALL) else ALL
    resource = kind.resource(request.user, f"file {kept.pk}: {kept.name}")
    return _answer(request, _once(kept, resource, mode), kept.preview["total"], lambda: here)


def _once(kept, resource, mode):
    """A second click finds the outcome of the first; a connection that breaks leaves everything as it was."""
    with transaction.atomic():
        mine = IncomingFile.objects.select_for_update().get(pk=kept.pk)
        if mine.outcome is None:
            report = Report()
            yield from run(resource, read_table(bytes(mine.content)), mode, report)
            mine.outcome, mine.content = report.as_dict(), b""
            mine.save()


def _is_script(request) -> bool:
    return request.headers.get("Accept") == LINES


def _answer(request, running, total, finish):
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

    return StreamingHttpResponse(lines(), content_type=LINES)


@require_safe
def export(request, kind, form):
    _insist(request.user)
    if kind not in KINDS or form not in TYPES:
        raise Http404
    resource = KINDS[kind].resource(request.user)
    data = Dataset(headers=resource.columns())
    for row in rows_of(resource):
        data.append([harmless(cell) for cell in row])
    content = data.export(form)
    content = content.encode("utf-8-sig") if form == "csv" else content
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response


def rows_of(resource):
    if hasattr(resource, "export_rows"):
        yield from resource.export_rows()
        return
    for instance in resource.filter_export(resource.get_queryset()).iterator(chunk_size=500):
        yield resource.told(instance).values()
