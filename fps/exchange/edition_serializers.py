"""Editions in a line: a language leads to one text or to several, oldest first."""

from datetime import datetime

from django.utils import timezone
from rest_framework.exceptions import ValidationError

from publishing.models import State

from .fields import LANGUAGES, ByLanguage, Choice, Each, Flag, LineOfText, Moment, RichText, Slug, Text, limit
from .line_serializer import Fields

WORKING = (State.DRAFT, State.REVIEW)
ORDER = {State.APPROVED: 0, State.CANCELLED: 1, State.DISCARDED: 2, State.DRAFT: 3, State.REVIEW: 3}
LONG_AGO = datetime.min.replace(tzinfo=timezone.get_fixed_timezone(0))
WORDS = {"title": LineOfText, "slug": Slug, "teaser": LineOfText, "body": RichText}


class EditionSerializer(Fields):
    state = Choice(State.values, "a state of a text")
    live_from = Moment(null=None)
    live_until = Moment(null=None)
    note = Text()
    notice = Text()
    small_fix = Flag()
    unless_empty = ("image_alt", "image_caption", "note", "notice", "small_fix")

    def __init__(self, model, **options):
        self.model = model
        super().__init__(**options)

    def get_fields(self):
        words = {name: WORDS.get(name, Text)(limit(self.model, name)) for name in self.model.WORDS}
        return words | super().get_fields()

    def validate(self, attrs):
        edition = dict.fromkeys(self.model.WORDS, "") | attrs
        start, end = edition.setdefault("live_from", None), edition.get("live_until")
        state = edition.setdefault("state", State.APPROVED if start else State.DRAFT)
        if state == State.APPROVED and not start:
            raise ValidationError("an approved text needs a live_from")
        if state in (*WORKING, State.DISCARDED) and (start or end):
            raise ValidationError("only what is or was approved has a live_from and a live_until")
        if start and end and end < start:
            raise ValidationError("live_until lies before live_from")
        return edition

    def to_representation(self, edition):
        line = super().to_representation(edition)
        if edition.state in (*WORKING, State.DISCARDED):
            del line["live_from"], line["live_until"]
        return line


class History(Each):
    """The texts of one language; a single one stands without a list."""

    def run_validation(self, data):
        editions = super().run_validation(data) if isinstance(data, list) else [self.child.run_validation(data)]
        starts = [edition["live_from"] for edition in editions if edition["state"] == State.APPROVED]
        if len(set(starts)) < len(starts):
            raise ValidationError("two approved texts start at the same moment")
        if sum(edition["state"] in WORKING for edition in editions) > 1:
            raise ValidationError("a language has one draft at most")
        return editions

    def to_representation(self, editions):
        lines = super().to_representation(editions)
        return lines[0] if len(lines) == 1 else lines


class Editions(ByLanguage):
    def __init__(self, model):
        super().__init__(child=History(EditionSerializer(model)), of=sorted_editions)


def sorted_editions(subject) -> dict[str, list]:
    """By language; what was published comes first, oldest first, the draft last."""
    by_language: dict[str, list] = {code: [] for code in LANGUAGES}
    for edition in sorted(subject.editions.all(), key=lambda e: (ORDER[e.state], e.live_from or LONG_AGO, e.pk)):
        by_language[edition.language].append(edition)
    return {code: editions for code, editions in by_language.items() if editions}
