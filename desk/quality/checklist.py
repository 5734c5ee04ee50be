"""Links that `check_links` has found broken, among the checks of the form: gone as soon as no text has them."""

from django.db.models import Exists, OuterRef

from publishing.core.links import is_outside, links_of
from publishing.extension_points import Check, StoredCheck

from .findings import Fault, Source
from .link_check import OutsideLink, digest_of, sentence


def annotate_broken_links(subjects):
    """Each with `has_broken_links`, in the question that reads it."""
    options = subjects.model._meta
    kind = {"content_type__app_label": options.app_label, "content_type__model": options.model_name}
    found = Fault.objects.filter(source=Source.LINKS, object_id=OuterRef("pk"), **kind)
    return subjects.annotate(has_broken_links=Exists(found))


def broken_link_checks(subject, texts) -> list[Check]:
    """In the draft of each language; where there is none, in what is online or scheduled."""
    if not getattr(subject, "has_broken_links", False):
        return []
    places = dict(_places(texts))
    links = OutsideLink.objects.filter(digest__in=map(digest_of, {address for _anchor, address in places}))
    broken = {link.address: sentence(link) for link in links if link.is_broken()}
    return [Check(broken[at], anchor, language) for (anchor, at), language in places.items() if at in broken]


def _places(texts):
    """((where to put it right, address), language) of each link to another site."""
    for language in texts.forms:
        draft, live = texts.working.get(language), texts.live.get(language)
        for edition in [draft] if draft else [*([live] if live else []), *texts.scheduled.get(language, ())]:
            field = "body" if "body" in edition.WORDS else "link"
            anchor = f"#id_text-{language}-{field}" if draft else f"#panel-{language}"
            for link in links_of(edition):
                if is_outside(link.href):
                    yield (anchor, link.href), language


BROKEN_LINKS = StoredCheck(annotate_broken_links, broken_link_checks)
