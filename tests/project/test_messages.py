"""The translated interface: nothing missing, nothing doubtful, and set as each language is set."""

import io
import re
from functools import cache

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.fixtures.repository import ROOT, files

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")

# As `makemessages` asks xgettext: which arguments are the text, its plural and its context ("c").
MARKS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}

# What French sets apart, and with which space; the colon of an address or a time stands alone.
FRENCH_FAULTS = {
    "no narrow no-break space before ; ! ?": re.compile(r"(?<!\u202f)[;!?]"),
    "no no-break space before a colon": re.compile(r"(?<!\u00a0):(?!//|\d)"),
    "no no-break space inside « »": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "quotation marks of another language": re.compile(r"[\"“”„]"),
    "a straight apostrophe": re.compile(r"'"),
}


@pytest.fixture(params=["nl", "fr", "de"])
def language(request):
    return request.param


def catalogue(language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language):
    return [message for message in catalogue(language) if message.id]


def forms(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, (tuple, list)) else (message.string,)


def ids(message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def french_faults(text: str) -> list[str]:
    return [fault for fault, pattern in FRENCH_FAULTS.items() if pattern.search(text)]


def texts_in(name: str, source: str) -> set[tuple]:
    """(context, text, plural if any) of what a module or a template marks for translation."""
    # What is left of a template is no Python: its indentation means nothing.
    code = source if name.endswith(".py") else "\n".join(line.strip() for line in templatize(source).splitlines())
    found = extract("python", io.BytesIO(code.encode()), keywords=MARKS, options={"encoding": "utf-8"})
    return {(context, *((text,) if isinstance(text, str) else text)) for _line, text, _comments, context in found}


@cache
def texts_of_sources() -> dict[tuple, str]:
    """Every text marked in code and templates, with a file that has it."""
    modules = [path for path in files(".py") if path.parts[0] != "tests"]
    templates = [path for path in files(".html", ".txt", ".xml") if path.parts[0] == "templates"]
    return {
        text: str(path) for path in [*modules, *templates] for text in texts_in(path.name, (ROOT / path).read_text())
    }


def test_every_text_in_code_and_templates_is_translated(language):
    known = {(message.context, *ids(message)) for message in messages(language)}
    assert {text: name for text, name in texts_of_sources().items() if text not in known} == {}


def test_no_translation_is_of_a_text_that_is_gone(language):
    assert [
        ids(message) for message in messages(language) if (message.context, *ids(message)) not in texts_of_sources()
    ] == []


@pytest.mark.parametrize(
    ("name", "source", "texts"),
    [
        ("a.py", "_('One')", {(None, "One")}),
        ("a.py", "ngettext('%(n)d item', '%(n)d items', n)", {(None, "%(n)d item", "%(n)d items")}),
        ("a.py", "pgettext_lazy('address', 'news/')", {("address", "news/")}),
        ("a.py", "gettext_lazy(\n    'One '\n    'and two'\n)", {(None, "One and two")}),
        ("a.html", "{% translate 'One' context 'verb' %}", {("verb", "One")}),
        ("a.html", '{% include "b.html" with label=_("One") %}', {(None, "One")}),
        ("a.html", "{% blocktranslate trimmed %}\n One\n {{ two }}\n{% endblocktranslate %}", {(None, "One %(two)s")}),
        ("a.html", "<p>One</p>", set()),
    ],
)
def test_texts_to_translate_are_found(name, source, texts):
    assert texts_in(name, source) == texts


def test_no_message_is_empty(language):
    assert [message.id for message in messages(language) if not all(form.strip() for form in forms(message))] == []


def test_no_message_is_fuzzy(language):
    assert [message.id for message in messages(language) if message.fuzzy] == []


def test_plural_forms_are_complete(language):
    wanted = catalogue(language).num_plurals
    plural = [message for message in messages(language) if message.pluralizable]
    assert plural
    assert [message.id for message in plural if len(forms(message)) != wanted] == []


def test_placeholders_agree(language):
    wrong = []
    for message in messages(language):
        wanted = ids(message)
        for place, form in enumerate(forms(message)):
            if placeholders(form) != placeholders(wanted[min(place, len(wanted) - 1)]):
                wrong.append((message.id, form))
    assert wrong == []


def test_nothing_obsolete_is_kept(language):
    assert list(catalogue(language).obsolete) == []


def test_spaces_and_line_ends_at_the_edges_agree(language):
    wrong = [
        message.id
        for message in messages(language)
        for text, form in zip(ids(message), forms(message), strict=False)
        if (text[:1].isspace(), text[-1:].isspace()) != (form[:1].isspace(), form[-1:].isspace())
    ]
    assert wrong == []


def test_translated_addresses_are_addresses(language):
    addresses = [message.string for message in messages(language) if message.context == "address"]
    assert addresses
    assert len(set(addresses)) == len(addresses)
    assert [each for each in addresses if not re.fullmatch(r"[a-z-]+/", each)] == []


def test_french_sets_its_signs_apart():
    found = {form: french_faults(form) for message in messages("fr") for form in forms(message) if french_faults(form)}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Abandonner\u202f?", 0),
        ("Abandonner\u00a0?", 1),
        ("Abandonner?", 1),
        ("Thème\u00a0: %(topic)s, de 09:00, sur https://example.org", 0),
        ("Thème : %(topic)s", 1),
        ("«\u00a0Maintenant\u00a0»", 0),
        ("« Maintenant »", 1),
        ("“Maintenant”", 1),
        ("l'image", 1),
    ],
)
def test_the_french_rule_knows_right_from_wrong(text, count):
    assert len(french_faults(text)) == count


@pytest.mark.parametrize(("code", "foreign"), [("nl", '"„«»'), ("de", '"”«»')])
def test_quotation_marks_are_those_of_the_language(code, foreign):
    assert [form for message in messages(code) for form in forms(message) if set(form) & set(foreign)] == []


def test_german_opens_low_and_closes_high():
    wrong = [form for message in messages("de") for form in forms(message) if re.search(r"“(?=\w)|„(?!\S)", form)]
    assert wrong == []
