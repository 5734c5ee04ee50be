"""The facts of a figure on its card: stage, who, where, when. All but the stage comes filled in from the context."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ..models.figure import Qualifier, Stage

PARTY_FIELDS = ("provider", "receiver", "channel")
EMPTY_CHOICE = ("", "–")


def organisation_choices(organisations, language) -> list[tuple]:
    return [
        EMPTY_CHOICE,
        *sorted(((each.pk, each.name(language)) for each in organisations), key=lambda pair: pair[1].lower()),
    ]


class FigureFactsForm(forms.Form):
    """Not a form of the model: hundreds of organisations are read once for all cards."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, widget=forms.RadioSelect, error_messages={
        "required": _("Choose the stage first."), "invalid_choice": _("Choose the stage first."),
    })  # fmt: skip
    qualifier = forms.ChoiceField(label=_("Bound"), choices=[pair for pair in Qualifier.choices if pair[0] != "range"])
    provider = forms.ChoiceField(label=_("Provider"), required=False)
    receiver = forms.ChoiceField(label=_("Receiver"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    value_date = forms.DateField(
        label=_("Value date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    replaces = forms.ChoiceField(label=_("Takes the place of"), required=False)

    def __init__(
        self,
        data=None,
        *,
        instance=None,
        initial=None,
        organisations,
        short=None,
        keeps_bound=False,
        replaced=(),
        **kwargs,
    ):
        if instance:
            initial = {name: getattr(instance, name) for name in ("stage", "qualifier", "value_date")}
            initial |= {name: getattr(instance, f"{name}_id") for name in PARTY_FIELDS}
            initial["country"] = instance.country.code
        super().__init__(data, initial=initial, use_required_attribute=False, **kwargs)
        self.short = short or {}
        for name in PARTY_FIELDS:
            self.fields[name].choices = organisations
        self.fields["country"].choices = [EMPTY_CHOICE, *countries]
        self.fields["replaces"].choices = [EMPTY_CHOICE, *replaced]
        if keeps_bound:
            del self.fields["qualifier"]
        if not replaced:
            del self.fields["replaces"]

    @property
    def details(self):
        """What stands folded below the stage."""
        return [field for field in self if field.name != "stage"]

    @property
    def in_words(self) -> list[tuple]:
        """Label and value of what is filled in, as the card says it in one line."""
        lines = []
        for name in (*PARTY_FIELDS, "country"):
            value = str(self[name].value() or "")
            words = next((word for key, word in self.fields[name].choices if str(key) == value and value), "")
            words = self.short.get(value, words) if name in PARTY_FIELDS else words
            if words or name == "provider":
                lines.append((self.fields[name].label, words))
        return lines

    def facts(self) -> dict:
        """For a figure; valid only."""
        cleaned = self.cleaned_data
        found = {"stage": cleaned["stage"], "value_date": cleaned["value_date"], "country": cleaned["country"]}
        for name in PARTY_FIELDS:
            found[f"{name}_id"] = int(cleaned[name]) if cleaned[name] else None
        return found
