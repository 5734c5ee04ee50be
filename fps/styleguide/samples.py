"""Hard cases for the style guide: very long and very short words, many and none, nothing of it stored."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Sample

from django.core.paginator import Paginator
from django.utils.html import format_html

from images.models import Image
from news.funding.charts import bars
from news.funding.totals import Sum
from news.listing.filter_form import Choice, Choices
from news.listing.rows import ArticleRow
from news.models import Article, ArticleEdition, FundingFigure
from policy.models import Contact
from policy.tree import LiveTree, Node
from publishing.web.alternates import alternates

from ..search.results import Choice as Link
from ..search.results import Result

DAY = date(2022, 3, 1)
LONG = (
    "Entwicklungszusammenarbeitsfinanzierungsmechanismen und Rechtsstaatlichkeitskonditionalität: "
    "Außenministerinnen- und Außenministerkonferenz verabschiedet Zusatzvereinbarung zum Grundlagenabkommen"
)
TEASER = (
    "Die Kleinwaffenkontrollbeauftragten der Mitgliedstaaten berieten über Minenräumung, Opferhilfe und "
    "Risikoaufklärung in den Nachkriegsgebieten; die Verpflichtungsermächtigungen bleiben unverändert."
)
ICONS = (
    *("search", "feed", "to", "older", "newer", "open", "remove", "document"),
    *("check", "live", "scheduled", "review", "draft", "missing", "dated", "withdrawn"),
)
COLOURS = (
    *("paper", "mist", "stone", "ink", "ink-2", "ink-3", "line", "line-ui", "sea", "sea-strong", "visited", "focus"),
    *("danger", "warn", "ok", "mark", "plum", "cobalt", "ochre", "map-1", "map-2", "map-3", "map-4", "map-5"),
    *("stage-1", "stage-2", "stage-3", "stage-4", "compare-a", "compare-b"),
)


def node(key: str, title: str, teaser: str = "", parent: Node | None = None, accent: str = "cobalt") -> Node:
    made = Node(0, key, 0, "de", title, teaser, f"politik/{key}", accent, False, True, None, None, parent)
    if parent:
        parent.children.append(made)
    return made


def row(title: str, teaser: str = "", kind: str = "news", topic=None, image=None, amounts=()) -> ArticleRow:
    article = Article(key="sample", date=DAY, kind=kind, image=image)
    edition = ArticleEdition(subject=article, language="de", title=title, teaser=teaser, slug="beispiel")
    figures = [
        FundingFigure(key=str(number), amount=Decimal(amount), currency="EUR", qualifier=qualifier)
        for number, (amount, qualifier) in enumerate(amounts)
    ]
    return ArticleRow(edition, "#main", DAY, topic, LiveTree("de", []), figures)


def areas() -> list[Node]:
    """An area with twelve topics, one with a single one, one with none."""
    many, one = node("viele", LONG, TEASER), node("eines", "Sahel", accent="ochre")
    for number in range(1, 13):
        topic = node(f"thema-{number}", LONG if number == 2 else f"Thema {number}", TEASER if number < 4 else "", many)
    node("kapitel", "Kapitel", parent=topic)
    node("allein", "Minen", TEASER, one)
    return [many, one, node("leer", "Frieden und Sicherheit", accent="plum")]


def answer() -> Sample:
    years = {"2019": Sum(Decimal(9_000_000), "EUR", lower_bounds=1), "2021": Sum(Decimal(18_399_000), "EUR")}
    years["2022"] = Sum(Decimal(400_000), "EUR", approximate=1)
    lines = [("Demokratische Republik Kongo", 29_399_000, 120), ("Haiti", 1, 1), ("Keine Angabe", 0, 0)]
    return Sample(
        letter="", amount="mindestens 29.399.000 €", text="aus 5 Beträgen in 5 Beiträgen", in_words="Belgien, 2022",
        left_out="ein Betrag der Europäischen Union", currency="EUR", total_text="29.399.000", convert_query="#main",
        in_other_currencies=[{"amount": "2,5 Millionen US-Dollar", "query": "#main"}], places_in_words="Haiti, 1 €",
        conversion={"amount": "etwa 31.700.000 €", "currency": "EUR", "rates": "1 EUR = 1,087 USD", "missing": "3 XDR"},
        tallest=Sample(label="2021", sum=years["2021"]), years_newest_first=sorted(years.items(), reverse=True),
        bars=bars(years, ["2019", "2020", "2021", "2022"], Decimal(18_399_000)),
        funding=Sample(total=Sum(Decimal(27_799_000), "EUR", 5, 1, 1), query="?country=ht"),
        lines=[Sample(label=label, amount=amount, width=width, query="#main") for label, amount, width in lines],
    )  # fmt: skip


def figures() -> list[Sample]:
    row = {"title": LONG, "url": "#main", "lang": "de", "date": DAY, "day": DAY, "quote": "mehr als 9 Millionen Euro"}
    figure = FundingFigure(stage="commitment")
    full = Sample(
        amount="mehr als 9 Millionen Euro", provider="Belgien", receiver="Ernährungs- und Landwirtschaftsorganisation",
        country="Haiti", receiver_and_country="Ernährungs- und Landwirtschaftsorganisation, Haiti", figure=figure,
        why_not="", before="Belgien gibt ", after=" für Saatgut.", **row,
    )  # fmt: skip
    bare = Sample(amount="1 €", provider="Belgien", receiver="", country="", receiver_and_country="", figure=figure,
                  day=DAY, quote="", url="#main", why_not="pro Jahr, nie addiert", title="Kurz", lang="")  # fmt: skip
    return [full, bare]


def items() -> Sample:
    """A filtered list as its components ask for it."""
    form = Sample(cleaned_data={"q": "Minen", "area": "", "has_figures": "1"})
    return Sample(
        filterset=Sample(form=form), number_in_words="mehr als 1.000 Beiträge", order_in_words="neueste zuerst",
        conditions=[Sample(words=words, without="#main") for words in (LONG, "2022")], query=lambda **more: "?",
        complaints=["„2o21“ ist kein Jahr; dieser Filter blieb weg."], alone=[Link("Minen", 0, "#main")],
        without_filters=Link("Ohne die Filter: 6 Ergebnisse", 6, "#main"),
    )  # fmt: skip


def choices() -> Choices:
    areas = [Choice("1", LONG, 1234, True), Choice("2", "Ö", 0, False, 1)]
    two = [Choice("1", LONG, 1234, True), Choice("2", "Ö", 0, False)]
    years = [Choice(str(year), str(year), year % 3, False) for year in range(2022, 2017, -1)]
    return Choices(areas, two, years, years, two, two, two, 3, False, "", "")


def samples() -> dict:
    image, all_areas = Image.objects.first(), areas()
    many, one, none = all_areas
    contact = Contact(key="sample", unit={"en": LONG}, email="minen@example.org", phone="+32 2 501 81 11")
    long = row(LONG, TEASER, "press-release", many, image, [("9000000", "more_than"), ("29399000.50", "at_least")])
    text = format_html("Wörter mit <mark>{}</mark> darin", "Minen")
    options = [Sample(value="", label="alle Länder", chosen=True), Sample(value="ht", label=LONG, chosen=False)]
    return {
        "areas": all_areas, "chapter": many.pages[-1].pages[0], "topic": many.pages[-1], "image": image,
        "sets": [("12", many.pages), ("1", one.pages), ("0", none.pages)],
        "rows": [long, row("Sahel", topic=one), row("Ohne Bild und ohne Vorspann", kind="interview")],
        "contacts": [contact, Contact(key="bare", unit={}, email="a@example.org")], "title": LONG, "teaser": TEASER,
        "answer": answer(), "nothing": Sample(amount="", empty_text="Keine Beträge.", nearest={"year": "2019"}),
        "figures": figures(), "items": items(), "choices": choices(), "page": Paginator(range(99), 20).page(2),
        "tags": [Link(LONG, 1234, "#main"), Link("Ö", 0, "#main")], "day": DAY, "icons": ICONS, "colours": COLOURS,
        "results": [Result("#main", LONG, text, [many.title, "Minen"], "de", DAY, ""),
                    Result("#main", "Minen", "", [], "de", None, "Thema")],
        "sentence": [Sample(text="Hilfe für ", fields=[Sample(name="country", label="Land", options=options)])],
        "legend": [Sample(number=1, words="unter 1 Million Euro"), Sample(number=5, words="1 Milliarde Euro und mehr")],
        "switch": alternates("fr", {"nl": "/nl/", "fr": "/fr/"}), "banner": {"title": LONG, "link": "#main"},
    }  # fmt: skip
