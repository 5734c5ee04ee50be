"""The one way in which words of a text become the confirmed words of a figure, and the one in which they cease to be.

The cards of an article and the form of a figure both come through here. What happened stands in the audit trail of the
article: a draft that is limited to some people keeps its words to them there as well.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from publishing import extension_points

from ..models.article import Article
from ..models.figure import FigureMention, FundingFigure


def can_change_figure(user, figure: FundingFigure) -> bool:
    """What is stored of a figure is told by every text that mentions it, drafts included: who changes it may write all
    of them, and change the facts of all of them once readers see it."""
    verb = "change_facts" if FundingFigure.objects.public().filter(pk=figure.pk).exists() else "confirm_figure"
    articles = Article.objects.filter(editions__mentions__figure=figure).distinct()
    return all(extension_points.can(user, verb, article) for article in articles)


@transaction.atomic
def confirm_mentions(
    figure: FundingFigure, mentions: Iterable[FigureMention], by, amount: str, verb: str = "confirm_figure"
) -> None:
    """Store these mentions as confirmed; one that was confirmed before keeps who did it. `amount`: in words."""
    for article, own in _by_article(mentions):
        extension_points.require(by, "confirm_figure", article)
        for mention in own:
            _save_confirmed(figure, mention, by)
        languages = ", ".join(sorted({mention.edition.language for mention in own}))
        extension_points.record(by, verb, article, after={"figure": figure.key, "is": f"{amount} ({languages})"})


def _save_confirmed(figure, mention, by) -> None:
    if not mention.confirmed_at:
        mention.confirmed_at, mention.confirmed_by = timezone.now(), by
    mention.figure = figure
    if mention.pk:
        mention.save()
        return
    values = {name: getattr(mention, name) for name in ("figure", "quote", "confirmed_at", "confirmed_by")}
    FigureMention.objects.update_or_create(
        edition=mention.edition, field=mention.field, start=mention.start, defaults=values
    )


@transaction.atomic
def detach_mentions(figure: FundingFigure, mentions: Iterable[FigureMention], by) -> None:
    """These texts tell of the figure no longer."""
    for article, own in _by_article(mentions):
        extension_points.require(by, "confirm_figure", article)
        FigureMention.objects.filter(pk__in=[mention.pk for mention in own]).delete()
        languages = ", ".join(sorted({mention.edition.language for mention in own}))
        before, after = {"figure": figure.key, "was": languages}, {"figure": figure.key, "is": ""}
        extension_points.record(by, "let_go_figure", article, before=before, after=after)


def _by_article(mentions) -> list[tuple[Article, list[FigureMention]]]:
    found: dict[int, list[FigureMention]] = {}
    for mention in mentions:
        found.setdefault(mention.edition.subject_id, []).append(mention)
    return [(own[0].edition.subject, own) for own in found.values()]
