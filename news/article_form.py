from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from images.fields import PictureFormField
from images.models import Image
from images.words import any_words
from policy.topic_form import topic_paths
from publishing.facts_form import FactsForm
from publishing.names_field import NamesField

from .articles import Article, ArticleTopic
from .tags import Tag, TagName, folded

IMAGES_OFFERED = 300


def tag_names():
    return [(tag.pk, any_words(tag.labels) or tag.name) for tag in Tag.objects.order_by("name")]


def tag_by_spelling(text):
    """Labels in every language and aliases lead to the tag."""
    return TagName.objects.filter(folded=folded(text)).values_list("tag", flat=True).first()


def image_names():
    images = Image.objects.order_by("-created_at")[:IMAGES_OFFERED]
    return [(image.pk, f"{image} ({image.key})") for image in images]


def country_by_code(text):
    return text.upper() if text.upper() in countries else countries.by_name(text) or None


class ArticleFactsForm(FactsForm):
    """Facts of an article, in the order in which they are decided."""

    topics = NamesField(label=_("Topics"), options=topic_paths, ordered=True, help_text=_("The first is the main one."))
    tags = NamesField(label=_("Tags"), options=tag_names, find=tag_by_spelling)
    countries = NamesField(label=_("Countries"), options=lambda: list(countries), find=country_by_code)
    picture = NamesField(label=_("Image"), options=image_names, single=True)
    upload = PictureFormField(label=_("Upload a picture"), required=False)

    class Meta:
        model = Article
        fields = [
            *("kind", "date", "topics", "tags", "countries", "picture", "upload", "lead_until", "valid_on"),
            *("review_by", "for_the_record", "time", "place", "contact"),
        ]
        widgets = {
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("date", "lead_until", "valid_on", "review_by")
            },
            "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def read(self, subject):
        return {
            "topics": list(subject.topic_places.order_by("position").values_list("topic", flat=True)),
            "tags": list(subject.tagged_items.order_by("tag__name").values_list("tag", flat=True)),
            "countries": list(subject.country_rows.values_list("country", flat=True)),
            "picture": [subject.image_id] if subject.image_id else [],
        }

    def write(self, subject, cleaned):
        if "topics" in cleaned:
            subject.set_topics(topics_in_order(cleaned["topics"]))
        if "tags" in cleaned:
            subject.tags.set(Tag.objects.filter(pk__in=cleaned["tags"]))
        if "countries" in cleaned:
            subject.set_countries(cleaned["countries"])
        if "picture" in cleaned:
            subject.image_id = next(iter(cleaned["picture"]), None)
            subject.save(update_fields=["image"])
        if cleaned.get("upload"):
            subject.image = Image.from_upload(cleaned["upload"], by=self.user)
            subject.save(update_fields=["image"])

    def show_on(self, subject):
        super().show_on(subject)
        typed = self._typed()
        if "picture" in typed:
            subject.image = Image.objects.filter(pk__in=typed["picture"]).first()
        if "topics" in typed:
            places = [ArticleTopic(article=subject, topic=topic) for topic in topics_in_order(typed["topics"])]
            subject._prefetched_objects_cache = {"topic_places": places}


def topics_in_order(keys):
    from policy.models import Topic

    found = Topic.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
