"""Views whose modules are read when somebody first asks for them.

Their libraries (for the interface and for spreadsheets) take 30 MiB and a quarter of the start of every command, and
their classes are built on those of the library, so an import inside a view would not do.
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
