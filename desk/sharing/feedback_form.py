"""The form under a shared draft."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.text.rich_text import read_html

from .paragraphs import digest_of
from .remarks import MAX_REMARK_LENGTH, Remark

EXCERPT_LENGTH = 60


def paragraph_choices(edition) -> list[tuple[str, str]]:
    """Each paragraph by its number and first words."""
    found = [("", _("The whole text"))]
    for number, words in enumerate(read_html(getattr(edition, "body", "")).paragraphs, 1):
        first = f"{words[:EXCERPT_LENGTH].rsplit(' ', 1)[0]} …" if len(words) > EXCERPT_LENGTH else words
        found.append((str(number - 1), _("Paragraph %(number)s: %(words)s") % {"number": number, "words": first}))
    return found


class FeedbackForm(forms.Form):
    """Agree, ask for changes, or remark; under the name that the reader gives."""

    MAX_ANSWERS = 200  # answers to one link: more is no conversation

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    paragraph = forms.TypedChoiceField(
        label=gettext_lazy("About"), required=False, coerce=int, empty_value=None, choices=()
    )
    text = forms.CharField(
        label=gettext_lazy("Your remark"),
        required=False,
        max_length=MAX_REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    verdict = forms.ChoiceField(required=False, choices=Remark.Verdict.choices)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, edition, data=None, full=False):
        super().__init__(data, initial={"seen": digest_of(edition)}, use_required_attribute=False)
        self.edition, self.full = edition, full
        self.fields["paragraph"].choices = paragraph_choices(edition)
        self.fields["name"].widget.attrs |= {"autocomplete": "name"}
        for name in self.fields:
            if self[name].errors:
                self.fields[name].widget.attrs |= {"aria-invalid": "true"}

    def clean(self):
        cleaned = super().clean()
        verdict, text = cleaned.get("verdict", ""), (cleaned.get("text") or "").strip()
        if self.full:
            raise forms.ValidationError(_("There are too many remarks on this link already."))
        if verdict == Remark.Verdict.AGREE and cleaned.get("seen") != digest_of(self.edition):
            # From now on they have seen it: the page they get is the new text.
            self.data = {**self.data.dict(), "seen": digest_of(self.edition)}
            raise forms.ValidationError(
                _("The text was changed while you read it. Please look at it again before you agree.")
            )
        if verdict != Remark.Verdict.AGREE and not text:
            self.add_error("text", _("Say what you would change, or what you want to remark."))
        return cleaned
