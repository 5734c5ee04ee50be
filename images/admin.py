from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .audited_admin import AuditedAdmin
from .documents import MEDIA_TYPES
from .field_views import PictureFieldViews
from .fields import DocumentField, PictureField
from .models import Document, Image
from .templatetags.images import thumbnail
from .usage import file_usage


def language_lookups(field: str) -> list[str]:
    """Language by language: SQLite keeps the letters of a whole JSON text escaped, and would not find “été”."""
    return [f"{field}__{code}" for code, _name in settings.LANGUAGES]


class FocalPointInput(forms.NumberInput):
    """A share of the width or height; the arrow keys move it by one per cent."""

    def __init__(self):
        super().__init__({"min": 0, "max": 1, "step": 0.01})


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = [
            "file", "file_dark", "alt", "decorative", "caption", "focal_x", "focal_y",
            "credit", "licence", "licence_until", "rights_note", "key",
        ]  # fmt: skip
        widgets = {"focal_x": FocalPointInput, "focal_y": FocalPointInput}

    def clean(self):
        cleaned = super().clean()
        sizes = [self.size_of(name) for name in ("file", "file_dark")]
        if all(sizes) and sizes[0] != sizes[1]:
            self.add_error("file_dark", ValidationError(
                _("The file for the dark theme must have the size of the other: %(width)s × %(height)s pixels."),
                params={"width": sizes[0][0], "height": sizes[0][1]}, code="sizes",
            ))  # fmt: skip
        return cleaned

    def size_of(self, name):
        """Of a new file; of a stored one only if the other is new, since it is read from the disk."""
        file = self.cleaned_data.get(name)
        if not file or not {"file", "file_dark"} & set(self.changed_data):
            return None
        return file.width, file.height


class LibraryAdmin(AuditedAdmin):
    """What the lists of pictures and documents share."""

    list_per_page = 50
    change_form_template = "admin/images/change_form.html"
    date_hierarchy = "created_at"
    save_as_continue = False
    formfield_overrides = {PictureField: {}, DocumentField: {}}  # keep their own widgets: no link to the original

    class Media:
        css = {"all": ["css/admin/library.css"]}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        file = self.get_object(request, object_id)
        showing = {"showing": file_usage(file)} if file else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **showing})

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.base_fields["key"].required = False
        form.base_fields["key"].help_text = _("The name under which imports know it. Left empty, it gets one.")
        return form


@admin.register(Image)
class ImageAdmin(PictureFieldViews, LibraryAdmin):
    form = ImageForm
    list_display = ["small_picture", "name", "credit", "licence", "size", "what_is_missing", "created_at"]
    list_display_links = ["small_picture", "name"]
    list_filter = ["licence", "decorative"]
    search_fields = ["key", "credit", *language_lookups("alt"), *language_lookups("caption")]
    search_help_text = _("Words of the alternative text, caption or credit")
    readonly_fields = ["small_picture", "address_in_texts", "focal_point"]
    fieldsets = [
        (None, {"fields": ["small_picture", "file", "file_dark", "address_in_texts"]}),
        (_("What it shows"), {"fields": ["alt", "decorative", "caption"]}),
        (_("Rights"), {"fields": ["credit", "licence", "licence_until", "rights_note"]}),
        (_("What stays visible when it is cropped"), {
            "description": _("0 is the left or upper edge, 1 the right or lower one, 0.5 the middle."),
            "fields": ["focal_point", ("focal_x", "focal_y")],
        }),
        (_("For imports"), {"classes": ["collapse"], "fields": ["key"]}),
    ]  # fmt: skip

    @admin.display(description=_("picture"))
    def small_picture(self, image):
        return render_to_string("components/picture_element.html", thumbnail(image)) if image.pk else ""

    @admin.display(description=_("picture"))
    def focal_point(self, image):
        return render_to_string("images/focal.html", {"image": image}) if image.pk else ""

    @admin.display(description=_("address for the picture button of a text"), empty_value="")
    def address_in_texts(self, image):
        return reverse("images:by_reference", args=[image.reference, "w800"]) if image.pk else ""

    @admin.display(description=_("name"))
    def name(self, image):
        return str(image)

    @admin.display(description=_("pixels"), ordering="width")
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("what is missing"), empty_value="")
    def what_is_missing(self, image):
        return ", ".join(image.missing())


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = [
            "file", "title", "language", "accessible_note",
            "credit", "licence", "licence_until", "rights_note", "key",
        ]  # fmt: skip


@admin.register(Document)
class DocumentAdmin(LibraryAdmin):
    form = DocumentForm
    list_display = ["name", "kind", "language", "length", "licence", "created_at"]
    list_filter = ["language", "media_type", "licence"]
    search_fields = ["key", "credit", *language_lookups("title")]
    search_help_text = _("Words of the title")
    readonly_fields = ["address_in_texts"]
    fieldsets = [
        (None, {"fields": ["file", "address_in_texts", "title", "language", "accessible_note"]}),
        (_("Rights"), {"fields": ["credit", "licence", "licence_until", "rights_note"]}),
        (_("For imports"), {"classes": ["collapse"], "fields": ["key"]}),
    ]

    @admin.display(description=_("address for a link in a text"), empty_value="")
    def address_in_texts(self, document):
        if document.kind not in MEDIA_TYPES:  # no file yet
            return ""
        return reverse("images:document_by_reference", args=[document.reference, document.kind])

    @admin.display(description=_("name"))
    def name(self, document):
        return str(document)

    @admin.display(description=_("kind"), ordering="media_type")
    def kind(self, document):
        return document.kind.upper()

    @admin.display(description=_("size"), ordering="size")
    def length(self, document):
        return filesizeformat(document.size)
