"""The one gate: may this person do that to this text?

A person has roles; a role allows verbs; it holds for languages (a translator's) and from a topic downwards. An article
stands where its main topic stands; one without a topic, and everything that is no text, stands everywhere.
"""

from django.db.models import Model

from policy.models import Topic
from publishing.models import Edition, Subject

from .limits import is_closed_to
from .roles import Role

READING = {"view", "preview", "compare", "remark"}
WRITING = {"new_draft", "change", "submit", "discard"}
AUTHORING = {"add", "confirm_figure", "share"}
PUBLISHING = {
    *("approve", "cancel", "withdraw", "request_changes", "publish_alone", "change_facts", "change_address"),
    *("move", "make_tag", "trash", "restore", "limit", "merge"),
}
RUNNING = {"delete", "manage_people", "read_audit_trail"}

VERBS = {
    Role.Name.TRANSLATOR: READING | WRITING,
    Role.Name.AUTHOR: READING | WRITING | AUTHORING,
    Role.Name.EDITOR: READING | WRITING | AUTHORING | PUBLISHING,
    Role.Name.ADMINISTRATOR: READING | WRITING | AUTHORING | PUBLISHING | RUNNING,
}
# Who may write what is no text: the library is everybody's, the rest belongs to those who publish or run the house.
EDITED = {"tag", "organisation", "contact", "topicaddress", "articleaddress"}
KEPT = {"user", "role", "accesslimit", "auditentry", "group"}
WHOLE_SITE = {"banner"}
LIBRARY = {"image", "document"}
STAGES_OF_MONEY = {"fundingfigure", "figuremention"}


def roles_of(user) -> list[Role]:
    """The roles of a person, read once a request."""
    if not hasattr(user, "_roles"):
        user._roles = list(user.roles.all()) if user.pk else []
    return user._roles


def may(user, verb: str, subject) -> bool:
    """Fills the hook of `publishing`; see there for what `subject` can be."""
    if not user.is_active or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    language = None
    if isinstance(subject, Edition):
        subject, language = subject.subject, subject.language
    roles = [role for role in roles_of(user) if _allows(role, verb, _model_of(subject))]
    if language:
        roles = [role for role in roles if role.speaks(language)]
    if not roles:
        return False
    if not isinstance(subject, Subject) or not subject.pk:
        return True
    return (verb in READING or _holds_at(roles, subject)) and not is_closed_to(user, subject)


def _model_of(subject):
    return type(subject) if isinstance(subject, Model) else subject


def _allows(role: Role, verb: str, model) -> bool:
    if issubclass(model, Subject | Edition) and model._meta.model_name not in WHOLE_SITE:
        return verb in VERBS[role.name] and verb not in RUNNING
    kind = model._meta.model_name
    writes = verb not in READING
    at_least = {
        **dict.fromkeys(LIBRARY, Role.Name.TRANSLATOR),  # who translates writes the alternative texts as well
        **dict.fromkeys(STAGES_OF_MONEY, Role.Name.AUTHOR),
        **dict.fromkeys(EDITED | WHOLE_SITE, Role.Name.EDITOR),
        **dict.fromkeys(KEPT, Role.Name.ADMINISTRATOR),
    }.get(kind, Role.Name.ADMINISTRATOR)
    if kind in KEPT:
        return role.name == Role.Name.ADMINISTRATOR and not (kind == "auditentry" and writes)
    if kind in WHOLE_SITE and role.topic_id:
        return verb in READING
    if not writes:
        return True
    rank = list(VERBS)
    return rank.index(role.name) >= rank.index(at_least) and (verb != "delete" or role.name == "administrator")


def _holds_at(roles: list[Role], subject: Subject) -> bool:
    """Does one of the roles reach the place of this subject?"""
    if any(role.topic_id is None for role in roles):
        return True
    place = place_of(subject)
    if place is None:
        return not isinstance(subject, Topic)
    line = set(Topic.objects.ancestors(place, include_self=True).values_list("pk", flat=True))
    return any(role.topic_id in line for role in roles)


def place_of(subject: Subject) -> Topic | None:
    """A topic itself (a new one: its parent), the main topic of an article; None: nowhere in the tree."""
    if isinstance(subject, Topic):
        return subject
    places = getattr(subject, "topic_places", None)
    first = places.select_related("topic").first() if places is not None else None
    return first.topic if first else None


def may_reach(user, verb: str, topic: Topic) -> bool:
    """May this person do `verb` to texts that stand at `topic`? Asked before a text is put there."""
    return user is None or may(user, verb, topic)
