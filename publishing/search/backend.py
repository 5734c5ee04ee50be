"""Which of the two databases stores and matches the tokens. Both get the same ones and give the same answers."""

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite


def current_backend() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
