"""Things of one row: made new, brought to what the line says, or left alone."""

from .facts import bring, facts_of


def put_simple(model, data, site, plain):
    instance = model._default_manager.filter(key=data["id"]).first()
    new = instance is None
    instance = instance or model(key=data["id"])
    if not bring(instance, facts_of(data, site, plain)) and not new:
        return instance, "unchanged"
    instance.clean_fields()
    instance.save()
    return instance, "new" if new else "changed"
