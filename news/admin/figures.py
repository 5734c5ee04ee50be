from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import extension_points

from ..models.article import Article, ArticleEdition
from ..models.figure import FigureMention, FundingFigure, Organisation, find_quote


class MentionForm(forms.ModelForm):
    """The words are typed or pasted; where they stand is found, and must be there."""

    class Meta:
        model = FigureMention
        fields = ["edition", "quote"]

    def clean(self):
        cleaned = super().clean()
        edition, quote = cleaned.get("edition"), cleaned.get("quote")
        if edition and quote:
            places = find_quote(quote, edition)
            if not places:
                raise ValidationError(_("These words do not stand in that text: copy them as they are written there."))
            self.instance.field, self.instance.start = places[-1]
        return cleaned


class SafeAutocompleteSelect(AutocompleteSelect):
    """Django's, which asks the database for whatever was posted when it is shown again, numbers or not."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if str(each).isdecimal() and len(str(each)) < 19], attr)


class SafeAutocompleteMixin:
    """Mixin of an admin whose `autocomplete_fields` stand whatever is posted."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", SafeAutocompleteSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MentionInline(SafeAutocompleteMixin, admin.TabularInline):
    model = FigureMention
    form = MentionForm
    autocomplete_fields = ["edition"]
    extra = 1

    def get_queryset(self, request):
        """Without the words of drafts that are limited to others; saving leaves those mentions alone."""
        editions = extension_points.visible(request.user, ArticleEdition.objects.all())
        return super().get_queryset(request).filter(edition__in=editions)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Begun from an article, the choice is between its own texts."""
        article = request.GET.get("article", "")
        if db_field.name == "edition" and article.isdecimal() and len(article) < 19:
            texts = ArticleEdition.objects.working() | ArticleEdition.objects.live()
            texts = extension_points.visible(request.user, texts.filter(subject=article))
            return forms.ModelChoiceField(texts, label=_("text"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(FundingFigure)
class FundingFigureAdmin(SafeAutocompleteMixin, admin.ModelAdmin):
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
            articles = Article.objects.filter(editions__mentions__figure=obj).distinct()
            if not all(extension_points.can(request.user, "change_facts", article) for article in articles):
                return False
        return super().has_change_permission(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_readonly_fields(self, request, obj=None):
        fixed = obj is not None and obj.mentions.confirmed().exists()
        return list(FundingFigure.FROZEN_FIELDS) if fixed else []

    def save_formset(self, request, form, formset, change):
        mentions = formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        for mention in mentions:
            extension_points.require(request.user, "confirm_figure", mention.edition)
            mention.confirmed_at, mention.confirmed_by = timezone.now(), request.user
            mention.save()
        formset.save_m2m()


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["__str__", "abbreviation", "iati", "crs"]
    search_fields = ["key", "abbreviation", "iati", "names"]
