"""Where a file of the library is shown: in the facts of a text, or by its lasting address inside the text itself."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

PAGE_DISPLAY_LIMIT = 20  # pages that are named; the sentence says how many there are


@dataclass(slots=True)
class FileUsage:
    """Public pages with their language, title and form."""

    count: int = 0
    pages: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def others(self) -> int:
        return self.count - len(self.pages)


def file_usage(file) -> FileUsage:
    """Live texts whose facts name this file, or whose words do, whatever app they belong to; two queries for each."""
    found = FileUsage()
    for model in apps.get_models():
        if not hasattr(model, "editions"):
            continue
        columns = [each.name for each in model._meta.fields if each.related_model is type(file)]
        texts = model.editions.rel.related_model.objects.live()
        wanted = Q()
        for name in columns:
            wanted |= Q(**{f"subject__{name}": file.pk})
        if any(each.name == "body" for each in texts.model._meta.fields):
            wanted |= Q(body__contains=f"/media/by/{file.reference}")
        if wanted:
            found.count += texts.filter(wanted).count()
            rows = texts.filter(wanted).order_by("-live_from", "pk").values_list("language", "title", "subject")
            found.pages += [
                (code, title, _change_url(model, pk))
                for code, title, pk in rows[: PAGE_DISPLAY_LIMIT - len(found.pages)]
            ]
    return found


def _change_url(model, pk) -> str:
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    except NoReverseMatch:
        return ""
