"""Remarks of colleagues: written beside the form and in the review, folded when they are dealt with."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..lists.filters import parse_int
from .remarks import MAX_REMARK_LENGTH, Remark, current_texts, remark


def remarks(model_admin, request, object_id):
    return _remarks(request, model_admin, object_id)


@require_POST
def _remarks(request, model_admin, object_id):
    subject = model_admin.subject_or_404(request, object_id, "remark")
    texts = current_texts(subject)
    refusal = run_action(request, subject, texts)
    if request.headers.get("X-Part") == "remarks":  # asked for by the script of the form: only the thread
        context = {"subject": subject, "editions": texts, "refusal": refusal, "kept": request.POST.get("text", "")}
        return TemplateResponse(request, "admin/desk/remarks_part.html", context)
    if refusal:
        messages.error(request, refusal)
    after = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = f"{model_admin.form_url(subject)}#remarks"
    return HttpResponseRedirect(after)


def run_action(request, subject, texts) -> str:
    """Do what was asked; returns the sentence to say if it cannot be done."""
    for name in ("resolve", "reopen"):
        if pk := request.POST.get(name, ""):
            found = get_object_or_404(Remark.objects.of(subject), pk=parse_int(pk) or 0)
            found.resolve(request.user, undo=name == "reopen")
            return ""
    text = request.POST.get("text", "").replace("\x00", "").strip()
    language, _colon, number = request.POST.get("place", "").partition(":")
    if not text or language not in texts:
        return _("Write the remark first.") if not text else _("There is no text in this language any more.")
    if len(text) > MAX_REMARK_LENGTH:
        return _("A remark has at most %(number)s characters.") % {"number": MAX_REMARK_LENGTH}
    remark(texts[language], text, by=request.user, paragraph=parse_int(number, 5))
    return ""
