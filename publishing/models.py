"""What every published text shares. The models here are abstract, but for the search index and the traces of writing;
the concrete ones stand in `policy` and `news`."""

from .addresses import Address
from .editions import Edition
from .querysets import State
from .search.entries import SearchEntry
from .subjects import Subject
from .traces import Presence, RecentWords, SentForm

__all__ = ["Address", "Edition", "Presence", "RecentWords", "SearchEntry", "SentForm", "State", "Subject"]
