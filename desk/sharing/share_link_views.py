"""Links for people without an account: make one, see who looked, take it back."""

from functools import cache

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.db.models.fields.json import KT
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from publishing import extension_points
from publishing.core.languages import language_names, ordered_languages

from ..audit.models import AuditEntry
from ..lists.filters import parse_int
from .share_links import DEFAULT_DAYS, MAX_DAYS, ShareLink

LINK_DISPLAY_LIMIT = 100


class LinkForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("For whom"), max_length=200, help_text=gettext_lazy("Only you and your colleagues see it.")
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that it works"),
        min_value=1,
        max_value=MAX_DAYS,
        initial=DEFAULT_DAYS,
        help_text=gettext_lazy("At most 30. It ends sooner when the text is published."),
    )

    def __init__(self, drafts, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, initial={"languages": drafts}, **kwargs)
        self.fields["languages"].choices = [(code, dict(settings.LANGUAGES)[code]) for code in drafts]


def links(model_admin, request, object_id):
    return _links(request, model_admin, object_id)


@require_http_methods(["GET", "HEAD", "POST"])
def _links(request, model_admin, object_id):
    subject = model_admin.subject_or_404(request, object_id, "share")
    family = list(subject.editions.all())
    drafts = {each.language for each in family if each.is_working() or each.is_scheduled()}
    drafts = [code for code in ordered_languages() if code in drafts]
    made, address = None, ""
    if pk := request.POST.get("revoke", ""):
        link = get_object_or_404(ShareLink.objects.of(subject), pk=parse_int(pk) or 0)
        link.revoke(request.user)
        messages.success(request, _("The link for “%(name)s” has ended.") % {"name": link})
        return HttpResponseRedirect(request.path)
    form = LinkForm(drafts, request.POST or None)
    if form.is_valid():
        cleaned = form.cleaned_data
        made, token = ShareLink.make(subject, cleaned["languages"], request.user, cleaned["days"], cleaned["note"])
        # Shown in this one answer; neither the session nor the database ever holds it.
        address = settings.SITE_URL + reverse("share", args=[token])
        form = LinkForm(drafts)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Links for outsiders: %(subject)s") % {"subject": subject},
        "opts": model_admin.opts,
        "subject": subject,
        "back": model_admin.form_url(subject),
        "media": model_admin.media,
        "form": form,
        "drafts": drafts,
        "rows": rows(subject, family),
        "made": made,
        "address": address,
        "has_errors": bool(form.errors),
    }
    return TemplateResponse(request, "admin/desk/links.html", context)


def rows(subject, family) -> list[dict]:
    """Every link with what became of it; as many queries for a hundred as for one."""
    found = ShareLink.objects.of(subject).prefetch_related("made_by__roles")
    found = list(found.annotate(answers=Count("remarks"))[:LINK_DISPLAY_LIMIT])
    views = views_of(subject)
    for link in found:
        link.subject = subject
    may = cache(extension_points.can)  # once for each maker
    return [{"link": link, **views.get(str(link.pk), {}), **state(link, family, may)} for link in found]


def state(link, family, may) -> dict:
    published, readable = link.published(family), link.readable(family)
    ended = link.has_ended(may=may)
    if link.revoked_at:
        words = _("revoked")
    elif ended:
        words = _("ended")
    elif readable:
        words = _("works")
    elif published:
        words = _("ended by publication")
    else:
        words = _("nothing to read")
    names = language_names(code for code in link.languages if code in dict(settings.LANGUAGES))
    return {"state": words, "works": bool(readable) and not ended, "languages": names}


def views_of(subject) -> dict[str, dict]:
    """By link the number of views, and the last of them, from the audit trail."""
    kind = ContentType.objects.get_for_model(subject)
    entries = AuditEntry.objects.filter(content_type=kind, object_id=subject.pk, verb="share_view")
    counted = entries.annotate(link=KT("after__link")).values("link").annotate(views=Count("pk"), last=Max("at"))
    # A number in JSON comes back as a number or as text, as the database likes.
    return {str(row["link"]): {"views": row["views"], "last": row["last"]} for row in counted.order_by()}
