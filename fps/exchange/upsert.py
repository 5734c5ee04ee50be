"""Things of one row: made new, brought to what the line says, or left alone."""

from fps.models import Banner
from news.models import Organisation
from policy.models import Contact

from .editions import put_editions
from .facts import facts_of, update_fields


def upsert(model, data, site, plain):
    instance = model._default_manager.filter(key=data["id"]).first()
    new = instance is None
    instance = instance or model(key=data["id"])
    if not update_fields(instance, facts_of(data, site, plain)) and not new:
        return instance, "unchanged"
    instance.clean_fields()
    instance.save()
    return instance, "new" if new else "changed"


def put_banner(data, line, site):
    banner = Banner.objects.filter(key=data["id"]).first()
    new = banner is None
    banner = banner or Banner.objects.create(key=data["id"])
    stored = [] if new else list(banner.editions.all())
    _editions, texts = put_editions(banner, data.get("editions", {}), stored)
    return banner, "new" if new else "changed" if texts else "unchanged"


def put_contact(data, line, site):
    return upsert(Contact, data, site, ("unit", "email", "phone"))


def put_organisation(data, line, site):
    return upsert(Organisation, data, site, ("names", "abbreviation", "iati", "crs", "org_type", "country"))
