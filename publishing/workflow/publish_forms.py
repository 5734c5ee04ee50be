"""What is asked before something is published: when, what kind of change, and a reason if a rule stops it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MINUTE = "%Y-%m-%dT%H:%M"


def moment_field(label):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=[MINUTE, "%Y-%m-%d %H:%M"])


def reason_field():
    label = gettext_lazy("Reason, if a rule stops it (for the record, not public)")
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class WhenForm(forms.Form):
    """The moment, in Brussels; the kind of change only if something is corrected."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("at", gettext_lazy("At a time (Brussels)"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = moment_field(gettext_lazy("From (Brussels)"))
    until = moment_field(gettext_lazy("Until (Brussels), if it ends"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of change"),
        choices=[("small", gettext_lazy("Small fix")), ("notable", gettext_lazy("Change readers should know"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = reason_field()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == "at" and "at" in cleaned:
            if not cleaned["at"]:
                self.add_error("at", _("Say from when."))
            elif cleaned["at"] <= timezone.now():
                self.add_error("at", _("This moment has passed. Choose a later one, or “Now”."))
        return cleaned

    @property
    def start(self):
        """None is now."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == "at" else None


class AnotherTimeForm(forms.Form):
    """A new moment for what is scheduled."""

    at = moment_field(gettext_lazy("From (Brussels)"))
    move_date = forms.BooleanField(required=False, label="")
    reason = reason_field()

    def clean_at(self):
        if not (at := self.cleaned_data["at"]):
            raise forms.ValidationError(_("Say from when."))
        if at <= timezone.now():
            raise forms.ValidationError(_("This moment has passed. Choose a later one."))
        return at
