"""Scales: the words and abbreviations that multiply a number."""

from decimal import Decimal

from .tokens import words

THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))


def _scale(factor: Decimal, names: str) -> dict[str, Decimal]:
    return dict.fromkeys(names.split(), factor)


# Unmistakable in any of the four languages, and often borrowed by one from another.
SHARED = (
    _scale(MILLION, "million millions miljoen millionen mln mln mn mio mios")
    | _scale(BILLION, "milliard milliards miljard milliarde milliarden mrd mrds mld mia bn bln")
    | _scale(TRILLION, "biljoen")
)
SCALES: dict[str, dict[str, Decimal]] = {
    "en": SHARED
    | _scale(Decimal(100), "hundred")
    | _scale(THOUSAND, "thousand thousands")
    | _scale(THOUSAND * 100, "lakh lakhs")
    | _scale(MILLION, "mil mill")
    | _scale(MILLION * 10, "crore crores")
    | _scale(BILLION, "billion billions")
    | _scale(TRILLION, "trillion trillions tn trn"),
    "nl": SHARED
    | _scale(Decimal(100), "honderd")
    | _scale(THOUSAND, "duizend dzd")
    | _scale(BILLION, "billion md")
    | _scale(TRILLION, "bio"),
    "fr": SHARED
    | _scale(THOUSAND, "mille milliers")
    | _scale(BILLION, "md mds")
    | _scale(TRILLION, "billion billions"),
    "de": SHARED
    | _scale(Decimal(100), "hundert")
    | _scale(THOUSAND, "tausend tsd")
    | _scale(MILLION, "mill")
    | _scale(BILLION, "md")
    | _scale(TRILLION, "billion billionen bio"),
}
ONE_LETTER: dict[str, dict[str, Decimal]] = {
    "en": {"k": THOUSAND, "K": THOUSAND, "m": MILLION, "M": MILLION, "b": BILLION, "B": BILLION, "T": TRILLION},
    "nl": {"k": THOUSAND, "K": THOUSAND, "m": MILLION, "M": MILLION},
    "fr": {"k": THOUSAND, "K": THOUSAND, "m": MILLION, "M": MILLION},
    "de": {"k": THOUSAND, "K": THOUSAND, "m": MILLION, "M": MILLION, "T": THOUSAND},
}
DOTTED = words("mln mio mios mrd mrds mld mill tsd bio md m dzd")
AFTER_A = words("hundred thousand million billion trillion")  # "a million", but not "a euro"
SPECIAL = {"viertelmillion": MILLION / 4, "dreiviertelmillion": MILLION * 3 / 4, "halbmillion": MILLION / 2}
