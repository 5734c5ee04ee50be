"""Pages that the desk adds below every subject of the back office: (route, name, view)."""

from .sharing import preview_views, remark_views, share_link_views

PAGES = [
    ("preview/edition/<int:pk>/", "preview_edition", preview_views.stored_preview),
    ("preview/<str:language>/", "preview", preview_views.typed_preview),
    ("links/", "links", share_link_views.links),
    ("remarks/", "remarks", remark_views.remarks),
]
