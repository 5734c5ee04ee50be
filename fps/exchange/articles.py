from news.models import Article, ArticleTopic, TaggedArticle
from publishing import extension_points

from .editions import REASON, put_editions
from .facts import facts_of, update_fields
from .figures import put_mentions
from .validators import InvalidValue

PLAIN = ("date", "kind", "valid_on", "review_by", "lead_until", "for_the_record", "time", "place", "fact_notes")


def put_article(data, line, site):
    """Facts, texts, figures and their mentions: all of it, or nothing."""
    new = site.find("article", data["id"]) is None
    article = Article(key=data["id"]) if new else Article.objects.get(key=data["id"])
    before = update_fields(article, facts_of(data, site, PLAIN, image="image", contact="contact"))
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
    new_mentions = put_mentions(article, data.get("figures", []), editions, line, site, new)
    return article, "new" if new else "changed" if before or texts or new_mentions else "unchanged"


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
    try:
        return [site.get(kind, key) for key in keys]
    except InvalidValue as fault:
        raise fault.under(name) from None
