from django.urls import re_path

from . import views

app_name = "images"
NAMED = r"(?P<token>[0-9a-f]{32})"
urlpatterns = [
    re_path(rf"^{NAMED}/(?P<name>(?:d-)?(?:w480|w800|w1200|w1800|c160|c320|og))\.(?P<extension>avif|webp|jpg)\Z",
            views.rendition, name="rendition"),
    re_path(r"^by/(?P<reference>[0-9a-f]{32})/(?P<name>w480|w800|w1200|w1800)\.webp\Z", views.by_reference,
            name="by_reference"),
    re_path(r"^by/(?P<reference>[0-9a-f]{32})\.(?P<extension>pdf|csv|odt)\Z", views.document_by_reference,
            name="document_by_reference"),
    re_path(rf"^{NAMED}/(?P<name>[a-z0-9_-]{{1,80}})\.(?P<extension>pdf|csv|odt)\Z", views.document, name="document"),
]  # fmt: skip
