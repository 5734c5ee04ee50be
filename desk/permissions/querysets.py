"""`rights.may` for many subjects at once: those of a queryset to which a person may do a verb, in one more query."""

from django.db.models import OuterRef, Q, Subquery

from news.models import Article, ArticleTopic
from policy.models import Topic
from publishing import extension_points

from .rules import VERBS, roles_of


def visible_active(user, queryset):
    """Of these subjects (or editions) those that one meets in daily work: not limited to others, not thrown away."""
    subject = "" if hasattr(queryset.model, "editions") else "subject__"
    return extension_points.visible(user, queryset).filter(**{f"{subject}trashed_at": None})


def permitted(user, verb: str, queryset):
    """Of these subjects those where the person's roles allow `verb`, whatever the language; limited drafts left out."""
    if user.is_superuser:
        return visible_active(user, queryset)
    roles = [role for role in roles_of(user) if verb in VERBS[role.name]] if user.is_active else []
    if not roles:
        return queryset.none()
    if all(role.topic_id for role in roles):
        queryset = _below_topics({role.topic_id for role in roles}, queryset)
    return visible_active(user, queryset)


def _below_topics(topics: set[int], queryset):
    """Topics from these downwards; articles whose main topic is one of them, or that have none."""
    places = {
        pk for topic in Topic.objects.filter(pk__in=topics)
        for pk in topic.descendants(include_self=True).values_list("pk", flat=True)
    }  # fmt: skip
    if queryset.model is Topic:
        return queryset.filter(pk__in=places)
    if queryset.model is not Article:
        return queryset
    topic_rows = ArticleTopic.objects.filter(article=OuterRef("pk")).order_by("position")
    inside = queryset.annotate(main_topic=Subquery(topic_rows.values("topic")[:1]))
    return inside.filter(Q(main_topic__in=places) | Q(main_topic=None))
