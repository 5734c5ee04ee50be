from policy.models import Contact

from .simple import put_simple


def put_contact(data, line, site):
    return put_simple(Contact, data, site, ("unit", "email", "phone"))
