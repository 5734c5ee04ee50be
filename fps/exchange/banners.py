from fps.models import Banner, BannerEdition

from .edition_serializers import Editions
from .editions import put_editions
from .line_serializer import LineSerializer, outcome


class BannerSerializer(LineSerializer):
    model = Banner
    editions = Editions(BannerEdition)

    def rows(self):
        return sorted(Banner.objects.prefetch_related("editions"), key=lambda banner: banner.key)

    def put(self, data, line, site):
        banner, new = self.stored_or_new(data)
        if new:
            banner.save()
        _editions, texts = put_editions(banner, data.get("editions", {}), [] if new else list(banner.editions.all()))
        return banner, outcome(new, texts)
