"""From the parameters of a request to the one or two questions in it, and what could not be read."""

from django.utils.translation import gettext as _

from policy.views import tree_of

from .filters import FilterOptions
from .totals_query import PARAMETERS, TotalsQuery

COMPARISON_PREFIX = "b_"


def parse_queries(request, everything=False) -> tuple[TotalsQuery, TotalsQuery | None]:
    """The first sentence, and the second of a comparison if one was asked (its names begin with `b_`)."""
    data, other = request.GET, request.GET.copy()
    other.clear()
    for name in PARAMETERS:
        if COMPARISON_PREFIX + name in data:
            other.setlist(name, data.getlist(COMPARISON_PREFIX + name))
    keys = [key for name in ("provider", "receiver") for each in (data, other) for key in each.getlist(name)]
    options = FilterOptions(tree_of(request), keys)
    return TotalsQuery(data, options, everything), TotalsQuery(other, options, everything) if other else None


def invalid_parameters(data, *fundings) -> list[str]:
    """What was left out of the question, in words."""
    complaints = [
        _("“%(value)s” is no value for “%(filter)s”; this filter was left out.")
        % {"value": value, "filter": each.filterset.form.fields[name].label}
        for each in fundings
        if each
        for name, value in each.filterset.form.complaints()
    ]
    page = data.get("page", "1")
    if not (page.isascii() and page.isdecimal() and len(page) < 9):
        complaints.append(_("“%(value)s” is no page number; this is the first page.") % {"value": page[:60]})
    return complaints
