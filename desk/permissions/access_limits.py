"""Drafts that only named people may see: what is not public about such a subject does not exist for anybody else."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessLimit(models.Model):
    """While it stands, only `people` (and superusers) meet the subject in the back office."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("people"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "desk"
        verbose_name, verbose_name_plural = _("access limit"), _("access limits")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="desk_limit_once")]

    def __str__(self):
        return ", ".join(str(person) for person in self.people.all())


def hidden_ids(user, model):
    """Primary keys of the subjects of this model that are limited to others than `user`; a queryset."""
    limits = AccessLimit.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return limits.exclude(people=user).values("object_id")


def is_hidden_from(user, subject) -> bool:
    """Asked once for each person and subject that is in memory: a page asks the gate about many verbs."""
    known = subject.__dict__.setdefault("_closed_to", {})
    if user.pk not in known:
        known[user.pk] = hidden_ids(user, type(subject)).filter(object_id=subject.pk).exists()
    return known[user.pk]


def exclude_hidden(user, entries):
    """Of these rows about subjects (`content_type`, `object_id`) those whose subject is not limited to others."""
    if user.is_superuser:
        return entries
    closed = AccessLimit.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
    return entries.filter(~Exists(closed.exclude(people=user)))


def visible(user, queryset):
    """Without what is limited to others: for querysets of subjects and of their editions."""
    if user.is_superuser:
        return queryset
    model = queryset.model
    if hasattr(model, "editions"):
        return queryset.exclude(pk__in=hidden_ids(user, model))
    return queryset.exclude(subject__in=hidden_ids(user, model._meta.get_field("subject").related_model))
