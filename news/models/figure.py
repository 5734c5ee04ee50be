"""Sums of money as entities, in the terms of IATI 2.03, and the places in the prose that mention them."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import PROTECT, SET_NULL, Exists, F, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from images.translated_text import WordsField, any_words, words_in
from publishing import extension_points
from publishing.text.rich_text import read_html
from publishing.text.sentences import sentence_around

from ..amounts.formatting import in_full
from .article import Article, ArticleEdition
from .figure_cycles import cycle_field


class Organisation(models.Model):
    """Who gives, passes on or receives: names in each language, and the codes under which others know it."""

    key = models.SlugField(_("key"), max_length=100, unique=True)
    names = WordsField(_("names"))
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    iati = models.CharField(_("IATI identifier"), max_length=100, blank=True)
    crs = models.CharField(_("CRS channel code"), max_length=10, blank=True)
    org_type = models.CharField(_("type of organisation (IATI)"), max_length=4, blank=True)
    country = CountryField(_("country"), blank=True)

    class Meta:
        app_label = "news"
        ordering = ["key"]
        verbose_name, verbose_name_plural = _("organisation"), _("organisations")

    def __str__(self):
        return any_words(self.names) or self.key

    def name(self, language):
        return words_in(self.names, language) or self.abbreviation or self.key


class Qualifier(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    ALMOST = "almost", _("almost")
    UP_TO = "up_to", _("up to")
    ABOUT = "about", _("about")
    RANGE = "range", _("from … to")


class Stage(models.TextChoices):
    PLEDGE = "pledge", _("pledge")
    COMMITMENT = "commitment", _("commitment")
    DISBURSEMENT = "disbursement", _("disbursement")
    EXPENDITURE = "expenditure", _("expenditure")


FIGURE_INDEXES = ("country", "currency", "value_date")  # for the choices of the funding page


class FundingFigureQuerySet(models.QuerySet):
    def public(self, at=None, without=()):
        """Figures of which a confirmed mention stands in a live edition (none of `without`), in whichever language."""
        live = ArticleEdition.objects.live(at=at).exclude(pk__in=[edition.pk for edition in without])
        mentions = FigureMention.objects.confirmed().filter(figure=OuterRef("pk"), edition__in=live)
        return self.filter(Exists(mentions))

    def visible_to(self, user):
        """Without what is told in nothing but drafts that are limited to other people."""
        mentions = FigureMention.objects.filter(figure=OuterRef("pk"))
        visible = mentions.filter(edition__in=extension_points.visible(user, ArticleEdition.objects.all()))
        return self.filter(~Exists(mentions) | Exists(visible))


class FundingFigure(models.Model):
    """A sum of money, told of in one or many texts; a new sum is a new figure that `supersedes` the old."""

    FROZEN_FIELDS = ("amount", "amount_max", "currency", "qualifier")

    key = models.SlugField(_("key"), max_length=100, unique=True, editable=False)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    amount_max = models.DecimalField(_("up to"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    qualifier = models.CharField(_("bound"), max_length=10, choices=Qualifier, default=Qualifier.EXACTLY)
    stage = models.CharField(_("stage"), max_length=14, choices=Stage)
    value_date = models.DateField(_("value date"), null=True, blank=True)
    period = models.CharField(
        _("period"), max_length=10, choices=[("total", _("total")), ("per_year", _("per year"))], default="total"
    )
    provider = models.ForeignKey(
        Organisation, PROTECT, verbose_name=_("Provider"), null=True, blank=True, related_name="given"
    )
    receiver = models.ForeignKey(
        Organisation, PROTECT, verbose_name=_("Receiver"), null=True, blank=True, related_name="received"
    )
    channel = models.ForeignKey(
        Organisation, PROTECT, verbose_name=_("Channel"), null=True, blank=True, related_name="passed_on"
    )
    country = CountryField(_("country"), blank=True)
    region = models.CharField(_("region (OECD DAC)"), max_length=10, blank=True)
    sector = models.CharField(_("sector (OECD DAC)"), max_length=5, blank=True)
    humanitarian = models.BooleanField(_("humanitarian"), default=False)
    part_of = models.ForeignKey("self", PROTECT, verbose_name=_("Part of"), null=True, blank=True, related_name="parts")
    equivalent_of = models.ForeignKey(
        "self", PROTECT, verbose_name=_("The same sum as"), null=True, blank=True, related_name="equivalents"
    )
    supersedes = models.ForeignKey(
        "self", PROTECT, verbose_name=_("Replaces"), null=True, blank=True, related_name="superseded_by"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FundingFigureQuerySet.as_manager()

    class Meta:
        app_label = "news"
        ordering = ["-created_at", "key"]
        verbose_name, verbose_name_plural = _("figure"), _("figures")
        indexes = [models.Index(fields=[name], name=f"figure_by_{name}") for name in FIGURE_INDEXES]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="news_figure_positive"),
            models.CheckConstraint(
                condition=Q(amount_max=None, qualifier__in=[q for q in Qualifier.values if q != "range"])
                | Q(qualifier="range", amount_max__gt=F("amount")),
                name="news_figure_range_has_top",
            ),
        ]

    def __str__(self):
        return in_full(self, get_language() or settings.LANGUAGE_CODE)

    def save(self, *args, **kwargs):
        self.key = self.key or f"figure-{secrets.token_hex(4)}"
        if self.pk and self.mentions.confirmed().exists():
            stored = type(self).objects.filter(pk=self.pk).first()
            if stored and any(getattr(stored, name) != getattr(self, name) for name in self.FROZEN_FIELDS):
                raise ValidationError(
                    _("A confirmed sum never changes. Make a new figure that takes the place of this one.")
                )
        super().save(*args, **kwargs)

    save.alters_data = True

    def clean(self):
        if name := cycle_field(self):
            raise ValidationError({name: _("A figure cannot lead back to itself.")})


class FigureMentionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class FigureMention(models.Model):
    """The words of one edition that tell of a figure. A person confirms them; nothing unconfirmed is public."""

    figure = models.ForeignKey(FundingFigure, models.CASCADE, related_name="mentions")
    edition = models.ForeignKey(ArticleEdition, models.CASCADE, related_name="mentions")
    field = models.CharField(max_length=10, choices=[(name, name) for name in ("title", "teaser", "body")])
    quote = models.CharField(_("words"), max_length=200)
    start = models.PositiveIntegerField(help_text="Offset in the plain text of the field, in code points")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, blank=True, related_name="+")

    objects = FigureMentionQuerySet.as_manager()

    class Meta:
        app_label = "news"
        ordering = ["edition", "field", "start"]
        verbose_name, verbose_name_plural = _("mention"), _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "field", "start"], name="news_mention_one_place"),
        ]

    def __str__(self):
        return self.quote

    def copy_to(self, draft) -> None:
        """The same mention in a new draft, if its words still stand there."""
        for field, start in find_quote(self.quote, draft):
            if field == self.field:
                FigureMention.objects.get_or_create(
                    edition=draft,
                    field=field,
                    start=start,
                    defaults={
                        "figure": self.figure,
                        "quote": self.quote,
                        "confirmed_at": self.confirmed_at,
                        "confirmed_by": self.confirmed_by,
                    },
                )
                return

    def is_in_text(self) -> bool:
        """Do its words (still) stand in the text? In one that is being written they may have moved: follow them."""
        text = plain_field(self.edition, self.field)
        if not text.startswith(self.quote, self.start):
            self.start = text.find(self.quote)
        return self.start >= 0

    def sentence(self) -> str:
        """The sentence of the text in which its words stand; the words alone if they stand there no more."""
        if self.field != "body":
            return sentence_around(getattr(self.edition, self.field), self.start, len(self.quote))
        document = read_html(self.edition.body)
        start = nearest_place(self.quote, document.text, self.start)
        return self.quote if start is None else document.sentence_around(start, len(self.quote))


def plain_field(edition, field: str) -> str:
    """The field as a reader sees it: no tags, single blanks."""
    return read_html(edition.body).text if field == "body" else getattr(edition, field)


def nearest_place(quote: str, text: str, start: int) -> int | None:
    """Where the words stand in a text, the place next to `start`: others may count its blanks otherwise."""
    if text.startswith(quote, start):
        return start
    places = (text.rfind(quote, 0, start + len(quote)), text.find(quote, start))
    return min((place for place in places if place >= 0), key=lambda place: abs(place - start), default=None)


def find_quote(quote: str, edition) -> list[tuple[str, int]]:
    """Where the words stand: (field, offset in its plain text), title first."""
    found = []
    for field in ("title", "teaser", "body"):
        text = plain_field(edition, field)
        start = text.find(quote)
        while start >= 0:
            found.append((field, start))
            start = text.find(quote, start + len(quote))
    return found


class SetAsideSum(models.Model):
    """By what it is worth and not by its place: it stays set aside in every language and after each edit."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="set_aside_sums")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=0)
    amount_max = models.DecimalField(_("up to"), max_digits=20, decimal_places=0, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "news"
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = _("sum set aside"), _("sums set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "amount", "currency"], condition=Q(amount_max=None), name="news_set_aside_once"
            ),
            models.UniqueConstraint(
                fields=["article", "amount", "amount_max", "currency"], name="news_set_aside_range_once"
            ),
        ]

    def __str__(self):
        return f"{self.amount:,.0f} {self.currency}"

    @property
    def key(self):
        return int(self.amount), None if self.amount_max is None else int(self.amount_max), self.currency


def read_mentions(editions, also=()) -> None:
    """Gives each edition its `confirmed_mentions` in the order of the text; those of `also` know who pays whom."""
    mentions = FigureMention.objects.confirmed().order_by("field", "start")
    mentions = mentions.select_related("figure", *(["figure__provider", "figure__receiver"] if also else []))
    prefetch_related_objects([*editions, *also], Prefetch("mentions", mentions, to_attr="confirmed_mentions"))
