"""The page on which a tag is merged into another: first which, then what changes, then the deed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing import extension_points
from publishing.editor.name_choice_field import NamesField

from ..models.article import Article, ArticleEdition
from ..models.tag import Tag
from .fields import label_of, tag_by_spelling, tag_names
from .merging import merge, merged_names


class MergeForm(forms.Form):
    """The tag that stays, by any of its names."""

    into = NamesField(label=gettext_lazy("The tag that stays"), options=tag_names, find=tag_by_spelling, single=True)

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.tag = tag
        self.fields["into"].fill()

    def clean_into(self):
        found = self.cleaned_data["into"]
        if not found:
            raise ValidationError(_("Choose a tag."))
        if int(found[0]) == self.tag.pk:
            raise ValidationError(_("A tag cannot be merged with itself."))
        return Tag.objects.get(pk=found[0])


class MergeViews:
    """Mixin of the admin of tags: merge/."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", page, name="news_tag_merge"), *super().get_urls()]

    def merge_view(self, request, object_id):
        extension_points.require(request.user, "merge", Tag)
        tag = self.get_object(request, object_id)
        if tag is None:
            raise Http404
        data = request.POST if request.method == "POST" else request.GET
        form = MergeForm(data if "into" in data else None, tag=tag)
        target = form.cleaned_data["into"] if form.is_valid() else None
        if request.method == "POST" and target:
            try:
                merge(tag, target, request.user)
            except ValidationError as refusal:
                form.add_error("into", refusal)
                target = None
            else:
                names = {"old": label_of(tag), "kept": label_of(target)}
                messages.success(request, _("“%(old)s” is a part of “%(kept)s” now.") % names)
                return HttpResponseRedirect(reverse("admin:news_tag_change", args=[target.pk]))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "tag": tag, "form": form, "target": target,
            "title": _("Merge: %(subject)s") % {"subject": label_of(tag)}, "has_errors": bool(form.errors),
            "back": reverse("admin:news_tag_change", args=[tag.pk]),
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/news/merge.html", context | (_merge_summary(tag, target) if target else {})
        )


def _merge_summary(tag, target) -> dict:
    """What the merge changes."""
    labels, aliases = merged_names(tag, target)
    bearing = Article.objects.filter(tagged_items__tag=tag)
    number = bearing.count()
    public = ArticleEdition.objects.live().tagged([tag.slug]).values("subject").distinct().count()
    return {
        "number": number,
        "public": public,
        "both": bearing.filter(pk__in=Article.objects.filter(tagged_items__tag=target)).count(),
        "names": sorted({*aliases, *tag.labels.values()} - set(labels.values())),
        "gained": [(code, label) for code, label in labels.items() if code not in target.labels],
        "pages": [(tag.get_absolute_url(code), target.get_absolute_url(code)) for code in tag.labels],
        "deed": ngettext("Merge and change one article", "Merge and change %(number)s articles", number)
        % {"number": number},
        "kept_label": label_of(target),
    }
