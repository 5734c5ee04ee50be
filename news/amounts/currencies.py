"""Currencies as they are written beside a number: signs, ISO 4217 codes, and words in four languages.

"Dollar" alone is the US dollar and "pound" the British one. "Franken" is Swiss; a "franc" or "crown" needs its country
(francs CFA count as XOF), except that "kr" and "kronor" are Swedish and "kroner" Norwegian unless the words around
name another country. "Livre" and "mark" alone are a book and a name.
"""

from .tokens import words

CODES = words(
    "EUR USD GBP CHF JPY SEK NOK DKK ISK CAD AUD NZD CNY RMB RUB UAH PLN CZK HUF RON BGN HRK INR BRL ZAR MXN KRW SGD "
    "HKD TWD THB IDR MYR VND EGP TND DZD LYD SDG SSP XOF XAF CDF RWF BIF UGX KES TZS ETB ERN DJF NGN GHS GNF MGA MWK "
    "ZMW ZWL MZN AOA NAD BWP CVE GMD LRD SLE STN MRU ILS JOD LBP SYP IQD IRR SAR AED QAR KWD OMR BHD YER AFN PKR BDT "
    "LKR NPR MMK KHR MNT KZT KGS TJS UZS GEL AMD AZN MDL RSD MKD ARS CLP UYU PYG BOB CRC GTQ HNL NIO DOP JMD TTD HTG "
    "XDR BEF DEM FRF NLG"
)
# Codes that are also words or the names of other things (COP 27, PHP 8): only with a scale or a large sum.
AMBIGUOUS_CODES = words("TRY MAD PEN PHP COP CUP BAM MUR SCR")
SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₩": "KRW",
    "₪": "ILS", "₦": "NGN", "₫": "VND", "₱": "PHP", "₵": "GHS", "₸": "KZT", "₾": "GEL", "₼": "AZN", "฿": "THB",
    "\uffe5": "JPY", "\uffe1": "GBP",
}  # fmt: skip
DOLLARS = {"us": "USD", "ca": "CAD", "can": "CAD", "c": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD",
           "s": "SGD", "sg": "SGD", "r": "BRL", "nt": "TWD", "mx": "MXN"}  # fmt: skip
JOINED = {"k": 1000, "m": 10**6, "t": 1000, "mio": 10**6, "mrd": 10**9, "bn": 10**9, "mn": 10**6, "mln": 10**6}
PLAIN: dict[str, str] = {  # "5 million …": the word itself
    "euro euros eur euro's": "EUR",
    "dollar dollars dollar's": "USD",
    "sterling": "GBP",
    "yen yens": "JPY",
    "yuan yuans renminbi": "CNY",
    "rouble roubles ruble rubles roebel roebels rubel": "RUB",
    "hryvnia hryvnias hryvnya hryvnja griwna hrywnja": "UAH",
    "zloty zlotys złoty zł zloties": "PLN",
    "forint forints": "HUF",
    "shekel shekels sjekel sjekels schekel": "ILS",
    "naira": "NGN",
    "birr": "ETB",
    "birrs": "ETB",
    "afghani afghanis": "AFN",
    "franken": "CHF",
    "fcfa": "XOF",
    "kronor": "SEK",
    "kroner": "NOK",
    "kr": "SEK",
}
OF_LANGUAGE: dict[str, dict[str, str]] = {
    "en": {"pound": "GBP", "pounds": "GBP", "rand": "ZAR"},
    "nl": {"pond": "GBP", "ponden": "GBP"},
    "fr": {
        "rands": "ZAR",
    },
    "de": {"pfund": "GBP"},
}
NATIONS: dict[str, dict[str, str]] = {  # stems of the adjective, for the words of one kind of currency
    "dollar dollars": {
        "us": "USD", "usa": "USD", "american": "USD", "amerika": "USD", "américain": "USD", "canad": "CAD",
        "kanad": "CAD", "austral": "AUD", "new zealand": "NZD", "singap": "SGD", "hong kong": "HKD", "liberia": "LRD",
        "jamai": "JMD", "namib": "NAD",
    },
    "pound pounds pond ponden pfund livre livres": {
        "british": "GBP", "brits": "GBP", "britisch": "GBP", "britannique": "GBP", "sterling": "GBP", "english": "GBP",
        "egypt": "EGP", "ägypt": "EGP", "égypt": "EGP", "liban": "LBP", "leban": "LBP", "syri": "SYP", "soudan": "SDG",
        "sudan": "SDG", "soedan": "SDG", "south sudan": "SSP", "turkish": "TRY",
    },
    "franc francs frank franken franks": {
        "swiss": "CHF", "suisse": "CHF", "zwitser": "CHF", "schweiz": "CHF", "belgian": "BEF", "belge": "BEF",
        "belgis": "BEF", "french": "FRF", "français": "FRF", "frans": "FRF", "französ": "FRF", "cfa": "XOF",
        "congo": "CDF", "kongo": "CDF", "rwanda": "RWF", "ruand": "RWF", "burund": "BIF", "guin": "GNF",
    },
    "crown crowns krona kronor krone kroner kronen kroon couronne couronnes": {
        "swed": "SEK", "zweed": "SEK", "schwed": "SEK", "suédois": "SEK", "norw": "NOK", "noor": "NOK",
        "norvég": "NOK", "danish": "DKK", "deens": "DKK", "dänis": "DKK", "danois": "DKK", "iceland": "ISK",
        "ijsland": "ISK", "islä": "ISK", "island": "ISK", "czech": "CZK", "tsjech": "CZK", "tschech": "CZK",
        "tchèque": "CZK",
    },
    "mark marks": {"deutsch": "DEM", "d": "DEM", "german": "DEM", "duits": "DEM", "convertible": "BAM"},
    "rupee rupees roepie roepies roupie roupies rupien": {
        "indi": "INR", "pakista": "PKR", "sri lanka": "LKR", "nepal": "NPR", "népal": "NPR",
    },
    "dinar dinars dinare": {
        "jordan": "JOD", "iraq": "IQD", "irak": "IQD", "tunis": "TND", "alger": "DZD", "kuwait": "KWD", "serbi": "RSD",
        "servi": "RSD", "libyan": "LYD", "libisch": "LYD", "libysch": "LYD", "libyen": "LYD",
    },
    "peso pesos": {"mexi": "MXN", "argentin": "ARS", "colomb": "COP", "philippin": "PHP", "chil": "CLP"},
    "shilling shillings schilling schillings": {"kenya": "KES", "kenia": "KES", "ugand": "UGX", "tanzan": "TZS"},
    "rand": {"south african": "ZAR", "zuid afrika": "ZAR", "südafrika": "ZAR"},
    "real reais": {"brazil": "BRL", "brasil": "BRL", "brésil": "BRL", "brazi": "BRL"},
    "lira lire lires liras": {"turk": "TRY", "turc": "TRY", "türk": "TRY", "turque": "TRY"},
    "dirham dirhams": {"moroc": "MAD", "maroc": "MAD", "marok": "MAD", "emira": "AED", "uae": "AED"},
    "yen yens": {"japan": "JPY", "japon": "JPY"},
    "yuan yuans renminbi": {"chin": "CNY"},
    "rouble roubles ruble rubles roebel roebels rubel": {"russ": "RUB", "belar": "BYN"},
    "hryvnia hryvnias hryvnya hryvnja griwna hrywnja": {"ukrain": "UAH", "oekra": "UAH"},
    "zloty zlotys złoty zloties": {"polish": "PLN", "polon": "PLN", "pools": "PLN", "polni": "PLN"},
    "shekel shekels sjekel sjekels schekel": {"isra": "ILS"},
    "naira": {"niger": "NGN", "nigér": "NGN"},
    "birr": {"ethiop": "ETB", "éthiop": "ETB", "äthiop": "ETB"},
    "forint forints": {"hung": "HUF", "hong": "HUF", "ungar": "HUF"},
    "riyal riyals rial rials": {"saudi": "SAR", "qatar": "QAR", "iran": "IRR", "yemen": "YER"},
}  # fmt: skip
NORDIC_COUNTRY_STEMS = {  # what names the country of a bare "kr" or "kroner", by stems
    "DKK": "danish|denmark|copenhagen|deens|denemark|kopenhag|danemark|danois|dänisch|dänemark",
    "NOK": "oslo|norway|norwegian|noors|noorwegen|norvège|norvég|norwegisch|norwegen",
    "SEK": "swed|stockholm|zwed|zweed|suède|suédois|schwed",
    "ISK": "iceland|ijsland|islande",
}
WORDS = {word: code for words, code in PLAIN.items() for word in words.split()}
KINDS = {word: nations for words, nations in NATIONS.items() for word in words.split()}
# The euro as a club or a coin, not as a sum: "19 euro area countries", "7 Euro-Scheine".
NO_SUM = words(
    "area zone countries country members member states coins coin note notes banknote banknotes biljet bankbiljet "
    "schein münze cent cents landen lidstaten zone "
    "gebied munten biljetten bankbiljetten länder staaten raum mitgliedstaaten mitglieder scheine münzen banknoten "
    "norm cup championship championships lex mediterranean mittelmeer méditerranée atlantic"
)
MONEY_OF = words("aid support funding funds humanitarian assistance public taxpayers investment damage")
