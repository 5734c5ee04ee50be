"""The page as its readers will see it: of words that nobody has saved, and of every stored edition."""

import copy

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from publishing import extension_points
from publishing.core.languages import languages
from publishing.editor.edition_forms import EditionForms
from publishing.text.slugs import MAX_SLUG_LENGTH, slug_of
from publishing.web.previews import edition_page, mark_private

NEW = "add"  # in place of a key, as the form for something new says it


def typed_preview(model_admin, request, object_id, language):
    """POST: the words and facts of the form as they were typed; GET: the newest stored text. Nothing is stored."""
    return _typed_preview(request, model_admin, object_id, language)


@require_http_methods(["GET", "HEAD", "POST"])
def _typed_preview(request, model_admin, object_id, language):
    if language not in languages():
        raise Http404
    if object_id == NEW:
        return _unsaved(request, model_admin, language)
    subject = model_admin.subject_or_404(request, object_id, "preview")
    texts = EditionForms(model_admin.edition_model, subject, request.POST or None)
    if refusal := texts.forms[language].refusal:
        return _refused(refusal)
    edition = copy.copy(newest_text(texts, language) or model_admin.edition_model(language=language))
    if request.method == "POST":
        apply_posted_words(edition, texts, texts.forms[language])
        model_admin.facts_form(request.POST, subject=subject, user=request.user).show_on(subject)
    edition.subject = subject
    return edition_page(request, edition, framed=True, preview=True)


def _unsaved(request, model_admin, language):
    """Nothing was saved yet: it is saved, shown and forgotten, so that topics and tags have something to hang on."""
    extension_points.require(request.user, "add", model_admin.model)
    if request.method != "POST":
        raise Http404
    texts = EditionForms(model_admin.edition_model, None, request.POST)
    if refusal := texts.forms[language].refusal:
        return _refused(refusal)
    with transaction.atomic():
        texts.subject = subject = model_admin.new_subject(request, texts)
        facts = model_admin.facts_form(request.POST, subject=subject, user=request.user)
        facts.save(by=request.user)
        edition = model_admin.edition_model(language=language, subject=subject)
        apply_posted_words(edition, texts, texts.forms[language])
        response = edition_page(request, edition, framed=True, preview=True)
        transaction.set_rollback(True)
    return response


def _refused(refusal):
    sentence = " ".join(refusal.messages)
    return mark_private(HttpResponse(sentence, status=400, content_type="text/plain"), framed=True)


def stored_preview(model_admin, request, object_id, pk):
    """Any edition, also an old one or one from the trash."""
    return _stored_preview(request, model_admin, object_id, pk)


@require_safe
def _stored_preview(request, model_admin, object_id, pk):
    subject = model_admin.subject_or_404(request, object_id, "preview")
    edition = get_object_or_404(subject.editions, pk=pk)
    return edition_page(request, edition, framed=True, preview=True)


def newest_text(texts: EditionForms, language: str):
    """The draft, else what will come online next, else what is online."""
    planned = texts.scheduled.get(language, [])
    return texts.working.get(language) or next(iter(planned[::-1]), None) or texts.live.get(language)


def apply_posted_words(edition, texts, form) -> None:
    """The words as they were typed."""
    if not form.is_posted():
        return
    for name in texts.names:
        if form.add_prefix(name) in form.data:
            setattr(edition, name, form.posted(name))
    edition.slug = slug_of(edition.slug or edition.title, MAX_SLUG_LENGTH)
