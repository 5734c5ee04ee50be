from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy

from desk.calendar.feed import calendar_file
from desk.sharing.share_views import share

from . import health, sitemaps, social_cards, views, well_known
from .search import views as search
from .styleguide import views as styleguide

handler400 = "fps.views.bad_request"
handler403 = "fps.views.forbidden"
handler404 = "fps.views.not_found"
handler500 = "fps.views.server_error"

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    re_path(r"^sitemap-(?P<name>pages|\d{1,9})\.xml$", sitemaps.sitemap_part, name="sitemap_part"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security, name="security"),
    re_path(
        r"^media/card/(?P<language>\w{2,8})/(?P<kind>article|topic)/(?P<key>[-\w]+)\.png$",
        social_cards.card,
        name="card",
    ),
    path("media/card/<slug:language>.png", social_cards.site_card, name="site_card"),
    path("media/", include("images.urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("api/", include("fps.api.urls")),
    path("admin/", include("desk.urls")),  # first: signing in takes two steps
    path("admin/", admin.site.urls),
    path("calendar/<str:token>.ics", calendar_file, name="calendar_file"),
    path("share/<str:token>/", share, name="share"),
    re_path(r"^share/(?P<token>[\s\S]*)$", share),  # mangled by a mail program: still a secret that no log may hold
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path(pgettext_lazy("address", "policy/"), include(("policy.urls", "policy"))),
    path(pgettext_lazy("address", "about/"), include([path("sitemap/", views.site_map, name="site_map")])),
    path(pgettext_lazy("address", "about/"), include(("policy.about_urls", "about"))),
    path(pgettext_lazy("address", "news/"), include(("news.pages.article_urls", "news"))),
    path(pgettext_lazy("address", "subjects/"), include(("news.pages.tag_urls", "subjects"))),
    path(pgettext_lazy("address", "funding/"), include(("news.funding.urls", "funding"))),
    path(pgettext_lazy("address", "search/"), search.search, name="search"),
    re_path(r"^(?P<path>.+)/$", views.old_address, name="old_address"),
    re_path(r"^.*[^/]$", views.without_slash),
)
