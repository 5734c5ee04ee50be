"""What a reviewer reads: two texts of one subject compared field by field, with one list of changes."""

from dataclasses import dataclass, field

from ..text.rich_text import rendered
from .compare import compare, compare_words
from .result import Change, Comparison


@dataclass(slots=True)
class ComparedField:
    name: str
    label: str
    comparison: Comparison


@dataclass(slots=True)
class Compared:
    """Two editions: `fields` in the order of the words, `changes` through all of them."""

    old: object
    new: object
    fields: list[ComparedField] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for each in self.fields for change in each.comparison.changes]

    @property
    def count(self) -> int:
        return len(self.changes)

    @property
    def is_small(self) -> bool:
        """Few words in all and no number; the same rule as for one field."""
        return Comparison(changes=self.changes).is_small


def compared(old, new, names=None) -> Compared:
    """`old` may be None: then everything is new. `names` are the fields to compare, if not all words."""
    differences = Compared(old, new)
    for name in names or type(new).WORDS:
        words = [getattr(each, name) if each else "" for each in (old, new)]
        comparison = compare(*map(rendered, words)) if name == "body" else compare_words(*words)
        if comparison.entries and (comparison.count or name != "slug"):
            label = str(new._meta.get_field(name).verbose_name).capitalize()
            differences.fields.append(ComparedField(name, label, comparison.numbered_from(differences.count)))
    return differences
