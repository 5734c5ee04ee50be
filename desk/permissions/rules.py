"""The one gate: may this person do that to this text?

A person has roles; a role allows verbs; it holds for languages (a translator's) and from a topic downwards. An article
stands where its main topic stands; one without a topic, and everything that is no text, stands everywhere. So what only
administrators do with what is no text (people and their roles, the audit trail, deleting) asks for a role everywhere:
who runs one topic could otherwise give anybody any role.
"""

from django.conf import settings
from django.db.models import Model

from policy.models import Topic
from publishing.models import Edition, Subject

from .access_limits import is_hidden_from
from .models import Role

READING = {"view", "preview", "compare", "remark"}
WRITING = {"new_draft", "change", "submit", "take_back", "discard"}
AUTHORING = {"add", "write_facts", "confirm_figure", "share"}
PUBLISHING = {
    *("approve", "cancel", "withdraw", "request_changes", "publish_alone", "change_facts", "change_address"),
    *("publish_own", "move", "move_to_top", "make_tag", "trash", "restore", "limit", "merge"),
}
RUNNING = {"delete", "manage_people", "read_audit_trail"}

VERBS = {
    Role.Name.TRANSLATOR: READING | WRITING,
    Role.Name.AUTHOR: READING | WRITING | AUTHORING,
    Role.Name.EDITOR: READING | WRITING | AUTHORING | PUBLISHING,
    Role.Name.ADMINISTRATOR: READING | WRITING | AUTHORING | PUBLISHING | RUNNING,
}
ROLE_ORDER = list(VERBS)

# What is no text: the library is everybody's, money its authors', names and addresses belong to those who publish.
MINIMUM_ROLE = {
    **dict.fromkeys(("image", "document"), Role.Name.TRANSLATOR),  # translators write alternative texts
    **dict.fromkeys(("fundingfigure", "figuremention"), Role.Name.AUTHOR),
    **dict.fromkeys(("banner", "tag", "organisation", "contact"), Role.Name.EDITOR),
}
ADMINISTRATORS_ONLY = {"user", "role", "auditentry"}  # who is not an administrator does not even read these
READ_ONLY = {"auditentry"}


def roles_of(user) -> list[Role]:
    """The roles of a person, read once a request."""
    if not hasattr(user, "_roles"):
        user._roles = list(user.roles.all()) if user.pk else []
    return user._roles


def can(user, verb: str, subject) -> bool:
    """Fills the hook of `publishing`; see there for what `subject` can be."""
    if not user.is_active or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    language = None
    if isinstance(subject, Edition):
        subject, language = subject.subject, subject.language
    if verb == "publish_own" and settings.FOUR_EYES:
        return False
    roles = [role for role in roles_of(user) if _allows(role, verb, _model_of(subject))]
    if language:
        roles = [role for role in roles if role.covers_language(language)]
    if not roles:
        return False
    if not isinstance(subject, Subject) or not subject.pk:
        return True
    return (verb in READING or _covers_place(roles, subject)) and not is_hidden_from(user, subject)


def _model_of(subject):
    return type(subject) if isinstance(subject, Model) else subject


def _allows(role: Role, verb: str, model) -> bool:
    kind = model._meta.model_name
    if verb == "move_to_top" and role.topic_id:  # the top is nobody's place
        return False
    if kind in READ_ONLY and verb in ("add", "change", "delete"):
        return False
    if issubclass(model, Subject | Edition) and kind != "banner":
        return verb in VERBS[role.name] - RUNNING
    if kind in ADMINISTRATORS_ONLY or verb in RUNNING:
        return role.name == Role.Name.ADMINISTRATOR and role.topic_id is None
    if verb in READING:
        return True
    if kind == "banner" and role.topic_id:  # it stands on every page of the site
        return False
    least = MINIMUM_ROLE.get(kind, Role.Name.ADMINISTRATOR)
    return ROLE_ORDER.index(role.name) >= ROLE_ORDER.index(least)


def _covers_place(roles: list[Role], subject: Subject) -> bool:
    """Does one of the roles reach the place of this subject?"""
    if any(role.topic_id is None for role in roles):
        return True
    place = topic_of(subject)
    if place is None:
        return not isinstance(subject, Topic)
    line = set(Topic.objects.ancestors(place, include_self=True).values_list("pk", flat=True))
    return any(role.topic_id in line for role in roles)


def topic_of(subject: Subject) -> Topic | None:
    """A topic itself (a new one: its parent), the main topic of an article; None: nowhere in the tree."""
    if isinstance(subject, Topic):
        return subject
    places = getattr(subject, "topic_places", None)
    first = places.select_related("topic").first() if places is not None else None
    return first.topic if first else None


def can_at_topic(user, verb: str, topic: Topic) -> bool:
    """May this person do `verb` to texts that stand at `topic`? Asked before a text is put there."""
    return user is None or can(user, verb, topic)
