"""The people who work here: who they are, what roles they have, and whether they may still come in."""

import django.contrib.auth.admin  # noqa: F401 - registers its own pages, which ours take the place of
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef
from django.urls import path, reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from images.audited_admin import AuditedAdmin
from policy.models import Topic
from publishing import extension_points

from ..permissions.models import Role
from . import password_views, user_access_views

apps.get_app_config("auth").verbose_name = _("People")
User._meta.verbose_name, User._meta.verbose_name_plural = _("person"), _("people")  # no migration sees it
for model in (User, Group, TOTPDevice, StaticDevice):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class RoleForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Role._meta.get_field("languages").help_text,
    )

    class Meta:
        model = Role
        fields = ["name", "languages", "topic"]


class RoleFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """The same role twice at one place: the database would refuse it with no words."""
        super().clean()
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", None)
            if not data or data.get("DELETE"):
                continue
            place = (data.get("name"), data.get("topic"))
            if place in seen:
                raise ValidationError(gettext("The same role stands here twice for the same topic."))
            seen.add(place)


class RoleInline(admin.StackedInline):
    model, form, formset, extra = Role, RoleForm, RoleFormSet, 0
    verbose_name_plural = _("roles")

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None else 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "topic":
            kwargs["queryset"] = Topic.objects.prefetch_related("editions")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "topic":  # topics are made and changed where topics are
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def can_edit(self, request, obj):
        return request.user != obj and can_change_person(request.user, obj)

    def has_view_permission(self, request, obj=None):
        return can_manage_people(request.user)

    def has_add_permission(self, request, obj=None):
        return self.can_edit(request, obj)

    has_change_permission = has_delete_permission = lambda self, request, obj=None: self.can_edit(request, obj)


def can_manage_people(user) -> bool:
    return extension_points.can(user, "manage_people", get_user_model())


def can_change_person(user, person=None) -> bool:
    """An administrator changes everybody but superusers; those only change each other."""
    return can_manage_people(user) and (person is None or user.is_superuser or not person.is_superuser)


@admin.register(User)
class PeopleAdmin(AuditedAdmin):
    """Nobody is deleted: what they wrote and did keeps their name."""

    audit_noun = "person"
    fields = ["username", "first_name", "last_name", "email", "is_active"]
    inlines = [RoleInline]
    list_display = ["username", "full_name", "in_roles", "second_step", "last_used", "is_active"]
    list_filter = ["is_active", "roles__name"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["-is_active", "username"]
    change_form_template = "desk/person.html"
    actions = None
    show_full_result_count = False

    class Media:
        css = {"all": ["css/admin/account.css"]}

    def has_module_permission(self, request):
        return can_manage_people(request.user)

    def has_view_permission(self, request, obj=None):
        return can_manage_people(request.user)

    def has_add_permission(self, request):
        return can_manage_people(request.user)

    def has_change_permission(self, request, obj=None):
        return can_change_person(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        page = self.admin_site.admin_view(lambda request, pk: user_access_views.user_access_view(self, request, pk))
        return [path("<int:pk>/way-in/", page, name="desk_way_in"), *super().get_urls()]

    def get_queryset(self, request):
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people = super().get_queryset(request).prefetch_related("roles__topic__editions")
        return people.annotate(has_app=Exists(devices), seen_at=Max("sessions__last_seen"))

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[:-1]

    def get_readonly_fields(self, request, obj=None):
        return ["is_active"] if obj == request.user else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, words in HELP.items():
            if name in form.base_fields:
                form.base_fields[name].help_text = words
        if obj is None:
            form.base_fields["email"].required = True
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_password(get_random_string(60))  # nobody knows it: the person chooses one by the link in the mail
        super().save_model(request, obj, form, change)

    def audit_values(self, person):
        return facts_of(person)

    def save_formset(self, request, form, formset, change):
        """Who has a role may come in; whose last role goes may not."""
        super().save_formset(request, form, formset, change)
        person = form.instance
        staff = person.is_superuser or Role.objects.filter(user=person).exists()
        if staff != person.is_staff:
            person.is_staff = staff
            person.save(update_fields=["is_staff"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        person = form.instance
        if not change:
            password_views.invite(person)
            sentence = gettext("A mail with a link to choose a password goes to %(address)s.") % {
                "address": person.email
            }
            messages.info(request, sentence)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["way_in"] = reverse("admin:desk_way_in", args=[obj.pk])
            context["is_own"], context["is_superusers"] = obj == request.user, obj.is_superuser
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, person):
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def in_roles(self, person):
        return ", ".join(role_names(person)) or "–"

    @admin.display(description=_("second step"), boolean=True, ordering="has_app")
    def second_step(self, person):
        return person.has_app

    @admin.display(description=_("last seen"), ordering="seen_at")
    def last_used(self, person):
        return person.seen_at or person.last_login


HELP = {
    "username": _("What the person signs in with."),
    "email": _("Where links to choose a password go."),
    "is_active": _("Off: the person cannot sign in, and is signed out everywhere at once. What they wrote stays."),
}


def role_names(person) -> list[str]:
    return [gettext("everything (superuser)")] * person.is_superuser + [str(role) for role in person.roles.all()]


def facts_of(person) -> dict:
    """What the audit trail tells of a person, before and after."""
    roles = [
        {"role": role.name, "languages": role.languages, "topic": role.topic.key if role.topic else None}
        for role in person.roles.select_related("topic").order_by("name", "pk")
    ]
    names = ("username", "first_name", "last_name", "email", "is_active", "is_staff")
    return {**{name: getattr(person, name) for name in names}, "roles": roles}
