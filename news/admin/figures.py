from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from images.audit import values_of
from images.audited_admin import AuditedAdmin
from publishing import extension_points

from ..figures.confirmation import can_change_figure, confirm_mentions, detach_mentions
from ..models.article import ArticleEdition
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
class FundingFigureAdmin(SafeAutocompleteMixin, AuditedAdmin):
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
        return super().has_change_permission(request, obj) and (obj is None or can_change_figure(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or can_change_figure(request.user, obj))

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_readonly_fields(self, request, obj=None):
        fixed = obj is not None and obj.mentions.confirmed().exists()
        return list(FundingFigure.FROZEN_FIELDS) if fixed else []

    def save_formset(self, request, form, formset, change):
        mentions = formset.save(commit=False)
        detach_mentions(form.instance, formset.deleted_objects, request.user)
        for mention in mentions:
            mention.confirmed_at = None  # other words: confirmed anew, by whoever chose them
        confirm_mentions(form.instance, mentions, request.user, str(form.instance))

    def audit_values(self, obj):
        """Without its words: those stand in the trail of the articles that tell of it."""
        return values_of(obj)

    def delete_model(self, request, obj):
        detach_mentions(obj, obj.mentions.select_related("edition__subject"), request.user)
        super().delete_model(request, obj)


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    list_display = ["__str__", "abbreviation", "iati", "crs"]
    search_fields = ["key", "abbreviation", "iati", "names"]
