"""What every page of the desk shows around its content."""

from django.contrib import admin


def admin_context(request, **context) -> dict:
    """As Django's `each_context`, without its list of all tables: that asks for every right of every table."""
    site = admin.site
    return {
        "site_title": site.site_title,
        "site_header": site.site_header,
        "site_url": site.site_url,
        "has_permission": site.has_permission(request),
        "is_popup": False,
        "is_nav_sidebar_enabled": True,
        **context,
    }
