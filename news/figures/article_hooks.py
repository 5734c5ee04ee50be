"""What figures add to articles, joined in at the extension points: articles themselves know nothing of money.

A draft takes over the mentions of the text it starts from, and they go along with its words; what the languages tell of
sums is compared before anything goes live; and whoever withdraws a text reads what is no longer counted.
"""

from django.utils.translation import gettext as _

from publishing import extension_points
from publishing.extension_points import Panel

from ..consistency.checks import figure_warnings
from ..models.article import Article, ArticleEdition
from ..models.figure import FundingFigure
from .mentions import update_mentions
from .panel import FigurePanel
from .views import PanelContext


def register() -> None:
    """Called once, when the app starts."""
    extension_points.draft_begun.add(ArticleEdition, copy_mentions)
    extension_points.draft_saved.add(ArticleEdition, update_mentions)
    extension_points.approval_checks.add(Article, figure_warnings)
    extension_points.withdrawal_warnings.add(Article, uncounted_figures)
    extension_points.panels.add(Panel("form-facts", "admin/news/money.html", form_context))


def copy_mentions(edition: ArticleEdition, draft: ArticleEdition) -> None:
    """Those whose words still stand in the draft."""
    for mention in edition.mentions.all():
        mention.copy_to(draft)


def uncounted_figures(article: Article, languages) -> list[str]:
    """A sentence that names the figures which no other live text tells of."""
    ending = list(article.editions.live().filter(language__in=languages))
    public_figures = FundingFigure.objects.public().filter(mentions__edition__in=ending)
    lost = public_figures.exclude(pk__in=FundingFigure.objects.public(without=ending).values("pk")).distinct()
    return [_("No longer counted: %(sums)s.") % {"sums": ", ".join(str(figure) for figure in lost)}] if lost else []


def form_context(context) -> dict | None:
    """The sums of the texts, on the form of an article, stored or not."""
    if context["opts"].model is not Article:
        return None
    return {"money": PanelContext(FigurePanel(context["subject"], user=context["request"].user))}
