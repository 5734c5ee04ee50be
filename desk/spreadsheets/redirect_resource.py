"""Addresses of a former site: each row one promise, which leads in one step to what its page says today."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from import_export.fields import Field

from news.models import Article, ArticleAddress
from policy.models import Topic, TopicAddress
from publishing import extension_points
from publishing.core.addresses import conflicting_addresses, reserve_path
from publishing.core.errors import AddressTaken

from ..permissions.querysets import visible_active
from .resources import LANGUAGE_CODES, DeskResource

MAX_PATH_LENGTH = 700
SUBJECT_MODELS = {"article": Article, "topic": Topic}
# Where a path of that shape is looked up: anywhere else another page of the site answers before any promise is read.
MODELS_BY_URL_NAME = {
    "old_address": (Article, Topic),
    "article_detail": (Article,),
    "topic_detail": (Topic,),
    "page": (Topic,),
}


def parse_address(text: str) -> tuple[str, str]:
    """Language and path of `/nl/a/path/`, with or without the host in front; raises ValidationError."""
    parts = urlsplit(text)
    if parts.query:
        raise ValidationError(_("An address with a question mark cannot be kept."))
    language, _slash, path = unquote(parts.path).strip("/").partition("/")
    if language not in LANGUAGE_CODES:
        raise ValidationError(_("“%(path)s” does not begin with a language, such as /nl/.") % {"path": text[:100]})
    if not path or len(path) > MAX_PATH_LENGTH or not path.isprintable():
        raise ValidationError(_("“%(path)s” is no address of a page.") % {"path": text[:100]})
    return language, path


class RedirectResource(DeskResource):
    address = Field(column_name="address")
    leads_to = Field(column_name="leads_to")
    since = Field(column_name="since")
    required_columns = ("address", "leads_to")

    class Meta(DeskResource.Meta):
        model = ArticleAddress
        fields = ("address", "leads_to", "since")
        import_id_fields = ("address",)
        clean_model_instances = False
        skip_diff = True

    def export_rows(self):
        for kind, model in (("article", ArticleAddress), ("topic", TopicAddress)):
            rows = model.objects.filter(subject__in=visible_active(self.user, SUBJECT_MODELS[kind].objects.all()))
            for row in rows.select_related("subject").order_by("language", "path").iterator():
                yield [str(row), f"{kind}:{row.subject.key}", timezone.localtime(row.since).isoformat()]

    def begin(self, table):
        """Every row with the row that follows it, so that a chain becomes one step and a loop is found."""
        self.targets, self.seen = {}, {}
        for _number, row in table.rows:
            try:
                self.targets.setdefault(parse_address(row.get("address", "")), row.get("leads_to", ""))
            except (ValidationError, ValueError):
                continue  # told when its row comes

    def before_import_row(self, row, **kwargs):
        """Nothing is found by a key here."""

    def get_or_init_instance(self, instance_loader, row):
        language, path = parse_address(row.get("address", ""))
        subject = self._subject(self._end(language, path, row.get("leads_to", "")), language)
        held = subject.addresses.filter(language=language, path=path).first()
        return (held, False) if held else (subject.addresses.model(subject=subject, language=language, path=path), True)

    def after_init_instance(self, instance, new, row, **kwargs):
        place, number = (instance.language, instance.path), kwargs["row_number"]
        if place in self.seen:
            raise ValidationError(_("Row %(number)s names the same address.") % {"number": self.seen[place]})
        self.seen[place] = number
        end = self._end(*place, row["leads_to"])
        if end != row["leads_to"]:
            sentence = _("A chain: “%(next)s” is an old address of this file as well. It leads straight to “%(end)s”.")
            self.notes.append([number, str(instance), sentence % {"next": row["leads_to"][:200], "end": end[:200]}])

    def import_instance(self, instance, row, **kwargs):
        """Address and subject are all there is."""

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return bool(instance.pk)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        if held := conflicting_addresses({(instance.language, instance.path): instance.subject}):
            raise AddressTaken(str(held[0]), held[0].subject)
        try:
            with translation.override(instance.language):
                name = resolve(str(instance)).url_name
        except Resolver404:
            name = ""
        if not isinstance(instance.subject, MODELS_BY_URL_NAME.get(name, ())):
            raise ValidationError(_("Another page of the site answers at “%(path)s”.") % {"path": instance})

    def before_save_instance(self, instance, row, **kwargs):
        extension_points.require(self.user, "change_address", instance.subject)

    def do_instance_save(self, instance, is_create):
        reserve_path(instance.subject, instance.language, instance.path, timezone.now())
        extension_points.record(self.user, "import_address", instance.subject, after=str(instance), reason=self.mark)

    def _end(self, language, path, target) -> str:
        """Where the last row of a chain leads; raises ValidationError for a loop."""
        passed = {(language, path)}
        while True:
            try:
                place = parse_address(target)
            except ValidationError:
                return target
            if place in passed:
                raise ValidationError(_("A loop: this address leads back to itself."))
            if place not in self.targets:
                return target
            passed.add(place)
            target = self.targets[place]

    def _subject(self, target, language):
        """What `article:key`, `topic:key` or an address of today names."""
        kind, _colon, key = target.partition(":")
        if kind in SUBJECT_MODELS:
            subject = visible_active(self.user, SUBJECT_MODELS[kind].objects.filter(key=key)).first()
        else:
            rows = [model.objects.at(*parse_address(target)) for model in (ArticleAddress, TopicAddress)]
            subject = next((row.subject for row in rows if row), None)
        if subject is None or not subject.has_address():
            raise ValidationError(_("There is no page at “%(target)s”.") % {"target": target[:200]})
        if not subject.editions.started().filter(language=language).exists():
            sentence = _("“%(subject)s” has never been online in this language: %(language)s.")
            raise ValidationError(sentence % {"subject": subject, "language": language})
        return subject
