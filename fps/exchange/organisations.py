from news.models import Organisation

from .simple import put_simple


def put_organisation(data, line, site):
    return put_simple(Organisation, data, site, ("names", "abbreviation", "iati", "crs", "org_type", "country"))
