"""Fixtures of the tests of the desk."""

from .admin_routes import paths  # noqa: F401
