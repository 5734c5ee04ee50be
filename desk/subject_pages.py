"""What the desk adds to every subject of the back office: pages below it, and panels on its form and its pages."""

from publishing.extension_points import AdminPage, Panel

from .sharing import preview_views, remark_views, share_link_views

PAGES = [
    AdminPage("preview/edition/<int:pk>/", "preview_edition", preview_views.stored_preview),
    AdminPage("preview/<str:language>/", "preview", preview_views.typed_preview),
    AdminPage("links/", "links", share_link_views.links),
    AdminPage("remarks/", "remarks", remark_views.remarks),
]

PANELS = [
    Panel("form-language", "admin/desk/preview_button.html"),
    Panel("form-checks", "admin/desk/form_remarks.html"),
    Panel("form-menu", "admin/desk/menu_share.html"),
    Panel("form-menu", "admin/desk/menu_limit.html"),
    Panel("form-menu", "admin/desk/menu_move.html"),
    Panel("form-outside", "admin/desk/external_forms.html"),
    Panel("review-margin", "admin/desk/review_panel.html"),
    Panel("topic-place", "admin/desk/move_button.html"),
]
