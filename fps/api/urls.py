from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from publishing.web.lazy_views import lazy_view


def view(module: str, name: str):
    return csrf_exempt(lazy_view(f"fps.api.{module}", name))  # nobody is signed in here


app_name = "api"
urlpatterns = [
    path("", view("root", "Start"), name="start"),
    path("openapi.json", view("schema", "openapi"), name="openapi"),
    path("articles/", view("articles", "Articles"), name="articles"),
    path("articles/<slug:key>/", view("articles", "OneArticle"), name="article"),
    path("topics/", view("policy", "Topics"), name="topics"),
    path("topics/<slug:key>/", view("policy", "OneTopic"), name="topic"),
    path("tags/", view("policy", "Tags"), name="tags"),
    path("organisations/", view("figures", "Organisations"), name="organisations"),
    path("figures/", view("figures", "Figures"), name="figures"),
]
