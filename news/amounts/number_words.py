"""Number words of the four languages: what each counts for, and how German and Dutch write them in one word."""

from decimal import Decimal
from functools import lru_cache

HALF = Decimal("0.5")


def _numbered(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """`a/b c` counts a and b as `first`, c as the next."""
    return {form: first + n * step for n, forms in enumerate(words.split()) for form in forms.split("/")}


SMALL: dict[str, dict[str, int]] = {  # 1 to 19, then the tens
    "en": _numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    | _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10),
    "nl": _numbered(
        "een/één/eén twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
        "zestien zeventien achttien negentien"
    )
    | _numbered("twintig dertig veertig vijftig zestig zeventig tachtig negentig", 20, 10),
    "fr": _numbered("un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    | _numbered("vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante", 20, 10),
    "de": _numbered(
        "ein/eine/einer/einen/einem/eins zwei/zwo drei vier fünf sechs sieben acht neun zehn elf "
        "zwölf/zwoelf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    | _numbered("zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10),
}
# "Un euro fort", "een euro": these words alone are articles; only a scale after them makes them numbers.
ARTICLES = {
    "en": frozenset(["a", "an"]),
    "nl": frozenset(["een"]),
    "fr": frozenset(["un", "une"]),
    "de": frozenset(["ein", "eine", "einer", "einen", "einem"]),
}
HUNDRED = {
    "en": frozenset(["hundred"]),
    "nl": frozenset(["honderd"]),
    "fr": frozenset(["cent", "cents"]),
    "de": frozenset(["hundert"]),
}
JOINS = {"en": "and", "nl": "en", "fr": "et", "de": "und"}
# "Duizend euro" needs no number before it; "thousand euros" does, and so does a bare "million" everywhere.
BARE_THOUSAND = {"en": "", "nl": "duizend", "fr": "mille", "de": "tausend"}
# A part of the scale that follows: half a million, un demi-million, eine halbe Million (hyphens do not matter).
PARTS: dict[str, dict[tuple[str, ...], Decimal]] = {
    "en": {
        ("half", "a"): HALF,
        ("a", "half"): HALF,
        ("half",): HALF,
        ("one", "half"): HALF,
        ("half", "of", "a"): HALF,
        ("quarter", "of", "a"): HALF / 2,
        ("a", "quarter", "of", "a"): HALF / 2,
        ("a", "quarter"): HALF / 2,
        ("three", "quarters", "of", "a"): HALF * 3 / 2,
        ("three", "quarter"): HALF * 3 / 2,
    },
    "nl": {
        ("een", "half"): HALF,
        ("half",): HALF,
        ("een", "halve"): HALF,
        ("halve",): HALF,
        ("een", "kwart"): HALF / 2,
        ("kwart",): HALF / 2,
        ("driekwart",): HALF * 3 / 2,
        ("drie", "kwart"): HALF * 3 / 2,
        ("anderhalf",): HALF * 3,
        ("anderhalve",): HALF * 3,
    },
    "fr": {
        ("un", "demi"): HALF,
        ("demi",): HALF,
        ("une", "demie"): HALF,
        ("un", "quart", "de"): HALF / 2,
        ("trois", "quarts", "de"): HALF * 3 / 2,
        ("trois", "quarts", "d", "'", "un"): HALF * 3 / 2,
    },
    "de": {
        ("eine", "halbe"): HALF,
        ("einer", "halben"): HALF,
        ("halbe",): HALF,
        ("halben",): HALF,
        ("einer", "viertel"): HALF / 2,
        ("anderthalb",): HALF * 3,
        ("eineinhalb",): HALF * 3,
        ("eine", "dreiviertel"): HALF * 3 / 2,
    },
}
# What may follow a whole number or its scale: "one and a half million", "un million et demi".
AND_A_HALF: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (("and", "a", "half"),),
    "nl": (("en", "een", "half"), ("en", "een", "halve"), ("en", "half")),
    "fr": (("et", "demi"), ("et", "demie")),
    "de": (("und", "eine", "halbe"), ("einhalb",)),
}
FRACTIONS = {"½": HALF, "¼": HALF / 2, "¾": HALF * 3 / 2}
# "Une vingtaine de millions", "een tiental miljoen": about so many.
ROUND_NUMBERS = {
    "en": {},
    "nl": _numbered("tiental twintigtal dertigtal veertigtal vijftigtal zestigtal", 10, 10)
    | {"vijftiental": 15, "dozijn": 12, "honderdtal": 100},
    "fr": _numbered("dizaine vingtaine trentaine quarantaine cinquantaine soixantaine", 10, 10)
    | {"quinzaine": 15, "douzaine": 12, "centaine": 100, "millier": 1000},
    "de": {"dutzend": 12},
}
MAX_WORD_LENGTH = 60
# How a number in one word can begin: keeps the cutting of words away from ordinary prose.
BEGINNINGS = {
    language: tuple({word[:3] for word in SMALL[language]} | set(HUNDRED[language]) | {BARE_THOUSAND[language]})
    for language in ("nl", "de")
}


@lru_cache(maxsize=4096)
def one_word(word: str, language: str) -> Decimal | None:
    """Fünfundzwanzig, tweeëntwintig, zweihundertfünfzigtausend, zweieinhalb: below a million."""
    if len(word) > MAX_WORD_LENGTH:
        return None
    word = word.replace("ë", "e").replace("ï", "i")
    halves = ("einhalb",) if language == "de" else ("eneenhalf", "enhalf", "eneenhalve", "enhalve")
    for half in halves:
        if word.endswith(half):
            whole = SMALL[language].get(word.removesuffix(half))
            return None if whole is None or whole > 19 else whole + HALF
    thousand = BARE_THOUSAND[language]
    left, found, right = word.partition(thousand)
    if not found:
        value = _below_thousand(word, language)
    else:
        many = _below_thousand(left, language) if left else 1
        rest = _below_thousand(right.removeprefix(JOINS[language]), language) if right else 0
        value = None if many is None or rest is None else many * 1000 + rest
    return None if value is None else Decimal(value)


def _below_thousand(word: str, language: str) -> int | None:
    hundred = next(iter(HUNDRED[language]))
    left, found, right = word.partition(hundred)
    if not found:
        return _below_hundred(word, language)
    many = _below_hundred(left, language) if left else 1
    rest = _below_hundred(right.removeprefix(JOINS[language]) or right, language) if right else 0
    return None if many is None or rest is None else many * 100 + rest


def _below_hundred(word: str, language: str) -> int | None:
    small = SMALL[language]
    if word in small:
        return small[word]
    join = JOINS[language]
    place = word.find(join, 2)  # no unit is shorter than two letters; "een" and "zeven" hold the Dutch join
    while place > 0:
        unit, ten = small.get(word[:place]), small.get(word[place + len(join) :])
        if unit is not None and ten is not None and unit < 10 and ten >= 20:
            return unit + ten
        place = word.find(join, place + 1)
    return None
