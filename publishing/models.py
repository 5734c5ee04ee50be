"""What every published text shares. The models here are abstract, but for the search index and the traces of writing;
the concrete ones stand in `policy` and `news`."""

from .core.addresses import Address
from .core.editing_state import Presence, RecentWords, SentForm
from .core.edition import Edition
from .core.querysets import State
from .core.subject import Subject
from .search.entries import SearchEntry

__all__ = ["Address", "Edition", "Presence", "RecentWords", "SearchEntry", "SentForm", "State", "Subject"]
