"""Where the form asks for its cards of money: while somebody writes (JSON, from the script), and after a save."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _

from publishing import hooks
from publishing.core.languages import languages

from .actions import NotDone, act
from .detection import FIELDS
from .panel import Board
from .search import figures_like, in_line

LONGEST_REQUEST = 2_000_000  # bytes; four long articles are 150,000
ACT = "money"


class MoneyViews:
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

    def money(self, subject, user):
        return Section(Board(subject, user=user))

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
            typed, asked = _read(request)
        except (ValueError, RecursionError) as fault:
            return JsonResponse({"error": str(fault)}, status=400)
        board, said, done = Board(article, typed, request.user), "", True
        if asked and article:
            try:
                said = act(board, asked["name"], asked["card"], asked["fields"])
            except NotDone as refusal:
                said, done = str(refusal), False
            board = Board(article, typed, request.user)
        section = Section(board)
        html = render_to_string("admin/news/money_cards.html", {"money": section}, request=request)
        answer = {"html": html, "count": board.count, "waits": board.to_confirm, "marks": board.marks}
        return JsonResponse(answer | {"said": said, "done": done})

    def money_figures(self, request, object_id):
        """Figures that a sum may be the same as."""
        article = self.subject_or_404(request, object_id)
        hooks.require(request.user, "confirm_figure", article)
        try:
            key = int(request.GET.get("near", "0")[:16] or 0), None, ""
        except ValueError:
            key = 0, None, ""
        found = figures_like(request.GET.get("q", "").strip()[:200].replace("\x00", ""), key, request.user)
        return JsonResponse({"figures": [{"pk": each.pk, "words": in_line(each)} for each in found]})

    def response_after_save(self, request, subject, verb, argument):
        """Without a script the buttons of a card save the whole form first: nothing that was typed is lost."""
        if verb != ACT:
            return super().response_after_save(request, subject, verb, argument)
        name, _colon, card = argument.partition(":")
        try:
            messages.success(request, act(Board(subject, user=request.user), name, card, request.POST))
        except NotDone as refusal:
            messages.error(request, str(refusal))
        except PermissionDenied:
            messages.error(request, _("You do not have the right to do this."))
        response = super().response_after_save(request, subject, "", "")
        response["Location"] += "#money-part"
        return response


class Section:
    """What the templates read: the board, and where the script sends to."""

    def __init__(self, board: Board):
        self.board = board
        article = board.article
        self.url = reverse("admin:article_money", args=[article.pk]) if article else reverse("admin:article_money_new")
        self.figures_url = reverse("admin:article_money_figures", args=[article.pk]) if article else ""
        self.add = reverse("admin:news_fundingfigure_add") + f"?article={article.pk}" if article else ""

    def __getattr__(self, name):
        return getattr(self.board, name)


def _read(request) -> tuple[dict, dict | None]:
    """Texts by language and the act. Anything of another shape is a ValueError."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_REQUEST:
        raise ValueError("too long")
    data = json.loads(request.body)
    if not isinstance(data, dict) or not isinstance(data.get("texts", {}), dict):
        raise ValueError("an object with texts is needed")
    typed = {}
    for code, text in data.get("texts", {}).items():
        if code in languages() and isinstance(text, dict):
            typed[code] = {name: _plain(text.get(name) or "") for name in FIELDS}
    asked = data.get("act")
    if asked is None:
        return typed, None
    fields = asked.get("fields", {}) if isinstance(asked, dict) else None
    if not isinstance(fields, dict):
        raise ValueError("an act has a name, a card and fields")
    fields = {_plain(name): _plain(value) for name, value in fields.items()}
    return typed, {"name": _plain(asked.get("name")), "card": _plain(asked.get("card")), "fields": fields}


def _plain(value) -> str:
    """Without what neither a database nor UTF-8 can hold: NUL, and half of a pair of surrogates."""
    return str(value).replace("\x00", "").encode(errors="replace").decode()
