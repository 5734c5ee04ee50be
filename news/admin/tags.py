from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from images.audited_admin import AuditedAdmin

from ..models.tag import Tag
from ..tags.merge_views import MergeViews


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
class TagAdmin(MergeViews, AuditedAdmin):
    form = TagForm
    list_display = ["__str__", "labels_in_words", "slug"]
    search_fields = ["names__text"]
    ordering = ["name"]

    @admin.display(description=_("labels"))
    def labels_in_words(self, tag):
        return " · ".join(f"{code}: {label}" for code, label in tag.labels.items())

    def save_model(self, request, obj, form, change):
        labels, aliases = form.names
        store = obj.change_names if change else obj.store_new
        store(labels, request.user, aliases)

    def record_saved(self, request, obj, change):
        """The tag itself has recorded it: it is made in other places as well."""
