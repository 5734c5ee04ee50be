"""What is over: the licence of the picture, the day by which somebody should have looked again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.text.dates import long_date


class ReviewDatesMixin:
    """Mixin of a subject with `image` and `review_by`."""

    def licence_faults(self, at=None) -> list[tuple[str, str]]:
        end = self.image.licence_until if self.image_id else None
        if end is None or end >= timezone.localdate(at):
            return []
        return [("picture", _("The licence of the picture ended on %(day)s.") % {"day": long_date(end)})]

    def review_hints(self) -> list[tuple[str, str]]:
        if self.review_by is None or self.review_by >= timezone.localdate():
            return []
        sentence = _("It was to be reviewed by %(day)s.") % {"day": long_date(self.review_by)}
        return [("review_by", sentence)]
