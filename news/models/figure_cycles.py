"""Whole, twin and successor each hide a figure from the totals: in a circle of them the money would vanish."""


def cycle_field(figure) -> str | None:
    """The field of a figure about to be saved through which it would stand back for itself, or None."""
    seen, path = set(), _superseding(figure, figure)
    while path:
        name, other = path.pop()
        if other.pk is not None and other.pk == figure.pk:
            return name
        if other.pk not in seen:
            seen.add(other.pk)
            path += [(name, each) for _name, each in _superseding(other, figure)]
    return None


def _superseding(figure, cleaned) -> list[tuple[str, object]]:
    """The figures in whose place this one is not counted, each with the field that says so; `cleaned` counts with what
    it is about to say, not with what is stored."""
    newer = [each for each in figure.superseded_by.all() if each.pk != cleaned.pk] if figure.pk else []
    if figure.pk and cleaned.supersedes_id == figure.pk:
        newer.append(cleaned)
    links = [(name, other) for name in ("part_of", "equivalent_of") if (other := getattr(figure, name))]
    return links + [("supersedes", each) for each in newer]
