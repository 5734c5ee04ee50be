"""What a picture of the library says about itself, written where the picture is used."""

from hashlib import blake2b

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .library import Licence
from .models import Image
from .translated_text import plain

MAX_CREDITS_OFFERED = 8


class PictureDetails(forms.Form):
    """Alternative text in each language, decorative, credit, licence. Writes only what differs from what was shown."""

    decorative = forms.BooleanField(
        label=_("Decorative"), required=False, help_text=_("Says nothing that the text does not say.")
    )
    credit = forms.CharField(label=_("Credit"), required=False, max_length=250)
    licence = forms.ChoiceField(label=_("Licence"), required=False, choices=[("", "—"), *Licence.choices])
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, image, data=None, *, credit=""):
        self.image = image
        prefix = f"picture-{image.pk}"
        if data is not None and f"{prefix}-was" not in data:
            data = None
        stored = stored_values(image)
        initial = stored | {"was": value_digests(stored), "credit": stored["credit"] or credit}
        super().__init__(data, prefix=prefix, initial=initial, use_required_attribute=False)
        for code, name in settings.LANGUAGES:
            widget = forms.TextInput(attrs={"lang": code, "spellcheck": "true", "data-alt": code})
            self.fields[f"alt_{code}"] = forms.CharField(label=name, required=False, max_length=2000, widget=widget)
            if stored["decorative"] and not self.is_bound:
                widget.attrs["disabled"] = True
        self.fields["decorative"].widget.attrs["data-decorative"] = True
        self.fields["credit"].widget.attrs["list"] = f"{self['credit'].auto_id}-used"

    def alt_fields(self):
        return [(code, self[f"alt_{code}"]) for code, _name in settings.LANGUAGES]

    def credits_used(self):
        """The last credits that were given, newest first."""
        rows = Image.objects.exclude(credit="").order_by("-created_at").values_list("credit", flat=True)[:60]
        return list(dict.fromkeys(rows))[:MAX_CREDITS_OFFERED]

    def changes(self) -> dict:
        """Field → value of what differs from what the form was filled with."""
        if not self.is_bound or not self.is_valid():
            return {}
        wanted = {name: self.cleaned_data[name] for name in stored_values(self.image)}
        if wanted["decorative"]:  # its fields are switched off, and what stood in them goes
            wanted |= {name: "" for name in wanted if name.startswith("alt_")}
        wanted = {name: plain(value) if isinstance(value, str) else value for name, value in wanted.items()}
        was = dict(part.split(":", 1) for part in self.cleaned_data["was"].split() if ":" in part)
        return {name: value for name, value in wanted.items() if value_digest(value) != was.get(name)}

    def save(self) -> dict:
        """Writes the changes; returns what stood there before."""
        changed = self.changes()
        stored = stored_values(self.image)
        before = {name: stored[name] for name in changed if stored[name] != changed[name]}
        if before:
            alt = {code: changed.get(f"alt_{code}", stored[f"alt_{code}"]) for code, _name in settings.LANGUAGES}
            self.image.alt = {code: text for code, text in alt.items() if text}
            for name in ("decorative", "credit", "licence"):
                setattr(self.image, name, changed.get(name, stored[name]))
            self.image.save(update_fields=["alt", "decorative", "credit", "licence"])
        return before


def stored_values(image) -> dict:
    words = {f"alt_{code}": (image.alt or {}).get(code, "") for code, _name in settings.LANGUAGES}
    return words | {"decorative": image.decorative, "credit": image.credit, "licence": image.licence}


def value_digest(value) -> str:
    return blake2b(str(value).encode(), digest_size=8).hexdigest()


def value_digests(stored: dict) -> str:
    return " ".join(f"{name}:{value_digest(value)}" for name, value in stored.items())


def last_credit(user) -> str:
    """What this person gave as the credit of a picture the last time."""
    given = Image.objects.filter(created_by=user.pk).exclude(credit="").order_by("-created_at", "-pk")
    return given.values_list("credit", flat=True).first() or ""


def pages_showing(image) -> int:
    """Public pages whose facts name this picture, whatever app they belong to."""
    count = 0
    for relation in Image._meta.related_objects:
        editions = getattr(relation.related_model, "editions", None)
        if editions is not None:
            texts = editions.rel.related_model.objects.live()
            count += texts.filter(**{f"subject__{relation.field.name}": image}).count()
    return count
