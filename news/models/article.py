from datetime import UTC

from django.db import models
from django.db.models import PROTECT, SET_NULL
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from taggit.managers import TaggableManager

from images.translated_text import WordsField
from policy.models import Topic
from policy.review_dates import ReviewDatesMixin
from publishing.core.addresses import public_path, segment
from publishing.core.edition import Edition
from publishing.core.loading import title_of
from publishing.core.querysets import EditionQuerySet
from publishing.models import Address, Subject
from publishing.search import index

from .tag import Tag, TaggedArticle

EXAMPLE_KEY_PREFIX = "first-steps-"  # begins the key of an article to try things on


class ArticleQuerySet(models.QuerySet):
    def about(self, topic_ids):
        """Articles of any of these topics (pass a topic with all below it)."""
        return self.filter(pk__in=ArticleTopic.objects.filter(topic__in=topic_ids).values("article"))


class Article(ReviewDatesMixin, Subject):
    """The facts of a dated news item, shared by its editions in all languages."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        PRESS_RELEASE = "press-release", _("Press release")
        INTERVIEW = "interview", _("Interview")
        FIGURE_OF_THE_MONTH = "figure-of-the-month", _("Figure of the month")
        BACKGROUND = "background", _("Background")

    date = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    topics = models.ManyToManyField(Topic, through="ArticleTopic", related_name="articles", verbose_name=_("topics"))
    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))
    image = models.ForeignKey("images.Image", PROTECT, null=True, blank=True, verbose_name=_("image"))
    valid_on = models.DateField(
        _("still valid on"), null=True, blank=True, help_text=_("Public: the day on which somebody last checked it.")
    )
    review_by = models.DateField(_("review by"), null=True, blank=True, help_text=_("Internal."))
    lead_until = models.DateField(
        _("lead until"), null=True, blank=True, help_text=_("Leads the home page and its area up to this day.")
    )
    fact_notes = models.JSONField(default=list, blank=True, editable=False)  # [{"at": moment, "notes": {"nl": "…"}}]
    for_the_record = models.BooleanField(_("kept for the record"), default=False)
    time = models.TimeField(_("time"), null=True, blank=True, help_text=_("Of a press release (Brussels)."))
    place = WordsField(_("place"))
    contact = models.ForeignKey("policy.Contact", SET_NULL, null=True, blank=True, verbose_name=_("contact"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        app_label = "news"
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["-date", "-id"], name="article_by_date"),
            models.Index(fields=["review_by", "-id"], name="article_by_review"),
            models.Index(fields=["kind", "-date", "-id"], name="article_by_kind"),
        ]
        verbose_name, verbose_name_plural = _("article"), _("articles")

    def __str__(self):
        return title_of(self) or self.key

    def save(self, *args, **kwargs):
        """As Django's; the search orders by date and is told of a new one."""
        is_stored = not self._state.adding
        super().save(*args, **kwargs)
        if is_stored and "date" in (kwargs.get("update_fields") or ["date"]):
            index.redate(self, self.date)

    save.alters_data = True

    # -- what pages and rows show of its relations: a reader of many articles sets these from its own query ------------
    @cached_property
    def topic_pks(self) -> list[int]:
        """Its topics, the main one first."""
        return [place.topic_id for place in self.topic_places.all()]

    @cached_property
    def country_codes(self) -> list[str]:
        return [row.country.code for row in self.country_rows.all()]

    @cached_property
    def tags_by_name(self) -> list[Tag]:
        return list(self.tags.all())

    def paths_to_reserve(self, languages):
        promised = {}
        approved = self.editions.approved().filter(language__in=languages)
        for language, slug, start in approved.values_list("language", "slug", "live_from"):
            place = language, f"{segment(language, 'news/')}{slug}"
            promised[place] = min(start, promised.get(place, start))
        return promised

    def hints(self):
        found = [] if self.topic_places.all() else [("topics", _("No topic is chosen: no area shows this."))]
        return found + ([] if self.tagged_items.all() else [("tags", _("No tag is chosen."))]) + self.review_hints()

    def add_fact_note(self, notes: dict[str, str], at=None) -> None:
        """A public note on changed facts, by language; readers see it on the page with its day."""
        at = (at or timezone.now()).astimezone(UTC)
        self.fact_notes = [*self.fact_notes, {"at": at.isoformat(), "notes": notes}]
        self.save(update_fields=["fact_notes"])

    def set_topics(self, topics) -> None:
        """The topics in this order; the first is the main one."""
        topics = list(topics)
        self.topic_places.all().delete()
        ArticleTopic.objects.bulk_create(
            ArticleTopic(article=self, topic=topic, position=place) for place, topic in enumerate(topics)
        )
        self.topic_pks = [topic.pk for topic in topics]

    def set_countries(self, codes, new=False) -> None:
        codes = sorted(set(codes))
        if not new:
            self.country_rows.all().delete()
        ArticleCountry.objects.bulk_create(ArticleCountry(article=self, country=code) for code in codes)
        self.country_codes = codes


class ArticleTopic(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="topic_places")
    topic = models.ForeignKey(Topic, PROTECT, related_name="article_places")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "news"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="news_article_topic_once")]


class ArticleCountry(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="country_rows")
    country = CountryField()

    class Meta:
        app_label = "news"
        ordering = ["country"]
        constraints = [models.UniqueConstraint(fields=["article", "country"], name="news_article_country_once")]
        indexes = [models.Index(fields=["country", "article"], name="country_of_article")]


class ArticleEditionQuerySet(EditionQuerySet):
    def newest_first(self):
        return self.order_by("-subject__date", "-subject_id")

    def about(self, topic_ids):
        places = ArticleTopic.objects.filter(topic__in=topic_ids).values("article")
        return self.filter(subject__in=places)

    def tagged(self, keys):
        return self.filter(subject__in=TaggedArticle.objects.filter(tag__slug__in=keys).values("content_object"))

    def in_countries(self, codes):
        """Of articles that lie in any of these countries (ISO alpha-2, in any case)."""
        places = ArticleCountry.objects.filter(country__in=[code.upper() for code in codes])
        return self.filter(subject__in=places.values("article"))


class ArticleEdition(Edition):
    WORDS = (*Edition.WORDS, "image_alt", "image_caption")

    subject = models.ForeignKey(Article, PROTECT, related_name="editions", verbose_name=_("article"))
    image_alt = models.TextField(_("alternative text in this article"), blank=True)
    image_caption = models.TextField(_("caption in this article"), blank=True)

    objects = ArticleEditionQuerySet.as_manager()

    class Meta(Edition.Meta):
        app_label = "news"
        verbose_name, verbose_name_plural = _("text of an article"), _("texts of articles")

    def get_absolute_url(self):
        return public_path(self.language, segment(self.language, "news/"), self.slug)

    def dated(self):
        return self.subject.date

    def alt(self):
        return self.image_alt or self.subject.image.alt_in(self.language)

    def caption(self):
        return self.image_caption or self.subject.image.caption_in(self.language)

    def missing_fields(self):
        found = super().missing_fields()
        if self.subject.image_id:
            found += [
                ("image_alt" if part == "alt" else "picture", sentence)
                for part, sentence in self.subject.image.missing_parts(self.language, self.image_alt)
            ]
        return found

    def content_errors(self, at=None):
        found = super().content_errors(at) + self.subject.licence_faults(at)
        if self.subject.key.startswith(EXAMPLE_KEY_PREFIX):
            found.append(("title", _("This is an example to try things on: it never goes live.")))
        return found


class ArticleAddress(Address):
    subject = models.ForeignKey(Article, PROTECT, related_name="addresses", verbose_name=_("article"))

    class Meta(Address.Meta):
        app_label = "news"
        verbose_name, verbose_name_plural = _("address of an article"), _("addresses of articles")
