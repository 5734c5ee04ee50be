"""What every published text shares. All models here are abstract; the concrete ones stand in `policy` and `news`."""

from .addresses import Address
from .editions import Edition
from .querysets import State
from .subjects import Subject

__all__ = ["Address", "Edition", "State", "Subject"]
