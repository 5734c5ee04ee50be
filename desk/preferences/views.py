"""“My e-mail”: what a person is told by mail, when, and in which language the desk speaks to them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..context import admin_context
from .language_middleware import store_language
from .models import MailPreference


class MailForm(forms.ModelForm):
    class Meta:
        model = MailPreference
        fields = ["language", *MailPreference.KINDS]
        widgets = dict.fromkeys(MailPreference.KINDS, forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        languages = MailPreference._meta.get_field("language").choices
        self.fields["language"].choices = [("", _("As my browser asks")), *languages]

    @property
    def kinds(self):
        return [self[name] for name in MailPreference.KINDS]


@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request):
    preference = MailPreference.objects.filter(user=request.user).first() or MailPreference(user=request.user)
    form = MailForm(request.POST or None, instance=preference)
    if request.method == "POST" and form.is_valid():
        form.save()
        store_language(request, form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = admin_context(request) | {"title": _("My e-mail"), "form": form, "has_errors": form.errors}
    return TemplateResponse(request, "desk/mail.html", context)
