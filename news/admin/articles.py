from django.contrib import admin
from django.db.models import Prefetch
from django.utils import timezone

from publishing import extension_points
from publishing.core.loading import PREFETCHED
from publishing.editor.subject_admin import SubjectAdmin
from publishing.status.admin_columns import StatusColumns
from publishing.text.slugs import slug_of

from ..figures.article_facts_form import ArticleFactsForm
from ..figures.panel import MENTIONS_PREFETCH
from ..figures.review import sums_in_words
from ..figures.views import FigurePanelViews
from ..models.article import Article, ArticleEdition
from ..models.tag import TaggedArticle


@admin.register(Article)
class ArticleAdmin(FigurePanelViews, StatusColumns, SubjectAdmin):
    facts_form = ArticleFactsForm
    joined = ("image",)
    start_date_field = "date"

    class Media:
        css = {"all": ["css/admin/money.css"]}

    list_display = ["__str__", "date", "kind", "status"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["editions__title", "key"]
    ordering = ["-date", "-pk"]

    def subjects(self):
        editions = ArticleEdition.objects.defer("body", "teaser", "sources", "message").order_by("-live_from")
        return Article.objects.prefetch_related(Prefetch("editions", editions))

    def read_together(self):
        tagged = TaggedArticle.objects.select_related("tag")
        mentions = Prefetch(f"{PREFETCHED}__mentions", MENTIONS_PREFETCH.queryset)
        return ("topic_places", "country_rows", Prefetch("tagged_items", tagged), mentions)

    def first_facts(self, request, subject):
        kind = request.GET.get("kind")
        return {"kind": kind} if subject is None and kind in Article.Kind.values else {}

    def new_subject(self, request, texts):
        today = timezone.localdate()
        title = next((form.posted("title") for form in texts if form.posted("title")), "")
        key = f"{today}-{slug_of(title, 150)}".strip("-")
        taken = set(Article.objects.filter(key__startswith=key).values_list("key", flat=True))
        key = next(each for each in (key, *(f"{key}-{n}" for n in range(2, 10_000))) if each not in taken)
        return Article.objects.create(key=key, date=today)

    def sums(self, subject):
        return sums_in_words(subject)


@admin.register(ArticleEdition)
class ArticleEditionAdmin(admin.ModelAdmin):
    """Only for choosing a text; texts are written on the form of their article."""

    search_fields = ["title"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        editions = ArticleEdition.objects.exclude(state="discarded").defer("body").order_by("-pk")
        return extension_points.visible(request.user, editions)

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
