"""Pages of the desk; they stand before Django's own, whose index and lists of texts they take the place of."""

from django.contrib import admin
from django.urls import path

from publishing.web.lazy_views import lazy_view

from . import language_matrix, model_index, search
from .calendar.views import calendar_page
from .dashboard.findings_views import checks_page
from .dashboard.views import dashboard
from .lists.views import list_view
from .onboarding import onboarding_view
from .preferences import views as mail_page
from .topics import move_views, tree_views

app_name = "desk"
own = admin.site.admin_view
files, file, files_export = (own(lazy_view("desk.spreadsheets.views", name)) for name in ("files", "file", "export"))

urlpatterns = [
    path("", own(dashboard), name="start"),
    path("search/", own(search.search), name="search"),
    path("languages/", own(language_matrix.matrix), name="languages"),
    path("mail/", own(mail_page.mail_page), name="mail"),
    path("first-visit/", own(onboarding_view), name="first_visit"),
    path("calendar/", own(calendar_page), name="calendar"),
    path("checks/", own(checks_page), name="checks"),
    path("all/", own(model_index.all_content), name="all_content"),
    path("news/article/", own(list_view), {"name": "articles"}, name="articles"),
    path("policy/topic/", own(list_view), {"name": "topics"}, name="topics"),
    path("policy/topic/tree/", own(tree_views.topic_tree), name="topic_tree"),
    path("policy/topic/<id>/move/", own(move_views.topic_move), name="topic_move"),
    path("files/", files, name="files"),
    path("redirects/", files, {"only": "addresses"}, name="redirects"),
    path("files/<str:kind>.<str:form>", files_export, name="files_export"),
    path("files/<id>/", file, name="file"),
    path("images/image/", own(list_view), {"name": "images"}, name="images"),
    path("images/document/", own(list_view), {"name": "documents"}, name="documents"),
    path("news/tag/", own(list_view), {"name": "tags"}, name="tags"),
]
