"""The picture among the facts of a text: chosen from the library or sent with the form, and finished in place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from images.details import PictureDetails, pages_showing
from images.fields import PictureFormField
from images.models import Image
from publishing import extension_points
from publishing.editor.facts_form import FactsForm
from publishing.editor.name_choice_field import NamesField, NamesWidget

MAX_IMAGES_OFFERED = 300


def image_names():
    return [(image.pk, name_of(image)) for image in Image.objects.order_by("-created_at")[:MAX_IMAGES_OFFERED]]


def name_of(image) -> str:
    return f"{image} ({image.key})"


def image_by_name(text):
    """Older than those offered: by its number (what the script posts) or its key."""
    key = text.rpartition("(")[2].rstrip(")")
    found = Image.objects.filter(pk=int(text)) if text.isdecimal() and len(text) < 18 else Image.objects.filter(key=key)
    return found.values_list("pk", flat=True).first()


class PictureWidget(NamesWidget):
    template_name = "images/picture_field.html"
    details = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["accept"] = PictureFormField.widget.attrs["accept"]
        if self.details:
            image = self.details.image
            context["widget"] |= {"details": self.details, "pages": pages_showing(image), "chosen": [name_of(image)]}
        return context


class PictureField(NamesField):
    widget = PictureWidget

    def __init__(self, **kwargs):
        super().__init__(options=image_names, find=image_by_name, single=True, **kwargs)


class PictureFactsForm(FactsForm):
    """A facts form with `picture` and `upload`, for a subject whose column is called `image`."""

    picture = PictureField(label=gettext_lazy("Image"))
    upload = PictureFormField(label=gettext_lazy("Upload a picture"), required=False)

    def show_on(self, subject):
        super().show_on(subject)
        if "picture" in (typed := self._typed()):
            subject.image = Image.objects.filter(pk__in=typed["picture"]).first()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        image = self._image_shown()
        self.details = PictureDetails(image, self.data if self.is_bound else None) if image else None
        self.fields["picture"].widget.details = self.details

    def _image_shown(self):
        if self.is_bound and "picture" in self.data:
            found = [pk for name in self.data.getlist("picture") if name.strip() and (pk := self._find(name.strip()))]
            return Image.objects.filter(pk__in=found[:1]).first()
        return self.subject.image if self.subject and self.subject.image_id else None

    def _find(self, name):
        field = self.fields["picture"]
        return next((key for key, each in field.options if each == name), None) or image_by_name(name)

    def read(self, subject):
        return super().read(subject) | {"picture": [subject.image_id] if subject.image_id else []}

    def value_in_words(self, name, value):
        if name == "upload":
            return _("a new picture") if value else ""
        if name == "picture":
            return self._name(next(iter(value or []), None))
        return super().value_in_words(name, value)

    def _name(self, pk) -> str:
        if pk is None:
            return ""
        shown = self.subject and self.subject.image  # most often asked for, and at hand
        image = shown if shown and shown.pk == pk else Image.objects.filter(pk=pk).first()
        return name_of(image) if image else ""

    def write(self, subject, cleaned):
        super().write(subject, cleaned)
        if "picture" in cleaned:
            subject.image_id = next(iter(cleaned["picture"]), None)
        if cleaned.get("upload"):
            subject.image = Image.from_upload(cleaned["upload"], by=self.user)
        if {"picture", "upload"} & set(cleaned):
            subject.save(update_fields=["image"])

    def save(self, by=None, now_public=False, commit=True):
        refusals = super().save(by, now_public, commit)
        if self.details and self.details.changes():
            refusals += self._save_details(by, now_public)
        return list(dict.fromkeys(refusals))

    def _save_details(self, by, now_public):
        """They belong to the library: what they change shows wherever the picture stands."""
        if self._live() and not now_public:
            return [_("The facts were not saved. They are public at once: use “Save facts, public now”.")]
        if not by.has_perm("images.change_image"):
            return [_("You do not have the right to change pictures of the library.")]
        before = self.details.save()
        if before:
            self.saved = True
            after = {name: self.details.cleaned_data[name] for name in before}
            extension_points.record(by, "change_image", self.details.image, before=before, after=after)
        return []
