"""`/api/figures/` and `/api/organisations/`: confirmed sums that a live text tells of, and who stands in them."""

from django.conf import settings
from django.db.models import Q

from news.funding import filter_choices
from news.funding.exports.records import export_note, record
from news.funding.figure_list import FigureSequence
from news.funding.filters import FilterOptions
from news.funding.totals_query import TotalsQuery
from news.models.figure import FundingFigure, Organisation

from . import parameters, serializers
from .base_views import ReadOnly
from .schema import answers


class Figures(ReadOnly):
    """Every public sum of money with the filters of the funding page; the newest come first. Sums that another one
    holds are among them, with `counted` “no”."""

    name = "figures"
    parameters = parameters.FIGURES

    @answers(serializers.FigurePage)
    def get(self, request):
        keys = [*request.GET.getlist("provider"), *request.GET.getlist("receiver")]
        self.funding = TotalsQuery(request.GET, FilterOptions(self.tree, keys), everything=True)
        self.require_known_parameters(self.funding.filterset.form)
        return self.page(FigureSequence(self.funding), self.items, serializers.FigurePage)

    def items(self, rows) -> list[dict]:
        linked = {
            pk
            for row in rows
            for pk in (row.figure.part_of_id, row.figure.equivalent_of_id, row.figure.supersedes_id)
            if pk
        }
        public = set(FundingFigure.objects.public().filter(pk__in=linked).values_list("pk", flat=True))
        note = export_note([], self.language)
        return [record(row, self.funding, public, note) for row in rows]


class Organisations(ReadOnly):
    """Who gives or receives in a public sum, and our own organisation."""

    name = "organisations"
    parameters = parameters.PAGED

    @answers(serializers.OrganisationPage)
    def get(self, request):
        known = filter_choices.choices()
        named = {int(pk) for name in ("provider", "receiver") for pk in known[name]}
        organisations = Organisation.objects.filter(Q(pk__in=named) | Q(key=settings.ORGANISATION["key"])).order_by(
            "key"
        )
        return self.page(organisations, list, serializers.OrganisationPage)
