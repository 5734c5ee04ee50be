from django.contrib import admin
from taggit.models import Tag as UnusedTag

from . import articles, figures, tags  # noqa: F401

admin.site.unregister(UnusedTag)  # taggit's own; ours stands below
