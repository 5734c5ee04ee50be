from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PublishingError(ValidationError):
    """An act that the rules of publishing refuse; its messages are written for the editor."""


class ImmutableTextError(PublishingError):
    """Somebody tried to change the words of an approved edition in place."""

    def __init__(self):
        super().__init__(
            _("A text that was approved never changes. Start a correction: it becomes a new edition."),
            code="immutable",
        )


class AddressTaken(PublishingError):
    def __init__(self, path, holder):
        super().__init__(
            _("The address “%(path)s” belongs to “%(holder)s”. Choose another one."),
            code="address_taken",
            params={"path": path, "holder": holder},
        )


class LanguagesParted(PublishingError):
    """Dutch and French would not start and end together, and nobody gave a reason."""

    def __init__(self):
        super().__init__(
            _("Dutch and French start and end together. Include both, or give a reason for leaving one out."),
            code="languages_parted",
        )
