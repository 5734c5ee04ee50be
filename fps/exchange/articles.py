from datetime import datetime
from operator import itemgetter

from news.models import Article, ArticleEdition, ArticleTopic, TaggedArticle
from publishing import extension_points

from .edition_serializers import Editions
from .editions import REASON, put_editions
from .fields import Choice, Clock, Country, Day, Each, Flag, Key, Moment, Reference, Words
from .figure_serializers import ArticleFigureSerializer, figures_in
from .figures import put_mentions
from .line_serializer import Fields, LineSerializer, outcome, under, update_fields


def topics_of(article) -> list[str]:
    return [place.topic.key for place in sorted(article.topic_places.all(), key=lambda place: place.position)]


def countries_of(article) -> list[str]:
    return sorted(row.country.code for row in article.country_rows.all())


class FactNoteSerializer(Fields):
    """What readers were told when facts changed; the column keeps the moment as text."""

    at = Moment(required=True, of=lambda note: datetime.fromisoformat(note["at"]))
    notes = Words(required=True, of=itemgetter("notes"))

    def validate(self, attrs):
        return attrs | {"at": attrs["at"].isoformat()}


class ArticleSerializer(LineSerializer):
    model = Article
    date = Day(required=True)
    kind = Choice(Article.Kind.values, "a kind of article")
    topics = Each(Key(), once=True, of=topics_of)
    countries = Each(Country(), once=True, of=countries_of)
    tags = Each(Key(), once=True, of=lambda article: sorted(item.tag.slug for item in article.tagged_items.all()))
    image = Reference("image")
    valid_on = Day(null=None)
    review_by = Day(null=None)
    lead_until = Day(null=None)
    for_the_record = Flag()
    time = Clock(null=None)
    place = Words(null={})
    contact = Reference("contact")
    editions = Editions(ArticleEdition)
    figures = Each(ArticleFigureSerializer(), of=figures_in)
    fact_notes = Each(FactNoteSerializer())
    unless_empty = ("fact_notes",)
    by_hand = ("topics", "countries", "tags", "editions", "figures")

    def rows(self):
        queryset = Article.objects.order_by("date", "pk").select_related("image", "contact")
        queryset = queryset.prefetch_related("editions", "topic_places__topic", "country_rows", "tagged_items__tag")
        return queryset.iterator(chunk_size=200)

    def put(self, data, line, site):
        """Facts, texts, figures and their mentions: all of it, or nothing."""
        new = site.find("article", data["id"]) is None
        article = Article(key=data["id"]) if new else Article.objects.get(key=data["id"])
        before = update_fields(article, self.facts(data, site))
        if new:
            article.save()
        before |= _set_lists(article, data, site, new)
        if before and not new:
            article.facts_version += 1
            article.save()
            stored = {name: str(value) for name, value in before.items()}
            after = {name: str(data.get(name.removesuffix("_id"))) for name in before}
            extension_points.record(None, "change_facts", article, before=stored, after=after, reason=REASON)
        stored = [] if new else list(article.editions.all())
        editions, texts = put_editions(article, data.get("editions", {}), stored)
        mentions = put_mentions(article, data.get("figures", []), editions, line, site, new)
        return article, outcome(new, before or texts or mentions)


def _set_lists(article, data, site, new) -> dict:
    """Topics (the first is the main one), countries, tags; returns what those that changed were."""
    before = {}
    if "topics" in data:
        wanted = _all(site, "topic", data["topics"], "topics")
        stored = [] if new else list(article.topic_places.order_by("position").values_list("topic", flat=True))
        if stored != wanted:
            before["topics"] = stored
            article.topic_places.all().delete() if stored else None
            ArticleTopic.objects.bulk_create(
                ArticleTopic(article=article, topic_id=pk, position=place) for place, pk in enumerate(wanted)
            )
    if "countries" in data:
        stored = [] if new else sorted(article.country_rows.values_list("country", flat=True))
        if stored != sorted(data["countries"]):
            before["countries"] = stored
            article.set_countries(data["countries"], new=new)
    if "tags" in data:
        wanted = _all(site, "tag", data["tags"], "tags")
        stored = [] if new else list(article.tagged_items.values_list("tag", flat=True))
        if set(stored) != set(wanted):
            before["tags"] = stored
            article.tagged_items.exclude(tag__in=wanted).delete() if stored else None
            TaggedArticle.objects.bulk_create(
                TaggedArticle(content_object=article, tag_id=pk) for pk in wanted if pk not in stored
            )
    return before


def _all(site, kind, keys, name):
    with under(name):
        return [site.get(kind, key) for key in keys]
