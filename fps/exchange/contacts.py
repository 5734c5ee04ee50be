"""Who is named: contacts of ours, and organisations that give or receive."""

from news.models import Organisation
from policy.models import Contact

from .fields import Country, Text, Words, limit
from .line_serializer import LineSerializer


class ContactSerializer(LineSerializer):
    model = Contact
    unit = Words()
    email = Text(limit(Contact, "email"))
    phone = Text(limit(Contact, "phone"))


class OrganisationSerializer(LineSerializer):
    model = Organisation
    names = Words()
    abbreviation = Text(limit(Organisation, "abbreviation"))
    iati = Text(limit(Organisation, "iati"))
    crs = Text(limit(Organisation, "crs"))
    org_type = Text(limit(Organisation, "org_type"))
    country = Country(null="")
