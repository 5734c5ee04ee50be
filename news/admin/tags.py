from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing import extension_points

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
        extension_points.record(
            request.user, "change_tag" if before else "make_tag", obj, before=before or "", after=labels
        )
