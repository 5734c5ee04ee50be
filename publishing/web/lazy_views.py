"""Views whose modules are read when somebody first asks for them.

Their libraries (for the interface, for spreadsheets, for pictures of codes) are a third of all there is to read, and
20 MiB of memory, which no command wants and few processes.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module


def lazy_view(module: str, name: str) -> Callable:
    """The view `name` of `module`, a function or a class; its `resolved()` is the view itself."""

    @cache
    def resolved():
        view = getattr(import_module(module), name)
        return view.as_view() if isinstance(view, type) else view

    def view(request, *args, **kwargs):
        return resolved()(request, *args, **kwargs)

    view.__name__ = view.__qualname__ = name
    view.resolved = resolved
    return view
