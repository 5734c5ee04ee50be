"""Figures: each is made once, by the first line that needs it, from the one line that says what it is."""

from contextlib import nullcontext

from rest_framework.exceptions import ValidationError

from news.models import FundingFigure

from .figure_serializers import LINKS, FigureSerializer
from .line_serializer import outcome, under, update_fields
from .mentions import Places

SERIALIZER = FigureSerializer()


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
            raise ValidationError(f"the figure “{key}” is something else in {self.defined[key][0]}")
        if figure := self.done.get(key) or self.fresh.get(key):
            return figure
        if key in self.open:
            raise ValidationError("a figure cannot lead back to itself: " + " → ".join([*self.open, key]))
        self.open.append(key)
        self.fresh[key] = self._put(key, line)
        self.open.remove(key)
        return self.fresh[key]

    def _put(self, key, line):
        figure = FundingFigure.objects.filter(key=key).first()
        if key not in self.defined:
            if figure is None:
                raise ValidationError(f"the figure “{key}” is not known: no line says what it is")
            return figure, outcome()
        where, facts = self.defined[key]
        with nullcontext() if where is line else under(f"figure “{key}” ({where})"):
            return self._bring(figure, key, facts, line)

    def _bring(self, figure, key, facts, line):
        new = figure is None
        figure = figure or FundingFigure(key=key)
        wanted = SERIALIZER.facts(facts, self.site)
        if not new:
            wanted.pop("created_at", None)
        for name in LINKS:
            if name in facts:
                with under(name):
                    wanted[f"{name}_id"] = facts[name] and self.get(facts[name], line)[0].pk
        if not update_fields(figure, wanted) and not new:
            return figure, outcome()
        figure.clean_fields(exclude=("provider", "receiver", "channel"))  # they are there: the site has just named them
        if not new:
            figure.clean()
        figure.save()
        return figure, outcome(new, True)


def put_mentions(article, mentions: list[dict], editions: dict[str, list], line, site, new: bool) -> bool:
    """The figures of an article with the words that tell of them; says whether anything is new."""
    changed = False
    places = Places(article, editions, site.now, new) if mentions else None
    for place, item in enumerate(mentions):
        with under("figures", place):
            figure, came = site.figures.get(item["id"], line)
            changed |= came != outcome()
            changed |= places.put(figure, item.get("mentions", []))
    if places:
        places.keep()
    return changed
