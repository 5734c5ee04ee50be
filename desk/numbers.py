"""Numbers that come from outside: a key or a place, and nothing that a database cannot hold."""


def whole(text: str, digits: int = 18) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= digits else None
