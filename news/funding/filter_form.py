"""The question as a sentence of native selects. Where each stands in the sentence is for the translators to say."""

from string import Formatter
from typing import NamedTuple

from django.utils.translation import get_language, gettext, pgettext
from django_countries import countries

from ..amounts.formatting import currency_name
from ..models.figure import Stage
from ..models.tag import normalize_name
from .totals_query import EURO, TotalsQuery


class SelectOption(NamedTuple):
    value: str
    label: str
    chosen: bool


class SelectField(NamedTuple):
    name: str
    label: str
    options: list[SelectOption]


class SentencePart(NamedTuple):
    """Words of the sentence, and the selects after them: several where "any of" was asked."""

    text: str
    fields: list[SelectField]
    after: str = ""  # a sign that stands close to the last field


CLOSING_MARKS = (",", ";", ".", ":")


def sentence(funding: TotalsQuery, prefix: str = "") -> list[SentencePart]:
    # Translators: each word in braces becomes a list to choose from; put them into the order of your language.
    pattern = gettext(
        "{stage} from {provider} to {receiver} for {country}, on {area}, tagged {tag}, "
        "from {first} to {last}, in {currency}"
    )
    fields = {name: make(funding) for name, make in FIELDS.items()}
    parts = []
    for text, name, _form, _way in Formatter().parse(pattern):
        found = fields.get(name, []) if name else []
        mark, text = (text[0], text[1:]) if parts and text[:1] in CLOSING_MARKS else ("", text)
        if mark:  # belongs to the list before it: no line begins with a comma
            parts[-1] = parts[-1]._replace(after=mark)
        parts.append(SentencePart(text, [field._replace(name=prefix + field.name) for field in found]))
    return parts


def _select_fields(funding, name, label, empty, options) -> list[SelectField]:
    """One select for each chosen value; one with the empty choice if there is none."""
    chosen = funding.cleaned.get(name) or [""]
    chosen = chosen if isinstance(chosen, list) else [chosen]
    labels = dict(options)
    for value in chosen:
        if value and value not in labels:
            options = [(value, _label(funding, name, value)), *options]
    return [
        SelectField(
            name,
            label,
            [SelectOption("", empty, not value), *(SelectOption(key, text, key == value) for key, text in options)],
        )
        for value in chosen
    ]


def _label(funding, name, value) -> str:
    if name in ("provider", "receiver"):
        return funding.options.organisations[value].name(get_language())
    return str(countries.name(value.upper())) if name == "country" else value


def _sorted(pairs):
    return sorted(pairs, key=lambda pair: normalize_name(pair[1]))


def _organisations(funding, name):
    language, by_id = get_language(), funding.options.by_id
    found = (by_id[pk] for pk in funding.options.choices[name] if pk in by_id)
    return _sorted((each.key, each.name(language)) for each in found)


def _provider(funding):
    options = _organisations(funding, "provider")
    own = funding.provider
    if own and own.key not in dict(options):
        options.insert(0, (own.key, own.name(get_language())))
    empty = SelectOption("", gettext("all providers"), not funding.provider_key)
    return [
        SelectField(
            "provider",
            gettext("Provider"),
            [*(SelectOption(key, text, key == funding.provider_key) for key, text in options), empty],
        )
    ]


def _receiver(funding):
    return _select_fields(
        funding, "receiver", gettext("Receiver"), gettext("all partners"), _organisations(funding, "receiver")
    )


def _country(funding):
    codes = _sorted((code.lower(), str(countries.name(code))) for code in funding.options.choices["country"])
    return _select_fields(funding, "country", gettext("Country"), gettext("all countries"), codes)


def _area(funding):
    tree = funding.options.tree
    nodes = [node for area in tree.areas for node in area.with_below()]
    options = [(node.key, "\u2003" * (len(node.line) - 1) + node.title) for node in nodes]
    return _select_fields(funding, "area", gettext("Area and topic"), gettext("all areas"), options)


def _tag(funding):
    return _select_fields(funding, "tag", gettext("Tag"), gettext("any tag"), list(funding.options.tags.items()))


def _stage(funding):
    options = [(stage.value, str(stage.label)) for stage in Stage]
    return _select_fields(funding, "stage", gettext("Stage"), pgettext("all stages", "Sums"), options)


def _currency(funding):
    language = get_language()
    codes = dict.fromkeys([EURO, *funding.options.choices["currency"], funding.currency])
    # Euros are what a page answers in, with the others told beneath: only another choice is one.
    chosen = funding.cleaned.get("currency") or ""
    options = [SelectOption("", gettext("euros, others apart"), not chosen)]
    options += [SelectOption(code, currency_name(code, language), code == chosen) for code in codes]
    return [SelectField("currency", gettext("Currency"), options)]


def _years(funding, name, label, empty):
    years = funding.options.choices["year"]
    span = range(int(years[0]), int(years[-1]) + 1) if years else ()
    options = [(str(year), str(year)) for year in reversed(span)]
    chosen = funding.data.get(name, "") if funding.cleaned.get(name) else ""
    if chosen and chosen not in dict(options):
        options.insert(0, (chosen, chosen))
    return [
        SelectField(
            name,
            label,
            [SelectOption("", empty, not chosen), *(SelectOption(*pair, pair[0] == chosen) for pair in options)],
        )
    ]


def _first(funding):
    return _years(funding, "from", gettext("From"), gettext("the beginning"))


def _last(funding):
    return _years(funding, "to", gettext("To"), gettext("today"))


FIELDS = {
    "stage": _stage,
    "provider": _provider,
    "receiver": _receiver,
    "country": _country,
    "area": _area,
    "tag": _tag,
    "first": _first,
    "last": _last,
    "currency": _currency,
}
