from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing import extension_points

from .accounts import password_views
from .accounts import user_admin as user_admin
from .audit.labels import VERB_LABELS, in_lines, label_of
from .audit.models import AuditEntry
from .permissions.access_limit_views import limit_page
from .permissions.access_limits import AccessLimit, exclude_hidden

admin.site.password_change_form = password_views.OwnPasswordForm


class ActFilter(admin.SimpleListFilter):
    """By what was done; the choices cost no query over the whole trail."""

    title, parameter_name = _("act"), "act"

    def lookups(self, request, model_admin):
        return sorted(((verb, str(label)) for verb, label in VERB_LABELS.items()), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() in VERB_LABELS else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The trail, for reading; the database itself refuses to change or remove a row."""

    list_display = ["at", "user", "act", "label", "reason"]
    list_filter = [ActFilter, "at"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["label", "reason", "user__username"]
    fields = ["at", "user", "act", "label", "was", "became", "reason"]
    readonly_fields = fields

    @admin.display(description=_("act"), ordering="verb")
    def act(self, entry):
        kind = ContentType.objects.get_for_id(entry.content_type_id) if entry.content_type_id else None
        return label_of(entry.verb, kind and kind.model_class())

    @admin.display(description=_("before"))
    def was(self, entry):
        return in_lines(entry.before)

    @admin.display(description=_("after"))
    def became(self, entry):
        return in_lines(entry.after)

    def get_queryset(self, request):
        return exclude_hidden(request.user, super().get_queryset(request))

    def has_module_permission(self, request):
        return extension_points.can(request.user, "read_audit_trail", AuditEntry)

    def has_view_permission(self, request, obj=None):
        return extension_points.can(request.user, "read_audit_trail", AuditEntry)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccessLimit)
class AccessLimitAdmin(admin.ModelAdmin):
    """Limits are set from their subject, on a page of its own."""

    def get_urls(self):
        return [path("of/<str:label>/<int:pk>/", self.admin_site.admin_view(limit_page), name="desk_limit")]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False
