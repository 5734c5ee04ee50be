from itertools import product

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import PROTECT, SET_NULL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import OrderableTreeNode

from publishing import extension_points
from publishing.core.addresses import reserve_paths, segment
from publishing.core.languages import languages
from publishing.core.loading import title_of
from publishing.models import Address, Edition, Subject

from .review_dates import ReviewDatesMixin

MAX_DEPTH = 5  # area, topic, chapter and two more


class Topic(ReviewDatesMixin, Subject, OrderableTreeNode):
    """A place in the tree of policy: areas at the top, topics and chapters below.

    The one root that is `hidden` is no policy area: what stands below it are the fixed pages (about/…).
    """

    class Accent(models.TextChoices):
        PLUM = "plum", _("plum")
        COBALT = "cobalt", _("cobalt")
        OCHRE = "ochre", _("ochre")
        SEA = "sea", _("sea")

    parent = TreeNodeForeignKey(
        "self", PROTECT, null=True, blank=True, related_name="children", verbose_name=_("stands below")
    )
    hidden = models.BooleanField(_("root of the fixed pages"), default=False)
    addressed = models.BooleanField(
        _("has a page of its own"), default=True, help_text=_("Off for a text that only stands on another page.")
    )
    accent = models.CharField(
        _("accent"), max_length=10, choices=Accent, blank=True, help_text=_("The colour of an area.")
    )
    contact = models.ForeignKey("policy.Contact", SET_NULL, null=True, blank=True, verbose_name=_("contact"))
    image = models.ForeignKey("images.Image", PROTECT, null=True, blank=True, verbose_name=_("image"))
    valid_on = models.DateField(_("still valid on"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)

    class Meta:
        app_label = "policy"
        ordering = ["position", "pk"]
        verbose_name, verbose_name_plural = _("topic"), _("topics")

    def __str__(self):
        return title_of(self) or self.key

    def has_address(self):
        return self.addressed

    def needs_slug(self):
        return self.addressed and not self.hidden

    def hints(self):
        return self.review_hints()

    def is_area(self) -> bool:
        return self.parent_id is None and not self.hidden

    def clean(self):
        super().clean()
        self.check_place(self.parent)

    def check_place(self, parent):
        """Raise ValidationError if the topic cannot stand below `parent`."""
        if parent is None:
            return
        if self.hidden:
            raise ValidationError(_("The root of the fixed pages stays at the top."))
        line = list(parent.ancestors(include_self=True))
        if self.pk and any(node.pk == self.pk for node in line):
            raise ValidationError(_("A topic cannot stand below itself."))
        depths = [node.tree_depth for node in self.descendants(include_self=True)] if self.pk else [0]
        if len(line) + 1 + max(depths) - min(depths) > MAX_DEPTH:
            raise ValidationError(_("Topics go five deep at most."))

    @transaction.atomic
    def move(self, parent, place=None, by=None):
        """Put the topic, with all below it, under another parent: old addresses stay and lead to the new ones.

        `place` counts its neighbours to be from 0; None leaves the order as it is. Who moves has to reach the topic and
        the place where it goes.
        """
        extension_points.require(by, "move", self)
        if parent is None:
            extension_points.require(by, "move_to_top", Topic)
        else:
            extension_points.require(by, "move", parent)
        # Two moves at once could each be right and together a circle: the whole tree waits for one of them.
        list(type(self)._base_manager.select_for_update().order_by("pk").values_list("pk"))
        self.refresh_from_db(fields=["parent", "position", "facts_version", "trashed_at"])
        self.refuse_if_trashed()
        self.check_place(parent)
        before, former_parent = self._place(), self.parent_id
        self.parent = parent
        self.facts_version += 1
        self.save(update_fields=["parent", "position", "facts_version"])
        if place is not None:
            self._set_position(place)
        if former_parent != self.parent_id:
            reserve_paths(self, languages())
        extension_points.record(by, "move", self, before=before, after=self._place())

    def _place(self) -> dict:
        return {"parent": self.parent.key if self.parent else "", "position": self.position}

    def _set_position(self, place):
        """Number the neighbours anew, this one at `place`."""
        line = list(self.neighbours().values_list("pk", flat=True))
        line.insert(min(place, len(line)), self.pk)
        for number, pk in enumerate(line, start=1):
            type(self)._base_manager.filter(pk=pk).exclude(position=number * 10).update(position=number * 10)
        self.refresh_from_db(fields=["position"])

    def neighbours(self, parent_id=...):
        """The others below the same parent (or below another one), in their order."""
        parent_id = self.parent_id if parent_id is ... else parent_id
        found = type(self)._base_manager.filter(parent=parent_id, trashed_at=None)
        return found.exclude(pk=self.pk).order_by("position", "pk")

    def below(self):
        return list(self.descendants()) if self.pk else []

    def trash_obstacles(self):
        below = [topic for topic in self.below() if not topic.is_trashed()]
        if not below:
            return []
        names = ", ".join(f"“{topic}”" for topic in below[:10])
        return [
            _("Topics stand below this one: %(names)s. Move them or put them in the trash first.") % {"names": names}
        ]

    def withdrawal_warnings(self, languages):
        hidden = TopicEdition.objects.live().filter(subject__in=self.below(), language__in=languages)
        titles = [edition.title for edition in hidden.order_by("language", "subject")]
        warnings = super().withdrawal_warnings(languages)
        if titles:
            sentence = _("Pages below it can no longer be reached: %(titles)s.")
            warnings.append(sentence % {"titles": ", ".join(f"“{title}”" for title in titles)})
        return warnings

    def paths_to_reserve(self, languages, past=False):
        """Slug by slug down the tree, as they stand now and as they are scheduled to stand; with `past` also as they
        stood before, at today's place in the tree."""
        line = list(self.ancestors(include_self=True))
        paths = {}
        for language in languages:
            paths |= {(language, path): since for path, since in self._paths_in(language, line, past).items()}
        return paths

    def _paths_in(self, language, line, past):
        now = timezone.now()
        first = segment(language, "about/" if line[0].hidden else "policy/").strip("/")
        line = [node for node in line if not node.hidden]
        spans = {node.pk: [] for node in line}
        approved = TopicEdition.objects.approved().filter(subject__in=line, language=language)
        for edition in approved.order_by("-live_from"):
            starts = spans[edition.subject_id]
            follower = starts[-1][1] if starts else None
            ends = [moment for moment in (follower, edition.live_until) if moment]
            starts.append((edition.slug, edition.live_from, min(ends, default=None)))
        if not line:  # the hidden root itself: its page lists the fixed pages
            return {first: now} if self.editions.approved().filter(language=language).exists() else {}
        paths = {}
        for chain in product(*spans.values()):
            start = max(start for _slug, start, _end in chain)
            end = min((end for _slug, _start, end in chain if end), default=None)
            if end and end <= (start if past else max(start, now)):
                continue
            path = "/".join([first, *(slug for slug, _start, _end in chain)])
            paths[path] = min(start, paths.get(path, start))
        return paths


class TopicEdition(Edition):
    subject = models.ForeignKey(Topic, PROTECT, related_name="editions", verbose_name=_("topic"))

    class Meta(Edition.Meta):
        app_label = "policy"
        verbose_name, verbose_name_plural = _("text of a topic"), _("texts of topics")

    def content_errors(self, at=None):
        return super().content_errors(at) + self.subject.licence_faults(at)


class TopicAddress(Address):
    subject = models.ForeignKey(Topic, PROTECT, related_name="addresses", verbose_name=_("topic"))

    class Meta(Address.Meta):
        app_label = "policy"
        verbose_name, verbose_name_plural = _("address of a topic"), _("addresses of topics")
