from . import people as people
