"""Sums that share a currency or a scale ("5 and 10 million euros"), and ranges ("between €5 and €10 million")."""

from decimal import Decimal
from itertools import pairwise

from .candidates import Candidate
from .numbers import DASHES, is_digits
from .qualifiers import CHANGES
from .tokens import WALL, Tokens, words

RANGE, AND, OR, COMMA, CHANGE = "range", "and", "or", "comma", "change"
LINKS: dict[str, dict[tuple[str, ...], str]] = {
    "en": {("to",): RANGE, ("up", "to"): RANGE, ("through",): RANGE, ("and",): AND, ("or",): OR, (",", "and"): AND},
    "nl": {("tot",): RANGE, ("à",): RANGE, ("tot", "en", "met"): RANGE, ("en",): AND, ("of",): OR, ("naar",): CHANGE},
    "fr": {("à",): RANGE, ("jusqu", "'", "à"): RANGE, ("et",): AND, ("ou",): OR, ("voire",): OR},
    "de": {("bis",): RANGE, ("bis", "zu"): RANGE, ("und",): AND, ("beziehungsweise",): AND, ("oder",): OR,
           ("auf",): CHANGE, ("bzw", "."): AND},
}  # fmt: skip
BETWEEN = {"en": "between", "nl": "tussen", "fr": "entre", "de": "zwischen"}
LABELS = words(
    "article articles art page pages p pp nr no number numbers phase phases resolution resolutions chapter chapters "
    "annex section paragraph para point points table tables figure figures step steps artikel artikelen art blz "
    "bladzijde bladzijden pagina hoofdstuk fase fasen bijlage punt tabel stap résolution chapitre annexe numéro "
    "tableau "
    "point paragraphe étape seite seiten s nummer kapitel anhang schritt tabelle absatz lot lots perceel percelen "
    "january february march april may june july august september october november december level"
)
# A sum may end before these; before any other word a number without currency counts something else.
FOLLOWING_FUNCTION_WORDS = {
    "en": words("in for to per a an each over from and or of by as at on with is are was were will would this that "
                    "which respectively to until during since the every annually but under through has have had"),
    "nl": words("in voor tot per elk over van en of op met is zijn was waren zal die dat respectievelijk tijdens sinds "
                    "de het jaarlijks maar door aan naar bij uit worden wordt werd werden gaat gaan heeft"),
    "fr": words("en pour à par chacun sur de du des et ou avec est sont était étaient sera qui que respectivement "
                    "pendant depuis la le les chaque mais au aux dans d a ont "),
    "de": words("in für bis pro je über von und oder auf mit ist sind war waren wird die das der den dem jeweils "
                    "während seit jährlich aber durch an nach bei aus werden wurden hat haben zu zur zum"),
}  # fmt: skip
LOOK_BACK = 8
MAX_LINK_TOKENS = 3  # tokens


def _link(tokens: Tokens, left: Candidate, right: Candidate, language: str) -> str:
    """How two neighbours are joined; empty if they are not."""
    if not 0 < right.first - left.last <= MAX_LINK_TOKENS:
        return ""
    between = tuple(tokens.low[left.last : right.first])
    if len(between) == 1 and between[0] in DASHES:
        return RANGE
    if len(between) == 2 and between[1] in ("de", "les", "den") and _is_between(tokens, left, language):
        between = between[:1]  # "tussen de 5 en de 10 miljoen"
    return COMMA if between == (",",) else LINKS[language].get(between, "")


def _is_between(tokens: Tokens, left: Candidate, language: str) -> bool:
    return BETWEEN[language] in tokens.low[max(0, left.first - 3) : left.first]


def is_change(tokens: Tokens, first: int, language: str, reach: int = LOOK_BACK) -> bool:
    """Whether a word of rising or falling stands shortly before: "from 5 to 8 million" is then no range."""
    for word in reversed(tokens.low[max(0, first - reach) : first]):
        if word in (".", ";", WALL):
            return False
        for stem in CHANGES[language]:
            if word == stem[:-1] if stem.endswith("$") else word.startswith(stem):
                return True
    return False


def _labelled(tokens: Tokens, one: Candidate) -> bool:
    i = one.number.first - 1
    return i >= 0 and tokens.low[i - 1 if tokens.low[i] == "." and i else i] in LABELS


def _take_scale(left: Candidate, right: Candidate) -> bool:
    """Give the scale of the right number to the left one of "5 to 10 million"."""
    if right.scale is None or left.scale is not None or left.value >= 1000:
        return False
    left.value, left.scale = left.value * right.scale, right.scale
    return True


def _share_leftwards(tokens: Tokens, left: Candidate, right: Candidate, kind: str, between: bool) -> None:
    """The left number takes the currency that stands after the right one."""
    number = left.number
    if number.year_like or _labelled(tokens, left) or (number.letter and kind != RANGE):
        return
    if number.article and not (between or kind in (RANGE, OR)):
        return
    plain = left.value
    _take_scale(left, right)
    if kind == RANGE and left.value >= right.value:
        left.value = plain  # "500 to 1 million euros"
    left.code, left.shared = right.code, True


def _share_rightwards(tokens: Tokens, left: Candidate, right: Candidate, kind: str, language: str) -> None:
    """The right number takes the currency that stands before the left one: "€5 to 10 million"."""
    number = right.number
    if (number.letter and kind != RANGE) or number.article or number.year_like:
        return
    if number.scale is None and left.number.scale is not None:
        return
    ends = not tokens.low[right.last].isalpha() or tokens.low[right.last] in FOLLOWING_FUNCTION_WORDS[language]
    if not ends:
        attached = not tokens.gap[right.first] and not tokens.gap[left.last]
        if kind in (AND, OR) or left.number.scale is not None or not (attached or number.scale is not None):
            return
    if kind == RANGE and number.scale is None and right.value <= left.value:
        return
    _take_scale(left, right)
    right.code, right.shared = left.code, True


def _has_tail(one: Candidate) -> bool:
    return bool(one.code) and (one.after is not None or (one.shared and one.before is None))


def _make_range(tokens: Tokens, left: Candidate, right: Candidate, kind: str, language: str) -> bool:
    if not left.code or left.code != right.code or left.upper is not None or right.upper is not None:
        return False
    if kind == OR:
        if not (left.shared or right.shared) or left.scale != right.scale:
            return False
        if right.value - left.value != (right.scale or 1) or tokens.low[left.first - 1] == ",":
            return False  # only "two or three million" is a way to say about
    elif kind == AND:
        if not _is_between(tokens, left, language):
            return False
    elif kind != RANGE or (tokens.low[left.last] not in DASHES and is_change(tokens, left.first, language)):
        return False
    if right.before is not None and left.before is not None and left.value < 1000:
        _take_scale(left, right)  # "between €5 and €10 million"
    return left.value < right.value


def link(tokens: Tokens, found: list[Candidate], language: str) -> list[Candidate]:
    """The sums with a currency, ranges as one."""
    kinds = [_link(tokens, left, right, language) for left, right in pairwise(found)]
    for i in range(len(found) - 2, -1, -1):
        left, right, kind = found[i], found[i + 1], kinds[i]
        between = kind == AND and _is_between(tokens, left, language)
        tail = _has_tail(right) or (between and bool(right.code))
        if not left.code and _is_rest(tokens, left, right, kind):
            right.first, right.value = left.first, right.value + left.value
        elif kind and not left.code and tail and (kind != COMMA or right.shared):
            _share_leftwards(tokens, left, right, kind, between)
    for i, kind in enumerate(kinds):
        left, right = found[i], found[i + 1]
        if kind in (RANGE, AND, OR) and left.before is not None and left.code and not right.code:
            _share_rightwards(tokens, left, right, kind, language)
    linked: list[Candidate] = []
    for i, one in enumerate(found):
        if linked and i and found[i - 1] is linked[-1] and _make_range(tokens, linked[-1], one, kinds[i - 1], language):
            linked[-1].upper, linked[-1].last = one.value, one.last
        elif one.code:
            linked.append(one)
    return linked


def _is_rest(tokens: Tokens, left: Candidate, right: Candidate, kind: str) -> bool:
    """ "2 miljoen 500.000 euro" is one sum, and so is "two million, five hundred thousand euros"."""
    scale = left.number.scale
    if scale is None or right.after is None or left.number.letter:
        return False
    spelled = not is_digits(tokens.low[left.number.first]) and not is_digits(tokens.low[right.number.first])
    if left.last != right.first and not (kind == COMMA and spelled):
        return False
    return Decimal(1000) <= right.value < scale and right.before is None
