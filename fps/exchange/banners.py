from fps.models import Banner

from .editions import put_editions


def put_banner(data, line, site):
    banner = Banner.objects.filter(key=data["id"]).first()
    new = banner is None
    banner = banner or Banner.objects.create(key=data["id"])
    stored = [] if new else list(banner.editions.all())
    _editions, texts = put_editions(banner, data.get("editions", {}), stored)
    return banner, "new" if new else "changed" if texts else "unchanged"
