from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from policy.forms import topic_paths
from policy.image_facts_form import PictureFactsForm
from publishing import extension_points
from publishing.editor.name_choice_field import NamesField

from ..models.article import Article
from ..models.tag import Tag
from ..tags.fields import TagsField, new_tags


def country_by_code(text):
    return text.upper() if text.upper() in countries else countries.by_name(text) or None


class ArticleFactsForm(PictureFactsForm):
    """Facts of an article, in the order in which they are decided."""

    topics = NamesField(
        label=_("Topics"),
        options=topic_paths,
        ordered=True,
        help_text=_("The first is the main one."),
        words={"remove": _("Remove topic %(name)s"), "main": _("Make main: %(name)s")},
    )
    tags = TagsField(label=_("Tags"))
    countries = NamesField(
        label=_("Countries"),
        options=lambda: list(countries),
        find=country_by_code,
        words={"remove": _("Remove country %(name)s")},
    )

    field_order = ("kind", "date", "topics", "tags", "countries", "picture", "upload")

    class Meta:
        model = Article
        # Not topics and tags: the form of a model would read them as well, and once is enough.
        fields = [
            *("kind", "date", "lead_until", "valid_on", "review_by", "for_the_record", "time", "place", "contact"),
        ]
        widgets = {
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("date", "lead_until", "valid_on", "review_by")
            },
            "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["tags"].widget
        widget.may_make = bool(self.user) and extension_points.can(self.user, "make_tag", Tag)
        widget.posted = new_tags(self.data) if self.is_bound else ()

    def needs_note(self, cleaned):
        """Readers are told of another date and another main topic."""
        other_date = cleaned.get("date") not in (None, self.initial.get("date"))
        return other_date or ("topics" in cleaned and cleaned["topics"][:1] != self.initial.get("topics", [])[:1])

    def keep_notes(self, notes):
        self.subject.add_fact_note(notes)

    def save(self, by=None, now_public=False, commit=True):
        refusals = self.fields["tags"].make(by) if now_public or not self._live() else []
        return refusals + super().save(by, now_public, commit)

    def read(self, subject):
        return super().read(subject) | {
            "topics": [place.topic_id for place in subject.topic_places.all()],
            "tags": [item.tag_id for item in sorted(subject.tagged_items.all(), key=lambda item: item.tag.name)],
            "countries": [row.country.code for row in subject.country_rows.all()],
        }

    def write(self, subject, cleaned):
        super().write(subject, cleaned)
        if "topics" in cleaned:
            subject.set_topics(topics_in_order(cleaned["topics"]))
        if "tags" in cleaned:
            subject.tags.set(Tag.objects.filter(pk__in=cleaned["tags"]))
        if "countries" in cleaned:
            subject.set_countries(cleaned["countries"])

    def show_on(self, subject):
        super().show_on(subject)
        typed = self._typed()
        if "topics" in typed:
            subject.topic_pks = [topic.pk for topic in topics_in_order(typed["topics"])]


def topics_in_order(keys):
    from policy.models import Topic

    found = Topic.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
