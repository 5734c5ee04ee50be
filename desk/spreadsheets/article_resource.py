"""Facts of articles that exist; their words, and what readers are owed a word about, stay with the form."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_countries import countries
from import_export.fields import Field
from import_export.widgets import Widget

from news.models import Article, Tag
from news.tags.fields import tag_by_spelling
from policy.models import Topic
from publishing import extension_points

from ..permissions.querysets import visible_active
from ..permissions.rules import can_at_topic
from .resources import DeskResource, ListField


class DateWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise ValueError(_("“%(text)s” is no day such as 2022-03-25") % {"text": str(value)[:40]}) from error

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class FlagWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        if str(value) not in ("", "0", "1"):
            raise ValueError(_("“%(text)s” is neither 1 nor 0") % {"text": str(value)[:40]})
        return str(value) == "1"

    def render(self, value, obj=None, **kwargs):
        return "1" if value else "0"


def topic_key(text: str) -> str:
    if not Topic.objects.filter(key=text, trashed_at=None).exists():
        raise ValueError(_("there is no topic with the key “%(key)s”") % {"key": text[:80]})
    return text


def tag_key(text: str) -> str:
    found = Tag.objects.filter(slug=text).first() or Tag.objects.filter(pk=tag_by_spelling(text)).first()
    if found is None:
        raise ValueError(_("no tag is called “%(name)s”") % {"name": text[:80]})
    return found.slug


def country_code(text: str) -> str:
    if text.upper() not in countries:
        raise ValueError(_("“%(code)s” is not a country code") % {"code": text[:20]})
    return text.upper()


def date_field(name) -> Field:
    return Field(name, name, widget=DateWidget())


class ArticleResource(DeskResource):
    can_add = False
    date, valid_on, review_by, lead_until = (
        date_field(name) for name in ("date", "valid_on", "review_by", "lead_until")
    )
    for_the_record = Field("for_the_record", "for_the_record", widget=FlagWidget())
    topics = ListField("topics", lambda article: [each.topic.key for each in article.topic_places.all()], topic_key)
    countries = ListField(
        "countries", lambda article: sorted(each.country.code for each in article.country_rows.all()), country_code
    )
    tags = ListField("tags", lambda article: sorted(each.tag.slug for each in article.tagged_items.all()), tag_key)

    class Meta(DeskResource.Meta):
        model = Article
        fields = ("key", "date", "kind", "topics", "countries", "tags", "valid_on", "review_by", "lead_until",
                  "for_the_record")  # fmt: skip

    def get_queryset(self):
        return visible_active(self.user, Article.objects.all())

    def filter_export(self, queryset, **kwargs):
        return queryset.prefetch_related("topic_places__topic", "country_rows", "tagged_items__tag").order_by("pk")

    def skip_row(self, instance, original, row, import_validation_errors=None):
        for name in ("countries", "tags"):  # their order says nothing
            if name in getattr(instance, "pending_lists", {}):
                instance.pending_lists[name] = sorted(instance.pending_lists[name])
        return super().skip_row(instance, original, row, import_validation_errors)

    def before_save_instance(self, instance, row, **kwargs):
        live = instance.editions.live().exists()
        extension_points.require(self.user, "change_facts" if live else "write_facts", instance)
        given = getattr(instance, "pending_lists", {}).get("topics", [])
        for topic in Topic.objects.filter(key__in=given[:1]):
            if not can_at_topic(self.user, "change", topic):
                raise ValidationError(_("Your rights do not reach the place where this would stand."))
        stored = Article.objects.get(pk=instance.pk)
        main = self.fields["topics"].get_value(instance)[:1] != self.fields["topics"].read(stored)[:1]
        if live and (instance.date != stored.date or main):
            raise ValidationError(
                _("This article is public: readers are told of another date or main topic. Change it in its form.")
            )

    def write(self, instance, is_create):
        instance.facts_version += 1
        instance.save()
        given = getattr(instance, "pending_lists", {})
        if "topics" in given:
            found = {topic.key: topic for topic in Topic.objects.filter(key__in=given["topics"])}
            instance.set_topics(found[key] for key in given["topics"])
        if "countries" in given:
            instance.set_countries(given["countries"])
        if "tags" in given:
            instance.tags.set(Tag.objects.filter(slug__in=given["tags"]))

    def record_change(self, instance, before, is_create):
        fresh = Article.objects.get(pk=instance.pk)
        after = {name: value for name, value in self.audit_values(fresh).items() if before.get(name) != value}
        before = {name: before[name] for name in after}
        extension_points.record(self.user, "change_facts", instance, before=before, after=after, reason=self.mark)
