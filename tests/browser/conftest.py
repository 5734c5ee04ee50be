"""Fixtures of the tests in a real browser."""

from .keyboard import editor  # noqa: F401
from .windows import opened  # noqa: F401
