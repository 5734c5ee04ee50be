"""The words that say how exact a sum is, before it and after it."""

from .tokens import stems, tokenize, words

Cues = dict[tuple[str, ...], str]


def phrases(text: str) -> list[tuple[str, ...]]:
    """Phrases between bars, as the tokens they are in a text."""
    return [tuple(tokenize(phrase).low[:-5]) for phrase in text.split("|")]


def _cues(**by_qualifier: str) -> Cues:
    return {phrase: qualifier for qualifier, text in by_qualifier.items() for phrase in phrases(text)}


SIGNS = _cues(
    more_than=">", at_least="≥|> =|min|min .", up_to="<|≤|< =|max|max .", about="~|≈|±|+ / -|ca|ca .|circa|c ."
)
BEFORE: dict[str, Cues] = {
    "en": SIGNS
    | _cues(
        more_than="more than|over|well over|just over|exceeding|exceeds|exceeded|in excess of|upwards of|upward of|"
        "above|"
        "topping|beyond|greater than|higher than|surpassing|surpassed|north of|excess of",
        at_least="at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|"
        "starting from|starting at|from at least|to at least|no lower than|at the very least|at a minimum",
        almost="almost|nearly|close to|just under|just below|slightly under|slightly less than|a little less than|"
        "just short of|slightly below|not quite|approaching|just less than|little under|virtually|practically|"
        "a little under|slightly over half",
        up_to="up to|no more than|not more than|a maximum of|maximum of|maximum|at most|not exceeding|less than|under|"
        "as much as|below|to a maximum of|up to a maximum of|not to exceed|fewer than|lower than|a ceiling of|"
        "does not exceed|may not exceed|must not exceed|not exceed|capped at|limited to|up to a total of|at the most",
        about="about|around|approximately|roughly|some|an estimated|estimated|estimated at|approx|approx .|"
        "more or less|in the region of|in the order of|of the order of|on the order of|something like|or so|"
        "the equivalent of about|an average of about|circa|an approximate|somewhere around|in the vicinity of|"
        "more or less",
    ),
    "nl": SIGNS
    | _cues(
        more_than="meer dan|ruim|boven|boven de|goed|een dikke|dik|iets meer dan|hoger dan|groter dan|méér dan|"
        "een goede|"
        "een ruime|een stevige|meer als|net boven|net boven de|net iets meer dan|overschrijdt|overstijgt",
        at_least="minstens|ten minste|tenminste|minimaal|op zijn minst|niet minder dan|minimum|een minimum van|vanaf|"
        "op z ' n minst|maar liefst minstens|liefst minstens|tot minstens|minimumbedrag van",
        almost="bijna|haast|net geen|net niet|vrijwel|nagenoeg|tegen de|net onder|net onder de|iets minder dan|krap|"
        "een kleine|dicht bij de|zowat bijna|amper minder dan|net iets minder dan|schier|dicht tegen de",
        up_to="tot|tot wel|maximaal|hoogstens|ten hoogste|hooguit|maximum|een maximum van|niet meer dan|minder dan|"
        "niet hoger dan|niet hoger zijn dan|niet meer bedragen dan|niet meer zijn dan|onder de|maximumbedrag van|"
        "tot maximaal|tot en met|tot maximum|tot ten hoogste|tot een maximum van|max|"
        "max .|tot hoogstens|"
        "beperkt tot|lager dan|tot een bedrag van|tot aan",
        about="ongeveer|zo ' n|zo een|circa|rond|rond de|om en bij|om en bij de|om en nabij|om en nabij de|"
        "naar schatting|"
        "omstreeks|pakweg|een slordige|grofweg|zowat|een geschatte|geschat op|in de orde van|in de buurt van|"
        "plusminus|plus minus|ca|ca .|min of meer|een|bij benadering|zoiets als|een goeie|ruwweg|naar raming",
    ),
    "fr": SIGNS
    | _cues(
        more_than="plus de|plus d '|dépassant|dépasse|dépassent|dépassé|excédant|supérieur à|supérieure à|supérieurs à|"
        "supérieures à|au - delà de|au delà de|un peu plus de|bien plus de|au - dessus de|excède|largement plus de|"
        "supérieur aux|dépassant les|dépasse les|dépassent les",
        at_least="au moins|au minimum|pas moins de|un minimum de|minimum|à partir de|non moins de|pas moins d '|"
        "minimum de|minimum d '|à tout le moins|d ' au moins|au bas mot|un minimum d '",
        almost="près de|près d '|presque|quasi|quasiment|un peu moins de|un peu moins d '|pratiquement|pas loin de|"
        "proche de|proche des|frôlant les|frôle les|à peine moins de|juste en dessous de|tout près de|juste sous les",
        up_to="jusqu ' à|jusqu ' à concurrence de|au maximum|maximum|un maximum de|au plus|tout au plus|pas plus de|"
        "moins de|à concurrence de|inférieur à|inférieure à|ne dépassant pas|n ' excédant pas|maximum de|"
        "jusqu ' à un maximum de|plafonné à|plafonnée à|plafonnés à|plafonnées à|moins d '|inférieurs à|au plus à|"
        "jusqu ' au montant de|limité à|limitée à|à un maximum de|maximal de|maximale de|"
        "ne peut dépasser|ne peut pas dépasser|ne peut excéder|ne peut pas excéder|ne peuvent dépasser|"
        "ne peuvent pas dépasser|ne peuvent excéder|ne doit pas dépasser|ne pourra dépasser|sans dépasser|"
        "ne saurait excéder|ne pourra excéder|sans excéder|ne doit pas excéder|ne dépasse pas|ne dépassent pas|"
        "n ' excède pas|pas plus d '",
        about="environ|quelque|quelques|approximativement|à peu près|autour de|autour des|aux alentours de|"
        "aux environs de|de l ' ordre de|d ' environ|à environ|aux alentours des|plus ou moins|avoisinant|"
        "avoisinant les|"
        "avoisine les|avoisine|estimé à|estimée à|estimés à|estimées à|une estimation de|dans les|grosso modo|"
        "l ' équivalent d ' environ|de quelque|peu ou prou",
    ),
    "de": SIGNS
    | _cues(
        more_than="mehr als|über|gut|mehr denn|oberhalb von|jenseits von|jenseits der|etwas mehr als|etwas über|"
        "weit über|deutlich über|knapp über|reichlich|deutlich mehr als|weit mehr als|höher als|größer als|"
        "übersteigt|übersteigen|überschreitet|überschreiten|von über|von mehr als",
        at_least="mindestens|wenigstens|zumindest|nicht weniger als|nicht unter|ab|minimal|ein minimum von|minimum|"
        "mindestbetrag von|zum mindesten",
        almost="fast|knapp|beinahe|nahezu|annähernd|etwas weniger als|kurz vor|nicht ganz|knapp unter|etwas unter|"
        "an die|dicht an|so gut wie",
        up_to="bis zu|bis|höchstens|maximal|maximum|nicht mehr als|allenfalls|unter|weniger als|bis zu maximal|"
        "bis maximal|ein maximum von|bis zu einem betrag von|bis zu einer höhe von|nicht über|begrenzt auf|"
        "bis zu höchstens|max|max .|bis in höhe von|bis zur höhe von|bis zu insgesamt|höchstbetrag von|geringer als|"
        "niedriger als",
        about="rund|etwa|ungefähr|circa|ca|ca .|zirka|schätzungsweise|um die|in etwa|zwischen etwa|geschätzt|"
        "geschätzte|geschätzten|in der größenordnung von|über den daumen|an rund|grob|um|plus minus|so um die|"
        "annäherungsweise|näherungsweise|geschätzt auf|auf etwa",
    ),
}
# "Een" alone says nothing, and "um 5 Millionen" is a difference: only with more words are they cues.
for _language, _word in (("nl", "een"), ("de", "um"), ("de", "über den daumen"), ("de", "zwischen etwa")):
    BEFORE[_language].pop(tuple(_word.split()), None)
# "Jusqu'à concurrence de" goes with "jusqu'à concurrence d'un million".
BEFORE["fr"] |= {(*cue[:-1], "d", "'"): said for cue, said in BEFORE["fr"].items() if cue[-1] == "de"}
MAX_CUE_TOKENS = max(len(phrase) for cues in BEFORE.values() for phrase in cues)
# Words between the cue and the sum: "more than an extra €9 million".
FILLERS = {
    "en": words("a an another extra additional further new total of sum amount fresh combined overall grand "
                    "annual yearly equivalent worth full grant contribution award"),
    "nl": words("een bijkomende bijkomend extra bedrag van totaal in nieuwe nog eens jaarlijks jaarlijkse som "
                    "totaalbedrag aanvullende andere subsidie bijdrage steun toelage"),
    "fr": words("un une montant somme total totale de d ' des supplémentaires supplémentaire encore subvention "
                "contribution aide"),
    "de": words("weitere weiteren weiterer zusätzliche zusätzlich zusätzlichen insgesamt noch einmal neue neuen "
                    "eine einen einer summe betrag von jährlich jährliche extra gesamt förderung beitrag zuschuss"),
}  # fmt: skip
MAX_FILLERS = 4
# Verbs at the end of the sentence: "darf 7.500 EUR je Person nicht übersteigen" is a ceiling, without "nicht" a floor.
EXCEED = {
    "nl": ("niet", words("overschrijden overschrijdt overstijgen overstijgt")),
    "de": ("nicht", words("übersteigen übersteigt überschreiten überschreitet")),
}
MAX_VERB_DISTANCE = 8  # tokens
AFTER: dict[str, Cues] = {
    "en": _cues(
        at_least="or more|and more|and above|or above|or higher|at least|at a minimum|at minimum|minimum|or over|"
        "as a minimum|and over|at the very least|- plus|plus|and upwards|and up",
        up_to="at most|maximum|max|or less|at a maximum|or under|or below|as a maximum|at the most|or lower|or fewer",
        about="or so|approximately|or thereabouts|more or less|roughly|approx|give or take",
    ),
    "nl": _cues(
        at_least="of meer|en meer|minstens|op zijn minst|minimaal|minimum|ten minste|of hoger|of méér|en hoger",
        up_to="of minder|maximaal|maximum|hoogstens|hooguit|ten hoogste|max|of lager",
        about="ongeveer|of zo|bij benadering|of daaromtrent|min of meer|naar schatting",
    ),
    "fr": _cues(
        at_least="ou plus|et plus|au moins|au minimum|minimum|ou davantage|au bas mot|et davantage",
        up_to="maximum|au maximum|au plus|ou moins|tout au plus|max",
        about="environ|à peu près|approximativement|ou à peu près|plus ou moins",
    ),
    "de": _cues(
        at_least="oder mehr|und mehr|mindestens|wenigstens|oder darüber|aufwärts|und darüber|minimum",
        up_to="oder weniger|maximal|höchstens|max|oder darunter|maximum",
        about="ungefähr|circa|oder so|in etwa|schätzungsweise",
    ),
}
# "Ein Vertrag über 30 Millionen" is one of 30 million.
WORTH = stems(
    "vertrag scheck rechnung abkommen kredit darlehen auftrag summe bürgschaft zusage vereinbarung "
    "anleihe betrag bescheid garantie überweisung spende finanzhilfe verfügt verfügen verfügte verfügten"
)
# After these "to" says where a sum arrives: "steeg tot 9 miljoen", "from 5 to 8 million".
CHANGES: dict[str, tuple[str, ...]] = {
    "en": stems(
        "rose rise rising risen increas rais grew grow fell fall declin decreas drop cut reduc jump climb "
        "doubl tripl went boost lift expand up$ down$ shrank shrink revised scaled soar surg"
    ),
    "nl": stems(
        "steeg stijg gesteg steg verho opgetrok optrek groei gegroei daal daalde gedaald verlaag vermind "
        "teruggebr loopt liep oploop opgelop klom klimt verdubbel verdrievoud zakt gezakt uitgebreid "
        "opgevoerd opvoer breng"
    ),
    "fr": stems(
        "passe$ passé passera passant passer$ passent passait augment porte$ porté portera porter$ grimp "
        "monte$ monté relev baiss rédui diminu chut tomb doubl progress accr croît recul ramen hauss"
    ),
    "de": stems(
        "stieg steig gestieg erhöh aufgestock aufstock wuchs wächst gewachs sank sink gesunk fiel fällt "
        "gefall senk gesenk kürz gekürz verdoppel anheb angehob anstieg verringer"
    ),
}
