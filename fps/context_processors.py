"""What every public page shows around its content."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from policy.views import tree_of
from publishing.web.memory_cache import StateCache

from .models import BannerEdition

_banners = StateCache(len(settings.LANGUAGES))
MENU = {"policy": "policy", "news": "news", "subjects": "news", "funding": "funding"}  # what stands under which item
LOCALES = {"en": "en_GB", "nl": "nl_BE", "fr": "fr_BE", "de": "de_BE"}  # as Open Graph writes them


def site(request):
    """Lazy where it costs a query: pages of the back office and of errors never ask."""
    language = get_language()
    organisation = settings.ORGANISATION
    ministry = {
        "url": settings.SITE_URL,
        "short_name": organisation["short_name"].get(language, ""),
        "name": organisation["name"].get(language, ""),
        "kind": organisation["kind"].get(language, ""),
        "locale": LOCALES.get(language, language),
        "government": organisation["government"],
        "government_name": organisation["government"].partition("//")[2],
        "licence": organisation["licence"],
        "licence_url": organisation["licence_url"],
        "section": MENU.get(request.resolver_match.namespace, "") if request.resolver_match else "",
        "demo": settings.FPS_DEMO,
        "noindex": settings.FPS_DEMO and not settings.ON_LOOPBACK,
    }
    return {
        "site": ministry,
        "ministry": ministry,  # the sign-in page has a `site` of its own
        "canonical": settings.SITE_URL + request.path,
        "banner": SimpleLazyObject(lambda: live_banner(language)),
        "fixed_pages": SimpleLazyObject(lambda: _fixed_pages(request)),
    }


def live_banner(language):
    """The banner that started last; empty if none is live in that language."""
    return _banners.get_or_set(
        language, lambda: BannerEdition.objects.live(language).order_by("-live_from").first() or ""
    )


def _fixed_pages(request):
    tree = tree_of(request) if hasattr(request, "LANGUAGE_CODE") else None
    return tree.about.pages if tree and tree.about else []
