"""Whatever a content model holds leaves the site and comes back, or is left behind for a reason that stands here.

Whoever adds a field gives it a value in `everything()` and takes it through the exchange, both ways.
"""

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField

from fps.models import Banner
from images.models import Document, Image
from news.models import Tag
from news.models.figure import FundingFigure, Organisation
from news.models.tag import TagKey
from policy.models import Contact, Topic
from tests.factories.content import article, moment
from tests.factories.exchange import CREATED, empty_the_site, export, make_site, picture, run

CONTENT_APPS = ("images", "news", "policy", "publishing", "fps")

MODELS_LEFT_BEHIND = {
    "fps.Change": "the version of the site, for finished pages",
    "fps.Sent": "marks of mail that went out",
    "news.SetAsideSum": "what editors of this site dismissed; a proposal, no content",
    "publishing.Presence": "who has which form open at this moment",
    "publishing.RecentWords": "the last minutes of open forms",
    "publishing.SearchEntry": "made from the texts when they are saved",
    "publishing.SentForm": "forms that have been sent, so that none is taken twice",
}
# By the name of the model or of an abstract model above it.
FIELDS_LEFT_BEHIND = {
    "Model.id": "rows are known by their keys",
    "Subject.trashed_at": "what is in the trash is no content",
    "Subject.facts_version": "counts the saves of this site, for open forms",
    "Subject.created_at": "when this site made the row",
    "Edition.based_on": "where a draft began, among the texts of this site",
    "Edition.sources": "what a translator had before her; an import begins anew",
    "Edition.stale_since": "follows from the sources",
    "Edition.message": "what was said when a text was sent to review: between people of this site",
    "Edition.sent_at": "when a text was sent to review here",
    "Edition.sent_by": "a person of this site",
    "Edition.version": "counts the saves of this site, for open forms",
    "Edition.created_at": "when this site made the row",
    "Edition.updated_at": "when this site last saved the row",
    "Edition.begun_by": "a person of this site",
    "Edition.updated_by": "a person of this site",
    "Edition.approved_at": "when this site approved it; live_from says since when it is public",
    "Edition.approved_by": "a person of this site",
    "BannerEdition.slug": "a banner has a title and a link, and no page",
    "BannerEdition.teaser": "a banner has a title and a link",
    "BannerEdition.body": "a banner has a title and a link",
    "FigureMention.confirmed_by": "a person of this site",
    "LibraryFile.created_by": "a person of this site",
}


def everything():
    """A site in which each field of each content model has, somewhere, a value that is not its default."""
    make_site()
    _library()
    contact = Contact.objects.create(key="desk", unit={"en": "Desk"}, email="desk@example.org", phone="+32 2 501 81 11")
    image = Image.objects.get(key="map")
    peace = Topic.objects.get(key="peace")
    peace.image, peace.review_by = image, date(2031, 1, 1)
    peace.save()
    facts = {"date": date(2022, 6, 1), "valid_on": date(2022, 6, 2), "contact": contact, "image": image}
    full = article("full", live_from=None, **facts)
    full.add_fact_note({"en": "The place has changed."}, moment("2022-06-03 10:00"))
    for subject, notice in ((full, "Withdrawn."), (peace, "Moved."), (Banner.objects.create(key="over"), "Over.")):
        for day in ("2022-06-01 09:00", "2022-06-02 09:00"):
            apart = {"body": f"<p>Of {day}</p>", "slug": "of-a-day", "link": "/en/"}
            words = {name: apart.get(name, f"{name} of {day}") for name in subject.editions.model.WORDS}
            subject.new_draft("en", words=words)
            small = ["en"] if day.startswith("2022-06-02") else []
            subject.approve(["en"], None, moment(day), notes={"en": f"Note of {day}"}, small_fixes=small, override="x")
        subject.withdraw(["en"], reason="x", notice=notice, override="x")
    TagKey.objects.create(key="syria-old", tag=Tag.objects.get(slug="syria"))
    _figures()


def _library():
    rights = {"credit": "FPS", "licence": "reserved", "licence_until": date(2032, 1, 1), "rights_note": "By letter."}
    Image.objects.filter(key="map").update(
        caption={"en": "A map"}, focal_x=0.25, focal_y=0.75, **{**rights, "licence": "CC0-1.0"}
    )
    Document.objects.update(language="nl", accessible_note={"en": "As a table."}, **rights)
    flag = Image(key="flag", decorative=True, created_at=CREATED)
    flag.file.save("flag.png", ContentFile(picture("green"), "flag.png"))


def _figures():
    Organisation.objects.create(
        key="icrc", names={"en": "Red Cross"}, abbreviation="ICRC", iati="XM-DAC-21016", crs="21016", org_type="21"
    )
    icrc = Organisation.objects.get(key="icrc")
    whole, part = FundingFigure.objects.get(key="whole"), FundingFigure.objects.get(key="a-part")
    FundingFigure.objects.filter(pk=whole.pk).update(
        receiver=icrc, channel=icrc, humanitarian=True, period="per_year", sector="720", value_date=date(2022, 2, 3)
    )
    FundingFigure.objects.filter(pk=part.pk).update(region="298")
    FundingFigure.objects.create(
        key="same", amount="9000000", qualifier="more_than", stage="pledge", equivalent_of=whole, created_at=CREATED
    )


def content_models():
    found = [model for label in CONTENT_APPS for model in apps.get_app_config(label).get_models()]
    return [model for model in found if model._meta.label not in MODELS_LEFT_BEHIND]


def reason(model, field) -> str | None:
    names = (f"{above.__name__}.{field.name}" for above in model.__mro__)
    return next((FIELDS_LEFT_BEHIND[name] for name in names if name in FIELDS_LEFT_BEHIND), None)


def exported_fields():
    return [
        (model, field)
        for model in content_models()
        for field in model._meta.concrete_fields
        if reason(model, field) is None
    ]


def named(row) -> str:
    """The same for the same row on both sites: primary keys are not."""
    if hasattr(row, "subject"):
        return f"{named(row.subject)} {row.language} {row.title}"
    return f"{row._meta.label} {getattr(row, 'key', None) or row.slug}"


def value_of(row, field):
    if field.is_relation:
        return (other := getattr(row, field.name)) and named(other)
    if isinstance(field, FileField):
        stored = getattr(row, field.name)
        return stored and hashlib.sha256(Path(stored.path).read_bytes()).hexdigest()
    return repr(field.value_from_object(row))


def values() -> dict[str, Counter]:
    """How often each value stands in each exported field."""
    return {
        f"{model._meta.label}.{field.name}": Counter(value_of(row, field) for row in model._base_manager.all())
        for model, field in exported_fields()
    }


def is_default(field, value) -> bool:
    return value in {None, "", "''", "None", repr(field.get_default())}


@pytest.mark.django_db
def test_every_field_of_the_content_comes_back(tmp_path):
    everything()
    before = values()
    empty = {
        f"{model._meta.label}.{field.name}"
        for model, field in exported_fields()
        if all(is_default(field, value) for value in before[f"{model._meta.label}.{field.name}"])
    }
    assert not empty, f"give these a value in everything(), or they may get lost unseen: {sorted(empty)}"
    export(tmp_path / "out")
    empty_the_site()
    assert run(tmp_path / "out" / "content.jsonl")[1] == []
    after = values()
    lost = {name: (before[name] - after[name], after[name] - before[name]) for name in before}
    assert {name: rows for name, rows in lost.items() if any(rows)} == {}


def test_what_is_left_behind_says_why():
    assert all([*MODELS_LEFT_BEHIND.values(), *FIELDS_LEFT_BEHIND.values()])


def test_what_is_left_behind_exists():
    models = {model._meta.label for label in CONTENT_APPS for model in apps.get_app_config(label).get_models()}
    assert MODELS_LEFT_BEHIND.keys() - models == set()
    owned = {
        f"{above.__name__}.{field.name}"
        for model in content_models()
        for field in model._meta.concrete_fields
        for above in model.__mro__
    }
    assert FIELDS_LEFT_BEHIND.keys() - owned == set()
