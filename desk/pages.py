"""Pages that the desk adds below every subject of the back office: (route, name, view)."""

from . import links_page, preview, remark_views

PAGES = [
    ("preview/edition/<int:pk>/", "preview_edition", preview.stored),
    ("preview/<str:language>/", "preview", preview.words),
    ("links/", "links", links_page.links),
    ("remarks/", "remarks", remark_views.remarks),
]
