"""Views whose modules are read when somebody first asks for them.

Their libraries (for the interface, for spreadsheets, for pictures of codes) are a third of all there is to read, and
no command wants them. A server reads them before it makes its processes: `read_all`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module

_late: list[Callable] = []


def late(module: str, name: str) -> Callable:
    """The view `name` of `module`, a function or a class; its `found()` is the view itself."""

    @cache
    def found():
        view = getattr(import_module(module), name)
        return view.as_view() if isinstance(view, type) else view

    def view(request, *args, **kwargs):
        return found()(request, *args, **kwargs)

    view.__name__ = view.__qualname__ = name
    view.found = found
    _late.append(found)
    return view


def read_all() -> None:
    """All of them, now; call it when the addresses are known."""
    for found in _late:
        found()
