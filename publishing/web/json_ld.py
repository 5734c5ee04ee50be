"""Pages for machines: what schema.org has words for, as plain values. `rich_text.data_block` writes them."""

from collections.abc import Iterable

from django.conf import settings


def organization(language: str) -> dict:
    """The ministry, by its name in that language."""
    known = settings.ORGANISATION
    data = {
        "@type": "Organization",
        "name": known["name"].get(language, ""),
        "url": f"{settings.SITE_URL}/{language}/",
    }
    if known["government"]:
        data["parentOrganization"] = {"@type": "Organization", "url": known["government"]}
    return data


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict:
    """Name and address of each step, from the top down to the page itself; steps without an address are left out."""
    places = [(name, url) for name, url in steps if name and url]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": settings.SITE_URL + url}
            for number, (name, url) in enumerate(places, 1)
        ],
    }
