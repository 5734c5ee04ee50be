"""The page on which the address of a published text is changed: never by itself, never by a stray key."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import extension_points
from ..core.errors import PublishingError
from ..core.languages import languages
from ..core.querysets import State
from ..text.slugs import MAX_SLUG_LENGTH, slug_of


class AddressForm(forms.Form):
    """The last part of an address; typed words become one."""

    slug = forms.CharField(
        label=gettext_lazy("New last part of the address"),
        max_length=500,
        help_text=gettext_lazy("Small letters, figures and hyphens; other signs are replaced."),
    )

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, initial={"slug": today}, **kwargs)

    def clean_slug(self):
        slug = slug_of(self.cleaned_data["slug"], MAX_SLUG_LENGTH)
        if not slug:
            raise forms.ValidationError(_("Nothing of this can stand in an address. Use Latin letters or figures."))
        if slug == self.today:
            raise forms.ValidationError(_("This is the address of today."))
        return slug


class AddressViews:
    """Mixin of SubjectAdmin: address/<language>/."""

    address_template = "admin/publishing/address.html"

    def address_view(self, request, object_id, language):
        subject = self.subject_or_404(request, object_id)
        newest = subject.editions.newest_started(language).first() if language in languages() else None
        if newest is None or not subject.has_address():
            raise Http404  # before its first publication an address is a field of the form
        extension_points.require(request.user, "change_address", subject)
        form = AddressForm(request.POST or None, today=newest.slug)
        if request.method == "POST" and form.is_valid():
            try:
                draft_with_slug(subject, language, form.cleaned_data["slug"], request.user)
            except PublishingError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("The new address is in the draft. It holds once you publish it."))
                may_publish = extension_points.can(request.user, "approve", subject)
                url = self.page_url(subject, "publish") if may_publish else self.form_url(subject)
                return HttpResponseRedirect(url)
        context = self._page(request, subject, _("Change address: %(subject)s"))
        context |= {"form": form, "edition": newest, "has_errors": bool(form.errors)}
        context["draft"] = subject.editions.working().filter(language=language).first()
        return TemplateResponse(request, self.address_template, context)


@transaction.atomic
def draft_with_slug(subject, language, slug, by):
    """The working copy of that language, made from what was published if there is none, under another address."""
    draft = subject.editions.working().select_for_update().filter(language=language).first()
    draft = draft or subject.new_draft(language, by=by)
    before, draft.slug = draft.slug, slug
    if draft.state == State.REVIEW:
        draft.state = State.DRAFT
    draft.updated_by = by
    draft.save()
    extension_points.record(by, "change_address", subject, before=f"{language} {before}", after=f"{language} {slug}")
    return draft
