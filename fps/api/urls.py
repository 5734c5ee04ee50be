from django.urls import path

from .articles import Articles, OneArticle
from .document import openapi
from .money import Figures, Organisations
from .policy import OneTopic, Tags, Topics
from .start import Start

app_name = "api"
urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("openapi.json", openapi, name="openapi"),
    path("articles/", Articles.as_view(), name="articles"),
    path("articles/<slug:key>/", OneArticle.as_view(), name="article"),
    path("topics/", Topics.as_view(), name="topics"),
    path("topics/<slug:key>/", OneTopic.as_view(), name="topic"),
    path("tags/", Tags.as_view(), name="tags"),
    path("organisations/", Organisations.as_view(), name="organisations"),
    path("figures/", Figures.as_view(), name="figures"),
]
