"""What readers may see of a corrected text: the words they read before, compared with the words they read now.

Only texts that have been public take part. A small fix is no correction of its own: it shows inside the next one.
"""

from ..diff.review import compared
from .alternates import alternates

CHANGES_PATH = "changes/"  # below the page's own address, in every language


def changes_url(edition, url: str) -> str:
    """Where the changes of a text read with `with_previous_public` are shown; empty where there is nothing to show."""
    seen = getattr(edition, "previous_public", None)  # what is only a preview has not been seen
    return url + CHANGES_PATH if seen and not edition.is_unchanged and url else ""


def changes_context(edition, urls: dict[str, str], changes: dict[str, str]):
    """For `publishing/changes.html`; `urls` are the pages by language, `changes` those of them that changed."""
    before = type(edition).objects.get(pk=edition.previous_public)
    notable = (
        edition.subject.editions.started()
        .filter(language=edition.language, live_from=edition.last_notable_change)
        .first()
    )
    comparison = compared(before, edition, edition.SHOWN)
    comparison.fields = [
        each for each in comparison.fields if each.comparison.count
    ]  # the title stands on the page anyway
    return {
        "edition": edition,
        "url": urls[edition.language],
        "told": notable,
        "before": before,
        "compared": comparison,
        "alternates": alternates(edition.language, changes),
        "noindex": True,
    }
