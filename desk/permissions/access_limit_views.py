"""The page on which the drafts of a subject are limited to named people."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import extension_points
from publishing.models import Subject

from .access_limits import AccessLimit, is_hidden_from


class LimitForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only these people see what is not public"),
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody chosen: everybody with a role sees it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True, is_staff=True)
        self.fields["people"].queryset = people.order_by("last_name", "first_name", "username")


def limit_page(request, label, pk):
    subject = _subject_or_404(label, pk)
    if not request.user.is_superuser and is_hidden_from(request.user, subject):
        raise Http404  # that there is a draft is what the limit hides
    extension_points.require(request.user, "limit", subject)
    limit = AccessLimit.objects.filter(content_type=_type(subject), object_id=subject.pk).first()
    posted = request.POST if request.method == "POST" else None
    form = LimitForm(posted, initial={"people": limit.people.all() if limit else []})
    opts = subject._meta
    back = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[subject.pk])
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        if people and request.user not in people and not request.user.is_superuser:
            form.add_error("people", _("You would shut yourself out. Choose yourself as well."))
        else:
            set_limit(subject, people, by=request.user)
            messages.success(request, _("Saved who sees the drafts."))
            return HttpResponseRedirect(back)
    context = {
        **admin.site.each_context(request),
        "title": _("Who sees the drafts: %(subject)s") % {"subject": subject},
        "subject": subject,
        "form": form,
        "back": back,
    }
    return TemplateResponse(request, "admin/desk/limit.html", context)


@transaction.atomic
def set_limit(subject, people, by=None):
    """Limit the drafts of a subject to these people; to nobody in particular if the list is empty."""
    extension_points.require(by, "limit", subject)
    limit, _made = AccessLimit.objects.get_or_create(content_type=_type(subject), object_id=subject.pk)
    before = ", ".join(str(person) for person in limit.people.all())
    if people:
        limit.people.set(people)
        limit.set_by = by
        limit.save()
    else:
        limit.delete()
    subject.__dict__.pop("_closed_to", None)
    extension_points.record(by, "limit", subject, before=before, after=", ".join(str(person) for person in people))


def _type(subject):
    return ContentType.objects.get_for_model(subject)


def _subject_or_404(label, pk):
    app_label, _dot, model = label.partition(".")
    found = ContentType.objects.filter(app_label=app_label, model=model).first()
    model = found.model_class() if found else None
    if model is None or not issubclass(model, Subject):
        raise Http404
    subject = model.objects.filter(pk=pk).first()
    if subject is None:
        raise Http404
    return subject
