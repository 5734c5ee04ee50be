"""Remarks beside a text, for the form and for the review."""

from django import template
from django.conf import settings
from django.urls import reverse

from policy.models import Topic
from publishing import extension_points

from ..sharing.feedback_form import paragraph_choices
from ..sharing.remarks import Remark, position_remarks

register = template.Library()


def _thread(context, subject, editions: dict) -> dict:
    user = context["request"].user
    found = Remark.objects.of(subject).filter(language__in=editions).select_related("by", "link")
    thread = position_remarks(found, editions)
    return {
        "subject": subject,
        "request": context["request"],
        "open": [each for each in thread if not each.remark.resolved_at],
        "resolved": [each for each in thread if each.remark.resolved_at],
        "may_remark": bool(editions) and extension_points.can(user, "remark", subject),
        "several": len(editions) > 1,
        "refusal": context.get("refusal", ""),
        "kept": context.get("kept", "") if context.get("refusal") else "",
    }


def _places(editions: dict) -> list[tuple[str, str, list]]:
    """Language, its name, and what in its text a remark can be about."""
    names = dict(settings.LANGUAGES)
    return [
        (code, names[code], [(f"{code}:{place}" if place else code, words) for place, words in paragraph_choices(each)])
        for code, each in editions.items()
    ]


@register.inclusion_tag("admin/desk/remarks.html", takes_context=True)
def remarks_of_panels(context, subject, panels):
    """The thread of all languages of the form."""
    editions = {panel.language: panel.reading for panel in panels if panel.reading}
    return {**_thread(context, subject, editions), "places": _places(editions)}


@register.inclusion_tag("admin/desk/remarks.html", takes_context=True)
def remarks_of_texts(context, subject, editions):
    return {**_thread(context, subject, editions), "places": _places(editions)}


@register.inclusion_tag("admin/desk/review_margin.html", takes_context=True)
def review_margin(context, edition):
    """The remarks on one text, by paragraph, and the form for one more."""
    editions = {edition.language: edition}
    thread = _thread(context, edition.subject, editions)
    order = sorted(thread["open"], key=lambda each: (each.place is None, each.place or 0))
    return {**thread, "open": order, "edition": edition, "places": _places(editions)}


@register.filter
def page_below(subject, name: str) -> str:
    """The address of a page that the desk adds below a subject: `{{ subject|page_below:"links" }}`."""
    return reverse(f"admin:{subject._meta.model_name}_{name}", args=[subject.pk])


@register.simple_tag
def preview_url(opts, pk, language: str) -> str:
    """Of a form for something new as well, which has no `pk`."""
    return reverse(f"admin:{opts.model_name}_preview", args=[pk or "add", language])


@register.filter
def may_share(subject, user) -> bool:
    return extension_points.can(user, "share", subject)


@register.filter
def may_limit(subject, user) -> bool:
    return extension_points.can(user, "limit", subject)


@register.filter
def may_move(subject, user) -> bool:
    """Only what stands in the tree has a place."""
    return isinstance(subject, Topic) and not subject.hidden and extension_points.can(user, "move", subject)


@register.filter
def limit_page(subject) -> str:
    return reverse("admin:desk_limit", args=[subject._meta.label_lower, subject.pk])
