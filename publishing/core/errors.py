from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from ..errors import PublishingError


def refuse(faults) -> None:
    """Raise PublishingError, with one message a fault, if there is any."""
    if faults := list(faults):
        raise PublishingError(faults)


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


class TextChanged(PublishingError):
    """A draft is not the one any more that was read before this decision; nothing was done."""

    def __init__(self, drafts):
        self.drafts = drafts
        super().__init__(
            [
                _("%(language)s: the text was changed at %(time)s, while you read. Nothing was published.")
                % {"language": draft.get_language_display(), "time": f"{localtime(draft.updated_at):%H:%M}"}
                for draft in drafts
            ],
            code="changed",
        )


class Blocker(str):
    """A sentence that says what stops a publication, and the field in which to mend it."""

    __slots__ = ("field",)

    def __new__(cls, sentence, field=""):
        blocker = super().__new__(cls, sentence)
        blocker.field = field
        return blocker


class ReasonNeeded(PublishingError):
    """A rule refuses what a reason, which is kept, lets pass."""


class WarningsNotOverridden(ReasonNeeded):
    """What the texts say does not fit together, and nobody gave a reason."""

    def __init__(self, warnings):
        super().__init__([*warnings, _("Correct the text, or give a reason for publishing it as it is.")])


class SecondPersonNeeded(ReasonNeeded):
    """Nobody but the one who wants to publish has had a hand in these texts."""

    def __init__(self, languages):
        super().__init__(
            _("Somebody else has to publish what you alone have written, or give a reason for publishing it alone."),
            code="second_person",
            params={"languages": languages},
        )


class LanguagePairSplit(ReasonNeeded):
    """Dutch and French would not start and end together, and nobody gave a reason."""

    def __init__(self):
        super().__init__(
            _("Dutch and French start and end together. Include both, or give a reason for leaving one out."),
            code="languages_parted",
        )
