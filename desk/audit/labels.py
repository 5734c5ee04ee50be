"""What the acts of the trail are called. The verbs are stored and never change; these words may."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

VERB_LABELS = {
    # texts
    "new_draft": _("Draft begun"),
    "save_draft": _("Draft saved"),
    "submit": _("Sent for review"),
    "bulk_submit": _("Sent for review from a list"),
    "take_back": _("Taken back from review"),
    "request_changes": _("Changes asked for"),
    "approve": _("Approved for publication"),
    "publish_alone": _("Published without a second person"),
    "overrule": _("Published in spite of a warning"),
    "cancel": _("Publication cancelled"),
    "withdraw": _("Text withdrawn"),
    "discard": _("Draft thrown away"),
    "still_correct": _("Part found to be up to date"),
    "trash": _("Moved to the trash"),
    "restore": _("Restored from the trash"),
    "undo": _("Act on a list undone"),
    # facts and addresses
    "change_facts": _("Details changed"),
    "change_address": _("Address changed"),
    "import_address": _("Old address imported"),
    "move": _("Topic moved"),
    "limit": _("Access to drafts changed"),
    # figures and tags
    "confirm_figure": _("Figure confirmed"),
    "link_figure": _("Figure linked to another"),
    "change_figure": _("Figure changed"),
    "let_go_figure": _("Figure detached from a text"),
    "set_aside_figure": _("Sum dismissed"),
    "bring_back_figure": _("Dismissed sum restored"),
    "make_tag": _("Tag added"),
    "merge": _("Tags merged"),
    # with others
    "remark": _("Remark written"),
    "resolve_remark": _("Remark resolved"),
    "reopen_remark": _("Remark reopened"),
    "share": _("Link for outsiders made"),
    "revoke_share": _("Link for outsiders ended"),
    "share_view": _("Draft read through a link"),
    # people
    "add_person": _("Person added"),
    "change_person": _("Person changed"),
    "sign_in": _("Signed in"),
    "sign_in_failed": _("Sign-in failed"),
    "sign_out": _("Signed out"),
    "change_password": _("Password changed"),
    "ask_password_reset": _("Password reset asked for"),
    "reset_password": _("Password reset"),
    "send_password_link": _("Link for a new password sent"),
    "end_sessions": _("Sessions ended"),
    "set_second_factor": _("Second step set up"),
    "take_second_factor": _("Second step taken away"),
    "renew_recovery_codes": _("Recovery codes renewed"),
    "unlock": _("Lock on signing in lifted"),
    "make_calendar_address": _("Calendar address made"),
    "end_calendar_address": _("Calendar address ended"),
    "export": _("Table exported"),
}
TABLE_LABELS = {"add": _("Added: %(kind)s"), "change": _("Changed: %(kind)s"), "delete": _("Deleted: %(kind)s")}


def label_of(verb: str, model=None) -> str:
    """`add_organisation`, `change_image`, `delete_contact`: the act and the kind of row it was done to."""
    if verb in VERB_LABELS:
        return str(VERB_LABELS[verb])
    act = verb.partition("_")[0]
    if act in TABLE_LABELS and model is not None:
        return str(TABLE_LABELS[act]) % {"kind": model._meta.verbose_name}
    return verb


def in_lines(value) -> str:
    """What was there before or after, a line for each field."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_in_one_line(each)}" for name, each in value.items())
    return _in_one_line(value)


def _in_one_line(value) -> str:
    match value:
        case dict():
            return "; ".join(f"{name}: {_in_one_line(each)}" for name, each in value.items())
        case list():
            return ", ".join(map(_in_one_line, value))
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
    return str(value)
