"""Figures: each is made once, by the first line that needs it, from the one line that says what it is."""

from news.models import FundingFigure

from .facts import facts_of, update_fields
from .mentions import Places
from .validators import InvalidValue

PLAIN = (
    "amount", "amount_max", "currency", "qualifier", "stage", "value_date", "period", "country", "region", "sector",
    "humanitarian", "created_at",
)  # fmt: skip
ORGANISATIONS = {"provider": "organisation", "receiver": "organisation", "channel": "organisation"}
LINKS = ("part_of", "equivalent_of", "supersedes")


class Figures:
    """`get` leads from an id to the stored figure, brought to what its line says. What a line that fails has made is
    forgotten with it."""

    def __init__(self, site, lines):
        self.site = site
        self.defined: dict[str, tuple[object, dict]] = {}
        self.differ: set[tuple[str, str]] = set()
        self.done: dict[str, tuple[FundingFigure, str]] = {}
        self.fresh: dict[str, tuple[FundingFigure, str]] = {}
        self.open: list[str] = []
        for line in lines:
            for facts in line.summary["figures"]:
                _line, first = self.defined.setdefault(facts["id"], (line, facts))
                if first != facts:
                    self.differ.add((str(line), facts["id"]))

    def keep(self):
        self.done |= self.fresh
        self.fresh.clear()

    def forget(self):
        self.fresh.clear()
        self.open.clear()

    def get(self, key: str, line) -> tuple[FundingFigure, str]:
        if (str(line), key) in self.differ:
            raise InvalidValue(f"the figure “{key}” is something else in {self.defined[key][0]}")
        if figure := self.done.get(key) or self.fresh.get(key):
            return figure
        if key in self.open:
            raise InvalidValue("a figure cannot lead back to itself: " + " → ".join([*self.open, key]))
        self.open.append(key)
        self.fresh[key] = self._put(key, line)
        self.open.remove(key)
        return self.fresh[key]

    def _put(self, key, line):
        figure = FundingFigure.objects.filter(key=key).first()
        if key not in self.defined:
            if figure is None:
                raise InvalidValue(f"the figure “{key}” is not known: no line says what it is")
            return figure, "unchanged"
        where, facts = self.defined[key]
        try:
            return self._bring(figure, key, facts, line)
        except InvalidValue as fault:
            raise fault if where is line else fault.under(f"figure “{key}” ({where})") from None

    def _bring(self, figure, key, facts, line):
        new = figure is None
        figure = figure or FundingFigure(key=key)
        wanted = facts_of(facts, self.site, PLAIN, **ORGANISATIONS)
        if not new:
            wanted.pop("created_at", None)
        for name in LINKS:
            if name in facts:
                try:
                    wanted[f"{name}_id"] = facts[name] and self.get(facts[name], line)[0].pk
                except InvalidValue as fault:
                    raise fault.under(name) from None
        if not update_fields(figure, wanted) and not new:
            return figure, "unchanged"
        figure.clean_fields(exclude=ORGANISATIONS)  # they are there: the site has just named them
        if not new:
            figure.clean()
        figure.save()
        return figure, "new" if new else "changed"


def put_figure(data, line, site):
    """A figure that no text tells of (yet)."""
    return site.figures.get(data["id"], line)


def put_mentions(article, mentions: list[dict], editions: dict[str, list], line, site, new: bool) -> bool:
    """The figures of an article with the words that tell of them; says whether anything is new."""
    changed = False
    places = Places(article, editions, site.now, new) if mentions else None
    for place, item in enumerate(mentions):
        try:
            figure, outcome = site.figures.get(item["id"], line)
            changed |= outcome != "unchanged"
            changed |= places.put(figure, item.get("mentions", []))
        except InvalidValue as fault:
            raise fault.under(f"figures[{place}]") from None
    if places:
        places.keep()
    return changed
