"""What every published text shares. The models here are abstract, but for the search index; the concrete ones stand in
`policy` and `news`."""

from .addresses import Address
from .editions import Edition
from .querysets import State
from .search.entries import SearchEntry
from .subjects import Subject

__all__ = ["Address", "Edition", "SearchEntry", "State", "Subject"]
