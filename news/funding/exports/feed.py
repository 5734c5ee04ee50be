"""Atom feed of figures in the order in which they became public, with the filters of the funding page."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.core.addresses import public_path, segment

from ...amounts.formatting import in_full
from ...figures.in_article import path_in_words
from .. import sql
from ..figure_list import figure_rows
from ..request_parsing import parse_queries

ENTRY_LIMIT = 50


@require_safe
def atom_feed(request):
    first, _second = parse_queries(request, everything=True)
    language = get_language()
    page = settings.SITE_URL + public_path(language, segment(language, "funding/"))
    name = settings.ORGANISATION["name"].get(language, "")
    feed = Atom1Feed(
        title=_("%(organisation)s: new figures") % {"organisation": name},
        link=page + first.query(),
        description=_("Example data") if settings.FPS_DEMO else None,
        language=language,
        feed_url=settings.SITE_URL + request.get_full_path(),
        feed_guid=page,
        author_name=name,
    )
    for row in figure_rows(sql.listing(first.figure_query, order="new", limit=ENTRY_LIMIT), first.at):
        mention = row.mention_for(language)
        feed.add_item(
            title=": ".join(
                part for part in (in_full(row.figure, language), path_in_words(row.figure, language)) if part
            ),
            link=settings.SITE_URL + row.url(language),
            description=mention.sentence(),
            unique_id=f"{page}#figure-{row.figure.key}",
            pubdate=min(each.edition.live_from for each in row.mentions.values()),
            updateddate=max(each.edition.live_from for each in row.mentions.values()),
            categories=[str(row.figure.get_stage_display())],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
