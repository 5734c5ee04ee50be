"""Fragments of pages that every reader of a language gets alike, rendered once for each site state.

`{% cachefragment topic.pk %}…{% endcachefragment %}` in a page's template: what is inside must follow from what
readers see and from the values given, and from nothing else. For whoever is signed in, and in previews, it is rendered
each time.
"""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from .memory_cache import StateCache

MAX_FRAGMENTS = 300  # of each part: languages times topics, or the articles that are asked for most


class CachedFragmentNode(template.Node):
    def __init__(self, nodelist, values):
        self.nodelist, self.values, self.cache = nodelist, values, StateCache(MAX_FRAGMENTS)

    def render(self, context):
        if not is_for_everybody(context.get("request")):
            return self.nodelist.render(context)
        key = get_language(), *(value.resolve(context) for value in self.values)
        return self.cache.get_or_set(key, lambda: self.nodelist.render(context))


def is_for_everybody(request) -> bool:
    """Would any reader get the same answer? Whoever brings a session, or looks at a preview, may be shown another."""
    if request is None or getattr(request, "is_preview", False):
        return False
    return settings.SESSION_COOKIE_NAME not in request.COOKIES
