from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from images.audited_admin import AuditedAdmin
from publishing import extension_points
from publishing.editor.subject_admin import SubjectAdmin
from publishing.status.admin_columns import StatusColumns
from publishing.text.slugs import slug_of

from .forms import TopicFactsForm
from .models import Contact, Topic, TopicEdition
from .tree import live_trees


class TreeChangeList(ChangeList):
    """In the order of the tree, which only a queryset without an order of its own keeps."""

    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).order_by()


class TreePaginator(Paginator):
    def _check_object_list_is_ordered(self):
        """It is: by the tree."""


@admin.register(Topic)
class TopicAdmin(StatusColumns, SubjectAdmin):
    """The tree, indented; each line with the state of its languages."""

    facts_form = TopicFactsForm
    joined = ("image",)
    list_display = ["indented_title", "status", "key"]
    list_per_page = 500
    search_fields = ["editions__title", "key"]
    sortable_by = ()
    paginator = TreePaginator

    def subjects(self):
        editions = TopicEdition.objects.defer("body", "sources", "message").order_by("-live_from")
        return Topic.objects.with_tree_fields().prefetch_related(Prefetch("editions", editions))

    def get_changelist(self, request, **kwargs):
        return TreeChangeList

    @admin.display(description=_("topic"))
    def indented_title(self, topic):
        return self.indented(topic, topic.tree_depth)

    def new_subject(self, request, texts):
        title = next((form.posted("title") for form in texts if form.posted("title")), "")
        key = slug_of(title, 150) or "topic"
        taken = set(Topic.objects.filter(key__startswith=key).values_list("key", flat=True))
        key = next(each for each in (key, *(f"{key}-{n}" for n in range(2, 10_000))) if each not in taken)
        return Topic.objects.create(key=key, parent=self._requested_parent(request))

    def _requested_parent(self, request):
        """Where a new topic is to stand, if this person writes there; anything else is told with the other facts."""
        facts = self.facts_form(request.POST, user=request.user)
        facts.full_clean()
        parent = Topic.objects.filter(pk__in=facts.cleaned_data.get("below") or []).first()
        if parent is None or not extension_points.can(request.user, "write_facts", parent):
            return None
        try:
            Topic().check_place(parent)
        except ValidationError:
            return None
        return parent

    def live_urls(self, subject, texts):
        nodes = {language: tree.get(subject.pk) for language, tree in live_trees().items()}
        return {language: node.get_absolute_url() for language, node in nodes.items() if node}


@admin.register(Contact)
class ContactAdmin(AuditedAdmin):
    list_display = ["__str__", "email", "phone"]
    search_fields = ["key", "email"]
