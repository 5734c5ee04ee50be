"""The first visit: four steps on an example that only this person meets and that can never go live."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from news.models import Article, ArticleEdition, FigureMention
from news.models.article import EXAMPLE_KEY_PREFIX
from publishing import extension_points

from .permissions.access_limits import AccessLimit


class FirstSteps(models.Model):
    """How far a person is; there is no row before the first step."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="first_steps")
    example = models.ForeignKey("news.Article", models.SET_NULL, null=True, related_name="+")
    looked_at_publish = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "desk"
        verbose_name, verbose_name_plural = gettext_lazy("first steps"), gettext_lazy("first steps")

    def __str__(self):
        return str(self.user)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    help: str
    done: bool
    url: str = ""  # a form of the example; empty before there is one
    posts: str = ""  # the act that leads on instead


def steps_for(user) -> list[Step]:
    """Nothing for who has closed them, has written before, or may not write."""
    if not extension_points.can(user, "add", Article):
        return []
    closed, example, looked, wrote = (
        get_user_model()
        .objects.filter(pk=user.pk)
        .annotate(wrote=Exists(ArticleEdition.objects.filter(updated_by=OuterRef("pk"))))
        .values_list("first_steps__closed_at", "first_steps__example", "first_steps__looked_at_publish", "wrote")
        .get()
    )
    if closed or (wrote and example is None):
        return []
    return _steps(example, bool(looked))


def _steps(example, looked) -> list[Step]:
    found = ArticleEdition.objects.filter(subject=example, subject__trashed_at=None).order_by("pk")
    texts = list(found) if example else []
    sums = bool(texts) and FigureMention.objects.confirmed().filter(edition__in=texts).exists()
    url = reverse("admin:news_article_change", args=[example]) if texts else ""
    mine = f"{url}#id_text-{texts[0].language}-title" if texts else ""
    posts = "" if texts else "begin"
    return [
        Step(_("Write"), _("Change the title and a sentence. The text is saved while you write."),
             any(each.version for each in texts), mine, posts),
        Step(_("Add a sum"), _("The text tells of a sum: choose its stage on the card under Money and confirm it."),
             sums, f"{url}#money" if url else ""),
        Step(_("Translate"), _("Open another language and start from this text; the two stand side by side."),
             len({each.language for each in texts}) > 1, f"{url}#panel-{_next_language(texts)}" if url else ""),
        Step(_("Publish"), _("See what stops a text and when it can go live. The example itself never does."),
             looked, "", "publish" if texts else ""),
    ]  # fmt: skip


def _next_language(texts) -> str:
    """The language that comes next; the last one if there is a text in each."""
    written = {each.language for each in texts}
    return next((code for code in settings.LANGUAGE_ORDER if code not in written), texts[-1].language)


@require_POST
def onboarding_view(request):
    extension_points.require(request.user, "add", Article)
    act = request.POST.get("act", "")
    steps, _made = FirstSteps.objects.get_or_create(user=request.user)
    if act == "close":
        steps.closed_at = timezone.now()
        steps.save(update_fields=["closed_at"])
        messages.success(request, _("The first steps are closed. The help of each page stays behind “Help”."))
    elif act == "begin":
        return HttpResponseRedirect(reverse("admin:news_article_change", args=[_get_or_create_example(steps).pk]))
    elif act == "publish" and steps.example_id:
        steps.looked_at_publish = True
        steps.save(update_fields=["looked_at_publish"])
        return HttpResponseRedirect(_publish_url(request.user, steps.example))
    return HttpResponseRedirect(reverse("admin:index"))


def _publish_url(user, example) -> str:
    """The page Publish; for who may not publish the form, where the text is sent for review."""
    can_approve = extension_points.can(user, "approve", example)
    return reverse("admin:article_publish" if can_approve else "admin:news_article_change", args=[example.pk])


@transaction.atomic
def _get_or_create_example(steps) -> Article:
    """One a person: pressing twice, or from two windows, leads to the same."""
    steps = FirstSteps.objects.select_for_update().get(pk=steps.pk)
    if steps.example and not steps.example.is_trashed():
        return steps.example
    article = Article.objects.create(key=f"{EXAMPLE_KEY_PREFIX}{secrets.token_hex(6)}", date=timezone.localdate())
    limit = AccessLimit.objects.create(
        content_type=ContentType.objects.get_for_model(Article), object_id=article.pk, set_by=steps.user
    )
    limit.people.set([steps.user])
    extension_points.record(steps.user, "limit", article, after=str(steps.user))
    body = _("The team leaves on Monday. Our country gives €2 million for medicines.")
    words = {"title": _("Example: a medical team leaves"), "slug": "example", "teaser": _("A text to try things on."),
             "body": f"<p>{body}</p>"}  # fmt: skip
    article.new_draft(get_language(), by=steps.user, words=words)
    steps.example = article
    steps.save(update_fields=["example"])
    return article
