"""Withdrawal impact: what breaks when a subject is withdrawn or trashed; asked before, never found out after."""

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DISPLAY_LIMIT = 10  # of what is listed by name; the sentence says how many there are


def impact_of(subject, languages) -> list[str]:
    """Sentences for the editor: addresses that end, pages that link there, and what the kind of text adds."""
    return [*_addresses(subject, languages), *_links(subject, languages), *subject.withdrawal_warnings(languages)]


def _addresses(subject, languages):
    live = set(subject.editions.live().filter(language__in=languages).values_list("language", flat=True))
    paths = list(subject.addresses.answering().filter(language__in=live)) if live and subject.has_address() else []
    if paths:
        yield ngettext(
            "One address will answer that the page has ended: %(paths)s.",
            "%(number)s addresses will answer that the page has ended: %(paths)s.",
            len(paths),
        ) % {"number": len(paths), "paths": _shortened(str(address) for address in paths)}


def _links(subject, languages):
    if not subject.has_address():
        return
    paths = [str(address) for address in subject.addresses.answering().filter(language__in=languages)[:50]]
    titles = [title for model in edition_models() for title in _linking(model, subject, paths)] if paths else []
    if titles:
        yield ngettext(
            "One page that is online links to it: %(titles)s.",
            "%(number)s pages that are online link to it: %(titles)s.",
            len(titles),
        ) % {"number": len(titles), "titles": _shortened(f"“{title}”" for title in titles)}


def _linking(model, subject, paths):
    if "body" not in model.WORDS:
        return []
    condition = Q()
    for path in paths:
        condition |= Q(body__contains=f'href="{path}')
    editions = model.objects.live().filter(condition)
    if isinstance(subject, model._meta.get_field("subject").related_model):
        editions = editions.exclude(subject=subject)
    return list(editions.values_list("title", flat=True)[:200])


def edition_models():
    from ..core.edition import Edition

    return [model for model in apps.get_models() if issubclass(model, Edition)]


def _shortened(names) -> str:
    names = list(names)
    more = [_("and %(number)s more") % {"number": len(names) - DISPLAY_LIMIT}] if len(names) > DISPLAY_LIMIT else []
    return ", ".join([*names[:DISPLAY_LIMIT], *more])
