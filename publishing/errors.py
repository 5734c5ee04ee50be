"""The error at the root of all refusals, for every part of this app; `core/errors.py` has those of the verbs."""

from django.core.exceptions import ValidationError


class PublishingError(ValidationError):
    """An act that the rules of publishing refuse; its messages are written for the editor."""
