from django.conf import settings

from publishing.web.json_ld import organization

from ..listing.feeds import published, updated


def news_article(edition, topic=None, labels=()) -> dict:
    """An article as schema.org's NewsArticle; `topic` is its main one, `labels` are those of its tags."""
    article, url = edition.subject, settings.SITE_URL + edition.get_absolute_url()
    publisher = organization(edition.language)
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "description": edition.teaser,
        "inLanguage": edition.language,
        "datePublished": published(article).isoformat(),
        "dateModified": updated(edition).isoformat(),
        "mainEntityOfPage": url,
        "image": [settings.SITE_URL + article.image.share_url] if article.image else [],
        "articleSection": topic.title if topic else "",
        "keywords": list(labels),
        "author": publisher,
        "publisher": publisher,
        "license": settings.ORGANISATION["licence_url"],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in found.items() if value not in ("", [])}
