"""What a column means, and the verbs through which a row is written: gate and audit trail are those of the desk."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field

from news.models import Organisation, Tag
from news.tags.merging import tag_for_former_key
from publishing import extension_points

LIST_SEPARATOR = "|"  # the parts of a cell that holds several
LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


class WordField(Field):
    """One language of a field that holds a text for each: `label_nl`."""

    def __init__(self, attribute, language, longest, **kwargs):
        super().__init__(attribute=attribute, **kwargs)
        self.language, self.longest = language, longest

    def get_value(self, instance, **kwargs):
        return getattr(instance, self.attribute).get(self.language, "")

    def save(self, instance, row, is_m2m=False, **kwargs):
        text = " ".join(str(row[self.column_name]).split())
        if len(text) > self.longest:
            raise ValueError(_("longer than %(most)s characters") % {"most": self.longest})
        words = {**getattr(instance, self.attribute), self.language: text}
        setattr(instance, self.attribute, {code: words[code] for code in LANGUAGE_CODES if words.get(code)})


class ListField(Field):
    """Several things in one cell. `read(instance)` gives what is stored, `find(text)` turns a part into what is kept;
    what a row says waits in `instance.pending_lists` for the resource to write it."""

    def __init__(self, column, read, find=str, **kwargs):
        super().__init__(attribute=column, column_name=column, **kwargs)
        self.read, self.find = read, find

    def get_value(self, instance, **kwargs):
        given = getattr(instance, "pending_lists", {})
        return given[self.column_name] if self.column_name in given else self.read(instance) if instance.pk else []

    def export(self, instance, **kwargs):
        return LIST_SEPARATOR.join(map(str, self.read(instance))) if instance.pk else ""

    def save(self, instance, row, is_m2m=False, **kwargs):
        parts = [part.strip() for part in str(row[self.column_name]).split(LIST_SEPARATOR)]
        found = [self.find(part) for part in parts if part]
        instance.pending_lists = {
            **getattr(instance, "pending_lists", {}),
            self.column_name: list(dict.fromkeys(found)),
        }


class DeskResource(resources.ModelResource):
    """Rows are found by `key`; `mark` stands in the audit trail as the reason of every change of one file."""

    can_add = True
    required_columns = ("key",)

    class Meta:
        import_id_fields = ("key",)
        skip_unchanged = True
        skip_html_diff = True
        clean_model_instances = True

    def __init__(self, user, mark=""):
        super().__init__()
        self.user, self.mark, self.notes = user, mark, []

    @classmethod
    def columns(cls) -> list[str]:
        return [cls.fields[name].column_name for name in cls._meta.fields]

    def begin(self, table) -> None:
        """Look at the table as a whole before its first row."""

    def before_import_row(self, row, **kwargs):
        if not row.get("key"):
            raise ValidationError(_("The key is missing."))

    def after_init_instance(self, instance, new, row, **kwargs):
        if new and not self.can_add:
            raise ValidationError(_("There is nothing with the key “%(key)s”.") % {"key": row["key"][:80]})

    def before_save_instance(self, instance, row, **kwargs):
        extension_points.require(
            self.user, "change" if instance.pk else "add", instance if instance.pk else self._meta.model
        )

    def do_instance_save(self, instance, is_create):
        before = {} if is_create else self.audit_values(self._meta.model.objects.get(pk=instance.pk))
        self.write(instance, is_create)
        self.record_change(instance, before, is_create)

    def write(self, instance, is_create):
        instance.save(force_insert=is_create)

    def record_change(self, instance, before, is_create):
        after = {name: value for name, value in self.audit_values(instance).items() if before.get(name) != value}
        kind = self._meta.model._meta.model_name
        verb = f"add_{kind}" if is_create else f"change_{kind}"
        before = {name: before.get(name, "") for name in after}
        extension_points.record(self.user, verb, instance, before=before, after=after, reason=self.mark)

    def audit_values(self, instance) -> dict[str, str]:
        return {name: self.fields[name].export(instance) for name in self._meta.fields}


def word_fields(attribute, prefix, longest=300) -> dict[str, WordField]:
    return {
        f"{prefix}_{code}": WordField(attribute, code, longest, column_name=f"{prefix}_{code}")
        for code in LANGUAGE_CODES
    }


class TagResource(DeskResource):
    key = Field("slug", "key")
    locals().update(word_fields("labels", "label", 100))
    aliases = ListField("aliases", lambda tag: [name.text for name in tag.names.all() if name.is_alias])

    class Meta(DeskResource.Meta):
        model = Tag
        fields = ("key", *(f"label_{code}" for code in LANGUAGE_CODES), "aliases")

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        if not instance.pk and (taken := tag_for_former_key(instance.slug)):
            raise ValidationError(_("This tag was merged into “%(key)s”.") % {"key": taken.slug})
        if not instance.labels:
            raise ValidationError(_("A tag needs a label in at least one language."))
        instance.name = instance.name or next(iter(instance.labels.values()))
        instance.check_names(instance.labels, self._aliases(instance))
        super().validate_instance(instance, import_validation_errors, validate_unique)

    def _aliases(self, instance):
        return self.fields["aliases"].get_value(instance)

    def do_instance_save(self, instance, is_create):
        if is_create:
            instance.store_new(instance.labels, self.user, self._aliases(instance), self.mark)
        else:
            super().do_instance_save(instance, is_create)

    def write(self, instance, is_create):
        instance.set_names(instance.labels, self._aliases(instance))


class OrganisationResource(DeskResource):
    locals().update(word_fields("names", "name"))

    class Meta(DeskResource.Meta):
        model = Organisation
        fields = (
            "key",
            *(f"name_{code}" for code in LANGUAGE_CODES),
            "abbreviation",
            "iati",
            "crs",
            "org_type",
            "country",
        )
