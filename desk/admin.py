from django.contrib import admin
from django.urls import path

from publishing import extension_points

from .accounts import user_admin as user_admin
from .audit.models import AuditEntry
from .permissions.access_limit_views import limit_page
from .permissions.access_limits import AccessLimit, exclude_hidden


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """The trail, for reading; the database itself refuses to change or remove a row."""

    list_display = ["at", "user", "verb", "label", "reason"]
    list_filter = ["verb", "at"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["label", "reason", "user__username"]
    fields = ["at", "user", "verb", "label", "before", "after", "reason"]
    readonly_fields = fields

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
