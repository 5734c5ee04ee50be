from django.urls import path

from . import corrections, dossier
from . import map as funding_map
from . import views as funding_views
from .exports import feed, iati, open_data

urlpatterns = [
    path("", funding_views.funding_page, name="funding_page"),
    path("figures.csv", open_data.figures_csv, name="figures_csv"),
    path("figures.json", open_data.figures_json, name="figures_json"),
    path("dataset.jsonld", open_data.dataset, name="dataset"),
    path("iati.xml", iati.iati_xml, name="iati_xml"),
    path("feed.atom", feed.atom_feed, name="atom_feed"),
    path("map.svg", funding_map.map_light, name="map"),
    path("map-dark.svg", funding_map.map_dark, name="map_dark"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("dossier/", dossier.dossier, name="dossier"),
    path("dossier/dossier.csv", open_data.dossier_csv, name="dossier_csv"),
]
