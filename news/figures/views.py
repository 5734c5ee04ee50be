"""Where the form asks for its cards of money: while somebody writes (JSON, from the script), and after a save."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _

from publishing import extension_points
from publishing.core.languages import languages

from .actions import ActionRefused, run_action
from .detection import FIELDS
from .panel import FigurePanel
from .search import similar_figures, summary_line

MAX_REQUEST_SIZE = 2_000_000  # bytes; four long articles are 150,000
ACT = "money"


class FigurePanelViews:
    """Mixed into the admin of articles."""

    def get_urls(self):
        own = [
            path("money/", self.admin_site.admin_view(self.money_view), name="article_money_new"),
            path("<path:object_id>/money/", self.admin_site.admin_view(self.money_view), name="article_money"),
            path(
                "<path:object_id>/money/figures/",
                self.admin_site.admin_view(self.money_figures),
                name="article_money_figures",
            ),
        ]
        return [*own, *super().get_urls()]

    def money_view(self, request, object_id=None):
        """The cards of the texts that were sent, after the act that was asked for. POST and JSON only."""
        if request.method != "POST":
            return JsonResponse({"error": "POST only"}, status=405, headers={"Allow": "POST"})
        if object_id:
            article = self.subject_or_404(request, object_id)
        elif self.has_add_permission(request):
            article = None
        else:
            raise PermissionDenied
        try:
            typed, action = _read(request)
        except (ValueError, RecursionError) as fault:
            return JsonResponse({"error": str(fault)}, status=400)
        panel, message, done = FigurePanel(article, typed, request.user), "", True
        if action and article:
            try:
                message = run_action(panel, action["name"], action["card"], action["fields"])
            except ActionRefused as refusal:
                message, done = str(refusal), False
            panel = FigurePanel(article, typed, request.user)
        section = PanelContext(panel)
        html = render_to_string("admin/news/money_cards.html", {"money": section}, request=request)
        answer = {"html": html, "count": panel.count, "waits": panel.pending_count, "marks": panel.marks}
        return JsonResponse(answer | {"said": message, "done": done})

    def money_figures(self, request, object_id):
        """Figures that a sum may be the same as."""
        article = self.subject_or_404(request, object_id)
        extension_points.require(request.user, "confirm_figure", article)
        try:
            key = int(request.GET.get("near", "0")[:16] or 0), None, ""
        except ValueError:
            key = 0, None, ""
        found = similar_figures(request.GET.get("q", "").strip()[:200].replace("\x00", ""), key, request.user)
        return JsonResponse({"figures": [{"pk": each.pk, "words": summary_line(each)} for each in found]})

    def response_after_save(self, request, subject, verb, argument):
        """Without a script the buttons of a card save the whole form first: nothing that was typed is lost."""
        if verb != ACT:
            return super().response_after_save(request, subject, verb, argument)
        name, _colon, card = argument.partition(":")
        try:
            messages.success(request, run_action(FigurePanel(subject, user=request.user), name, card, request.POST))
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        except PermissionDenied:
            messages.error(request, _("You do not have the right to do this."))
        response = super().response_after_save(request, subject, "", "")
        response["Location"] += "#money-part"
        return response


class PanelContext:
    """What the templates read: the board, and where the script sends to."""

    def __init__(self, panel: FigurePanel):
        self.panel = panel
        article = panel.article
        self.url = reverse("admin:article_money", args=[article.pk]) if article else reverse("admin:article_money_new")
        self.figures_url = reverse("admin:article_money_figures", args=[article.pk]) if article else ""
        self.add = reverse("admin:news_fundingfigure_add") + f"?article={article.pk}" if article else ""

    def __getattr__(self, name):
        return getattr(self.panel, name)


def _read(request) -> tuple[dict, dict | None]:
    """Texts by language and the act. Anything of another shape is a ValueError."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REQUEST_SIZE:
        raise ValueError("too long")
    data = json.loads(request.body)
    if not isinstance(data, dict) or not isinstance(data.get("texts", {}), dict):
        raise ValueError("an object with texts is needed")
    typed = {}
    for code, text in data.get("texts", {}).items():
        if code in languages() and isinstance(text, dict):
            typed[code] = {name: _plain(text.get(name) or "") for name in FIELDS}
    action = data.get("act")
    if action is None:
        return typed, None
    fields = action.get("fields", {}) if isinstance(action, dict) else None
    if not isinstance(fields, dict):
        raise ValueError("an act has a name, a card and fields")
    fields = {_plain(name): _plain(value) for name, value in fields.items()}
    return typed, {"name": _plain(action.get("name")), "card": _plain(action.get("card")), "fields": fields}


def _plain(value) -> str:
    """Without what neither a database nor UTF-8 can hold: NUL, and half of a pair of surrogates."""
    return str(value).replace("\x00", "").encode(errors="replace").decode()
