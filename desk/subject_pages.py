"""Pages that the desk adds below every subject of the back office."""

from publishing.extension_points import AdminPage

from .sharing import preview_views, remark_views, share_link_views

PAGES = [
    AdminPage("preview/edition/<int:pk>/", "preview_edition", preview_views.stored_preview),
    AdminPage("preview/<str:language>/", "preview", preview_views.typed_preview),
    AdminPage("links/", "links", share_link_views.links),
    AdminPage("remarks/", "remarks", remark_views.remarks),
]
