"""What the buttons and questions of the rich text editor say, in the language of the desk.

The editor names them in English only: each of its names leads to ours, which `editor_words.js` puts in its place.
"""

from django.utils.translation import gettext as _


def editor_words() -> dict[str, str]:
    """Name that the editor gives → name that we give."""
    return _of_texts() | _of_lists() | _of_pictures_and_links() | _of_tables()


def _of_texts() -> dict[str, str]:
    return {
        "paragraph": _("Kind of paragraph"),
        "Heading 2": _("Heading"), "Heading 3": _("Subheading"), "Paragraph": _("Paragraph"),
        "blockquote": _("Quotation"), "bold": _("Bold"), "italic": _("Italic"),
        "Block style": _("Style"), "Reset all classes": _("No style"),
        "heading: default": _("Plain heading"), "heading: question": _("Question of an interview"),
        "Update": _("Apply"), "Cancel": _("Cancel"),
    }  # fmt: skip


def _of_lists() -> dict[str, str]:
    return {
        "unordered list": _("Bulleted list"), "ordered list": _("Numbered list"),
        "List properties": _("Numbering"), "List type": _("Kind of numbers"), "Start at": _("Begins with"),
        "Decimal numbers": "1, 2, 3", "Lowercase letters": "a, b, c", "Uppercase letters": "A, B, C",
        "Lowercase Roman numerals": "i, ii, iii", "Uppercase Roman numerals": "I, II, III",
    }  # fmt: skip


def _of_pictures_and_links() -> dict[str, str]:
    return {
        "figure": _("Picture in the text"), "Insert Figure": _("Insert a picture"),
        "Edit Figure": _("Change the picture"), "Edit Image": _("Change the picture"),
        "Image URL": _("Address of the picture"), "Browse...": _("Browse…"),
        "Alternative Text": _("Alternative text"), "Caption": _("Caption"), "Insert": _("Insert"),
        "Add caption": _("Add a caption"), "Remove caption": _("Remove the caption"),
        "insert link": _("Insert a link"), "remove link": _("Remove the link"), "Edit Link": _("Link"),
        "URL": _("Address of the page"), "Title": _("Title"),
    }  # fmt: skip


def _of_tables() -> dict[str, str]:
    return {
        "Insert table": _("Insert a table"), "Insert Table": _("Insert a table"), "Table Properties": _("Table"),
        "Rows": _("Rows"), "Columns": _("Columns"), "Include header row": _("The first row holds headings"),
        "Add column": _("Add a column"), "Delete column": _("Delete the column"),
        "Add row": _("Add a row"), "Delete row": _("Delete the row"), "Delete table": _("Delete the table"),
        "Merge cells": _("Merge cells"), "Split cell": _("Split the cell"),
        "Toggle header cell": _("Heading or plain cell"),
    }  # fmt: skip
