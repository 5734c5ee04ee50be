"""Tells a yearly sum from one that is given once: "a year", "jaarlijks", "par an", "Jahresbeitrag"."""

from collections.abc import Iterable

from .qualifiers import phrases
from .tokens import WALL, Tokens, stems

MAX_TOKENS_BEFORE, MAX_TOKENS_AFTER = 10, 7  # tokens between the sum and the words that make it yearly
STOPS = frozenset([".", ";", "!", "?", WALL])
# Whole phrases; "!" before a phrase: only right after the sum.
YEARLY = {
    "en": phrases("per year|a year|per annum|annually|each year|every year|yearly|p . a|/ year|/ yr|per calendar year|"
                   "on an annual basis|on a yearly basis|year after year|/ annum|every single year|year on year|pa"),
    "nl": phrases("per jaar|jaarlijks|elk jaar|ieder jaar|op jaarbasis|/ jaar|p . j|per kalenderjaar|jaar na jaar|"
                   "op jaarlijkse basis|per werkjaar|per begrotingsjaar|elk kalenderjaar"),
    "fr": phrases("par an|par année|chaque année|annuellement|tous les ans|/ an|l ' an|par exercice|sur base annuelle|"
                   "par année civile|sur une base annuelle|en base annuelle|en rythme annuel|annuels|annuelles"),
    "de": phrases("pro jahr|jährlich|jedes jahr|im jahr|alljährlich|je jahr|/ jahr|p . a|pro kalenderjahr|per annum|"
                   "auf jahresbasis|jahr für jahr|je kalenderjahr|pro haushaltsjahr|jeweils im jahr"),
}  # fmt: skip
ADJACENT_ONLY: dict[str, set[tuple[str, ...]]] = {
    "en": {("a", "year"), ("yearly",), ("pa",)},
    "nl": set(),
    "fr": {("annuels",), ("annuelles",), ("l", "'", "an")},
    "de": {("im", "jahr")},
}
# "A year ago", "im Jahr 2020": not a rhythm.
NOT_YEARLY = stems("ago later earlier before after previously zuvor danach später davor vorher darauf")
ADJECTIVES = {
    "en": frozenset(["annual", "yearly"]),
    "nl": frozenset(["jaarlijks", "jaarlijkse"]),
    "fr": frozenset(["annuel", "annuelle", "annuels", "annuelles"]),
    "de": frozenset(["jährliche", "jährlichen", "jährlicher", "jährliches", "jährlichem"]),
}
# What can be so much a year; a conference or a report cannot. Stems; in Dutch and German also ends of one word.
MONEY: dict[str, tuple[str, ...]] = {
    "en": stems(
        "contribut budget fund grant support subsid amount sum cost spend expend aid alloc fee pay turnover "
        "revenue income envelope invest loan salar allowanc total rent assistance ceiling financ donation "
        "instalment deficit saving premium appropriation subscription dues levy tuition quota bill membership core "
        "trade export import profit loss "
        "interest need"
    ),
    "nl": stems(
        "bijdrage budget steun toelage subsidie bedrag kost uitgave hulp dotatie begroting omzet inkomst "
        "inkomen investering lening loon vergoeding schijf premie financiering enveloppe huur totaal lidgeld "
        "krediet middelen werkingsmiddelen winst kosten abonnement som handel export uitvoer"
    ),
    "fr": stems(
        "contribut budget subvent aide montant somme coût dépens dotation allocation appui soutien chiffre "
        "revenu invest prêt salaire prime financement enveloppe loyer total cotisation crédit moyens "
        "indemnité versement tranche frais recette redevance plafond bénéfice besoin abonnement quota"
    ),
    "de": stems(
        "beitrag budget zuschuss förder hilfe betrag beiträg summe kosten ausgabe haushalt umsatz einkommen "
        "invest darlehen gehalt prämie finanz miete beihilfe mittel einnahme unterstütz zahlung gebühr etat "
        "volumen zuwendung leistung rate bedarf gewinn"
    ),
}
COMPOUND_PREFIXES = {"nl": "jaar", "de": "jahres"}  # jaarbudget, Jahresbeitrag


def _at(tokens: Tokens, i: int, phrase: tuple[str, ...]) -> bool:
    return all(tokens.low[i + n] == word for n, word in enumerate(phrase))


def _yearly_phrase(tokens: Tokens, i: int, language: str) -> tuple[int, bool]:
    """Where a phrase such as "per year" ends that starts at token i (or 0), and whether it only follows a sum."""
    for phrase in YEARLY[language]:
        if tokens.low[i] == phrase[0] and _at(tokens, i, phrase):
            end, at_once = i + len(phrase), phrase in ADJACENT_ONLY[language]
            if at_once and (tokens.low[end] in NOT_YEARLY or tokens.low[end][:1].isdigit()):
                return 0, False
            return end, at_once
    return 0, False


def _has_money(words: Iterable[str], language: str) -> bool:
    """Whether one of the words, up to the end of the sentence, is something that can be so much a year."""
    for word in words:
        if word in STOPS:
            return False
        if word.startswith(MONEY[language]) or (language in COMPOUND_PREFIXES and word.endswith(MONEY[language])):
            return True
    return False


def _is_yearly_money(tokens: Tokens, i: int, language: str) -> bool:
    """ "Annual contribution", "contribution annuelle", "Jahresbudget" at token i."""
    low = tokens.low
    if low[i] in ADJECTIVES[language]:
        if _has_money(low[i + 1 : i + 4], language):
            return True
        return language == "fr" and _has_money(reversed(low[max(0, i - 3) : i]), language)
    prefix = COMPOUND_PREFIXES.get(language)
    return bool(prefix and low[i].startswith(prefix) and low[i].removeprefix(prefix).startswith(MONEY[language]))


def is_per_year(tokens: Tokens, first: int, last: int, consumed: int, after: int, language: str) -> int:
    """Whether the sum in tokens `first` to `last` is a yearly one: the token up to which that is said, or 0.

    Words before `consumed` belong to an earlier sum; `after` is where the next one starts. A phrase between two sums
    belongs to the nearer one.
    """
    return _yearly_after(tokens, last, after, language) or (
        last if _yearly_before(tokens, first, consumed, language) else 0
    )


def _yearly_after(tokens: Tokens, last: int, after: int, language: str) -> int:
    low = tokens.low
    for i in range(last, min(last + MAX_TOKENS_AFTER, after)):
        if low[i] in STOPS:
            return 0
        end, at_once = _yearly_phrase(tokens, i, language)
        if end and (i <= last + 1 or not at_once) and (after >= len(low) or i - last <= after - end):
            return end
        if i <= last + 3 and low[i] in ADJECTIVES[language] and _is_yearly_money(tokens, i, language):
            return i + 1
    return 0


def _yearly_before(tokens: Tokens, first: int, consumed: int, language: str) -> bool:
    low = tokens.low
    for i in range(first - 1, max(consumed, first - MAX_TOKENS_BEFORE, 0) - 1, -1):
        if low[i] in STOPS:
            return False
        if low[i] in ADJECTIVES[language] and i == first - 1:
            return True
        end, at_once = _yearly_phrase(tokens, i, language)
        if (end and not at_once) or _is_yearly_money(tokens, i, language):
            return True
    return False
