"""Figures in a line: what each is, and the words that tell of it."""

from news.models import FundingFigure, Qualifier, Stage

from .edition_schema import room
from .field_validators import amount, choice, country, currency, day, flag, integer, key, language, moment, text
from .validators import Check, InvalidValue, each, expect, fields, optional

NAMED = optional(key())
DAY = optional(day)


def mention(value):
    shape = {
        "language": language,
        "quote": text(200, blank=False),
        "edition": integer,
        "field": choice(("title", "teaser", "body"), "a field of a text"),
        "start": integer,
        "confirmed_at": optional(moment),
    }
    exact = isinstance(value, dict) and "edition" in value
    facts = fields(shape, ("language", "quote", *(("field", "start") if exact else ())))(value)
    if not exact and len(facts) > 2:
        raise InvalidValue("field, start and confirmed_at only go with edition")
    return facts


MENTIONS = {"mentions": each(mention)}
FIGURE = {
    "id": key(room(FundingFigure, "key")),
    "amount": amount,
    "amount_max": optional(amount),
    "currency": currency,
    "qualifier": choice(Qualifier.values, "a bound"),
    "stage": choice(Stage.values, "a stage"),
    "value_date": DAY,
    "period": choice(("total", "per_year"), "a period"),
    "provider": NAMED,
    "receiver": NAMED,
    "channel": NAMED,
    "country": optional(country, ""),
    "region": text(room(FundingFigure, "region")),
    "sector": text(room(FundingFigure, "sector")),
    "humanitarian": flag,
    "part_of": NAMED,
    "equivalent_of": NAMED,
    "supersedes": NAMED,
    "created_at": moment,
}


def figure(shape: dict[str, Check]) -> Check:
    """What a figure is, or, if only its id and mentions are given, where else it is told of."""

    def check(value):
        repeated = "mentions" in shape and set(expect(value, dict)) <= {"id", "mentions"}
        facts = fields(shape, ("id", *(() if repeated else ("amount", "currency", "stage"))))(value)
        low, top = facts.get("amount"), facts.get("amount_max")
        if (facts.get("qualifier") == "range") != (top is not None) or (top and top <= low):
            raise InvalidValue("a range, and only a range, has an amount_max above its amount")
        return facts

    return check
