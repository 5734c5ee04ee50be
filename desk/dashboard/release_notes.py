"""What changed in this tool, for those who work with it: a few lines in their own language, the newest first.

The whole list stands in CHANGELOG.md, which is written for everybody and in English. Whoever changes something that
editors notice puts a line here and lets the oldest go.
"""

from django.utils.translation import gettext as _

from .rows import Section


def release_notes() -> Section:
    lines = [
        _("Each page has its own help, behind “Help”; new colleagues find four first steps on an example."),
        _("Pictures and documents say on which pages they are shown before you change them."),
        _("A calendar shows what goes live, what ends and what is due for review."),
        _("Checks say in plain words what stops a text; broken links and ended licences come to the desk."),
        _("Topics are moved in their tree, and every old address leads to the new one."),
    ]
    return Section("changes", _("What changed in this tool"), lines, len(lines))
