from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.editor.name_choice_field import NamesField, NamesWidget

from .image_facts_form import PictureFactsForm
from .models import Topic, TopicEdition


def topic_paths() -> list[tuple[int, str]]:
    """(pk, “Peace and security › Sanctions”) of every topic, in the order of the tree."""
    names = topic_names()
    return [
        (topic.pk, " › ".join(names.get(pk, topic.key) for pk in topic.tree_path))
        for topic in Topic.objects.with_tree_fields()
    ]


def topic_names() -> dict[int, str]:
    """The newest title of each topic: in the editor's language, else in any."""
    names: dict[int, str] = {}
    own = get_language()
    rows = TopicEdition.objects.exclude(title="").order_by("pk")
    for subject, language, title in rows.values_list("subject_id", "language", "title"):
        if subject not in names or language == own:
            names[subject] = title
    return names


class PlaceWidget(NamesWidget):
    """The place of a topic that readers know, for reading: it is changed on the page that tells what this changes."""

    template_name = "policy/place.html"

    def __init__(self, subject):
        super().__init__(single=True)
        self.subject = subject

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["subject"] = self.subject
        return context


class TopicFactsForm(PictureFactsForm):
    """Facts of a topic. Once it is public, another place in the tree is a move, which has a page of its own."""

    below = NamesField(
        label=_("Stands below"), options=topic_paths, single=True, help_text=_("Empty for an area at the top.")
    )

    class Meta:
        model = Topic
        fields = [
            "below",
            "accent",
            "contact",
            "picture",
            "upload",
            "valid_on",
            "review_by",
            "addressed",
            "hidden",
        ]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("valid_on", "review_by")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.user and self.user.is_superuser):
            del self.fields["addressed"], self.fields["hidden"]
        if self.subject and self.subject.editions.started().exists():
            options, below = self.fields["below"].options, self.fields["below"]
            below.disabled, below.widget, below.help_text = True, PlaceWidget(self.subject), ""
            below.widget.options = options

    def read(self, subject):
        return super().read(subject) | {"below": [str(subject.parent_id)] if subject.parent_id else []}

    def write(self, subject, cleaned):
        super().write(subject, cleaned)
        if "below" in cleaned:
            parent = Topic.objects.filter(pk__in=cleaned["below"]).first()
            if parent != subject.parent:
                subject.move(parent, by=self.user)
