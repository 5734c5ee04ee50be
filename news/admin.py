from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as UnusedTag

from publishing import hooks
from publishing.core.loading import KNOWN
from publishing.editor.subject_admin import SubjectAdmin
from publishing.status.admin_columns import StatusColumns
from publishing.text.slugs import slug_of

from .article_form import ArticleFactsForm
from .articles import Article, ArticleEdition
from .figures import FigureMention, FundingFigure, Organisation, places_of
from .merge_views import MergeViews
from .money_board import MENTIONS
from .money_views import MoneyViews
from .review_sums import sums_in_words
from .tags import Tag, TaggedArticle

admin.site.unregister(UnusedTag)  # taggit's own; ours stands below


@admin.register(Article)
class ArticleAdmin(MoneyViews, StatusColumns, SubjectAdmin):
    facts_form = ArticleFactsForm
    joined = ("image",)
    day_field = "date"

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
        mentions = Prefetch(f"{KNOWN}__mentions", MENTIONS.queryset)
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


class MentionForm(forms.ModelForm):
    """The words are typed or pasted; where they stand is found, and must be there."""

    class Meta:
        model = FigureMention
        fields = ["edition", "quote"]

    def clean(self):
        cleaned = super().clean()
        edition, quote = cleaned.get("edition"), cleaned.get("quote")
        if edition and quote:
            places = places_of(quote, edition)
            if not places:
                raise ValidationError(_("These words do not stand in that text: copy them as they are written there."))
            self.instance.field, self.instance.start = places[-1]
        return cleaned


class ChosenByTyping(AutocompleteSelect):
    """Django's, which asks the database for whatever was posted when it is shown again, numbers or not."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if str(each).isdecimal() and len(str(each)) < 19], attr)


class TypedChoices:
    """Mixin of an admin whose `autocomplete_fields` stand whatever is posted."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", ChosenByTyping(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MentionInline(TypedChoices, admin.TabularInline):
    model = FigureMention
    form = MentionForm
    autocomplete_fields = ["edition"]
    extra = 1

    def get_queryset(self, request):
        """Without the words of drafts that are limited to others; saving leaves those mentions alone."""
        editions = hooks.visible(request.user, ArticleEdition.objects.all())
        return super().get_queryset(request).filter(edition__in=editions)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Begun from an article, the choice is between its own texts."""
        article = request.GET.get("article", "")
        if db_field.name == "edition" and article.isdecimal() and len(article) < 19:
            texts = ArticleEdition.objects.working() | ArticleEdition.objects.live()
            texts = hooks.visible(request.user, texts.filter(subject=article))
            return forms.ModelChoiceField(texts, label=_("text"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ArticleEdition)
class ArticleEditionAdmin(admin.ModelAdmin):
    """Only for choosing a text; texts are written on the form of their article."""

    search_fields = ["title"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        editions = ArticleEdition.objects.exclude(state="discarded").defer("body").order_by("-pk")
        return hooks.visible(request.user, editions)

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(FundingFigure)
class FundingFigureAdmin(TypedChoices, admin.ModelAdmin):
    """A sum of money and the words that tell of it. Saving it with its words is the confirmation by a person."""

    list_display = ["__str__", "stage", "provider", "receiver", "country", "value_date"]
    list_filter = ["stage", "currency"]
    list_select_related = ["provider", "receiver"]
    search_fields = ["key", "provider__key", "receiver__key"]
    autocomplete_fields = ["provider", "receiver", "channel", "part_of", "equivalent_of", "supersedes"]
    inlines = [MentionInline]
    fieldsets = [
        (
            None,
            {"fields": [("qualifier", "amount", "amount_max", "currency"), "stage", ("value_date", "period")]},
        ),
        (_("Who and where"), {"fields": [("provider", "receiver", "channel"), ("country", "region")]}),
        (_("Codes"), {"fields": [("sector", "humanitarian")]}),
        (_("Other sums"), {"fields": [("part_of", "equivalent_of", "supersedes")]}),
    ]

    def has_change_permission(self, request, obj=None):
        """What readers see of a sum is changed by those who may change the facts of every text that tells of it."""
        if obj and FundingFigure.objects.public().filter(pk=obj.pk).exists():
            told = Article.objects.filter(editions__mentions__figure=obj).distinct()
            if not all(hooks.may(request.user, "change_facts", article) for article in told):
                return False
        return super().has_change_permission(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).met_by(request.user)

    def get_readonly_fields(self, request, obj=None):
        fixed = obj is not None and obj.mentions.confirmed().exists()
        return list(FundingFigure.FIXED) if fixed else []

    def save_formset(self, request, form, formset, change):
        mentions = formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        for mention in mentions:
            hooks.insist(request.user, "confirm_figure", mention.edition)
            mention.confirmed_at, mention.confirmed_by = timezone.now(), request.user
            mention.save()
        formset.save_m2m()


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["__str__", "abbreviation", "iati", "crs"]
    search_fields = ["key", "abbreviation", "iati", "names"]


class TagForm(forms.ModelForm):
    aliases = forms.CharField(
        label=_("Other spellings"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One a line.")
    )

    class Meta:
        model = Tag
        fields = ["labels"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.names.filter(is_alias=True).values_list("text", flat=True)
            self.fields["aliases"].initial = "\n".join(names)

    def clean(self):
        cleaned = super().clean()
        labels = cleaned.get("labels") or {}
        if not labels:
            raise ValidationError(_("A tag needs a label in at least one language."))
        self.names = (labels, [line.strip() for line in cleaned.get("aliases", "").splitlines() if line.strip()])
        self.instance.check_names(*self.names)
        return cleaned


@admin.register(Tag)
class TagAdmin(MergeViews, admin.ModelAdmin):
    form = TagForm
    list_display = ["__str__", "labels_in_words", "slug"]
    search_fields = ["names__text"]
    ordering = ["name"]

    @admin.display(description=_("labels"))
    def labels_in_words(self, tag):
        return " · ".join(f"{code}: {label}" for code, label in tag.labels.items())

    def save_model(self, request, obj, form, change):
        labels, aliases = form.names
        before = Tag.objects.filter(pk=obj.pk).values_list("labels", flat=True).first()
        if not obj.pk:
            obj.name = next(iter(labels.values()))
            obj.slug = Tag.new_key(obj.name)
        obj.set_names(labels, aliases)
        hooks.record(request.user, "change_tag" if before else "make_tag", obj, before=before or "", after=labels)
