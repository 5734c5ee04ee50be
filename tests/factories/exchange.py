"""Files of the exchange format for tests, and a site that holds one of everything."""

import io
import json
import re
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from fps.models import Banner, BannerEdition
from images.models import Document, Image
from news.models import Article, ArticleAddress, ArticleEdition, Tag, TaggedArticle, TagName
from news.models.article import ArticleCountry, ArticleTopic
from news.models.figure import FigureMention, FundingFigure, Organisation
from news.models.tag import TagKey
from policy.models import Contact, Topic, TopicAddress, TopicEdition
from publishing.core.addresses import reserve_path
from tests.factories.content import article, moment, publish, topic, write

LANGUAGES = ("en", "nl", "fr", "de")
CREATED = moment("2024-02-29 12:34").replace(microsecond=123456)


def file_of(folder, *lines, name="content.jsonl"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("".join(each if isinstance(each, str) else json.dumps(each) + "\n" for each in lines))
    return path


def run(*files, **options):
    """What the import says (counts), and its complaints without the folder of the file."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_content", *map(str, files), stdout=out, stderr=err, **options)
        failed = False
    except CommandError:
        failed = True
    faults = [line.removeprefix(f"{files[0].parent}/") for line in err.getvalue().splitlines()]
    assert failed == bool(faults)
    return out.getvalue().strip(), faults


def load(folder, *lines, **options):
    """Imports lines that have no faults."""
    told, faults = run(file_of(folder, *lines), **options)
    assert faults == []
    return told


def faults_of(folder, *lines):
    return run(file_of(folder, *lines))[1]


def export(folder):
    call_command("export_content", str(folder), stdout=io.StringIO())
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def empty_the_site():
    """Deletes what the models would keep."""
    FundingFigure.objects.update(part_of=None, equivalent_of=None, supersedes=None)
    Topic.objects.update(parent=None)
    for model in (FigureMention, FundingFigure, ArticleEdition, ArticleAddress, TaggedArticle, ArticleTopic,
                  ArticleCountry, Article, TopicEdition, TopicAddress, BannerEdition, Banner, TagName, TagKey, Tag,
                  Organisation, Topic, Image, Document, Contact):  # fmt: skip
        found = model._base_manager.all()
        found._raw_delete(found.db)


# -- lines -----------------------------------------------------------------------------------------------------------
def text(title, **more):
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return {"title": title, "slug": slug, "teaser": "", "body": "", "live_from": "2022-03-25T09:00:00+01:00"} | more


def article_line(key="a-1", editions=None, **more):
    return {
        "type": "article",
        "id": key,
        "date": "2022-03-25",
        "editions": editions or {"en": text(f"Title {key}")},
    } | more


def topic_line(key, parent=None, **more):
    return {"type": "topic", "id": key, "parent": parent, "editions": {"en": text(key.capitalize())}} | more


def figure_line(key="f-1", **more):
    quote = [{"language": "en", "quote": "€9 million"}]
    known = {"amount": "9000000", "currency": "EUR", "qualifier": "more_than", "stage": "pledge", "mentions": quote}
    return {"id": key} | known | more


def picture(colour="red", size=(4, 3)):
    out = io.BytesIO()
    Picture.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


# -- a site ----------------------------------------------------------------------------------------------------------
def in_days(days):
    return timezone.now() + timedelta(days=days)


def make_site():
    contact = Contact.objects.create(key="press", unit={"en": "Press", "nl": "Pers"}, email="press@example.org")
    belgium = Organisation.objects.create(key="belgium", names={"en": "Belgium"}, country="BE", org_type="10")
    tag = Tag.objects.create(slug="syria", name="Syria (country)")
    tag.set_names({"en": "Syria", "nl": "Syrië"}, ["Siria", "سوريا"])
    map_ = Image(key="map", alt=dict.fromkeys(LANGUAGES, "Map"), credit="FPS", licence="CC0-1.0", created_at=CREATED)
    map_.file.save("map.png", ContentFile(picture(), "map.png"), save=False)
    map_.file_dark.save("dark.png", ContentFile(picture("blue"), "dark.png"), save=False)
    map_.save()
    annex = Document(key="annex", title={"en": "Annex"}, media_type="text/csv", size=4)
    annex.file.save("annex.csv", ContentFile(b"a;b\n", "annex.csv"))
    make_topics(contact)
    make_articles(contact, tag, belgium)
    banner = Banner.objects.create(key="crisis")
    for language in ("nl", "fr"):
        draft = write(banner, language, f"Crisis {language}", "")
        draft.link = "/nl/"
        draft.save()
    banner.approve(["nl", "fr"], None, live_until=in_days(3))


def make_topics(contact):
    peace = topic("peace", languages=LANGUAGES, accent="cobalt", contact=contact, valid_on=date(2024, 1, 1))
    rights = topic("rights", languages=LANGUAGES)
    sanctions = topic("sanctions", peace, LANGUAGES, live_from="2018-01-01 00:00")
    topic("un-sanctions", sanctions, LANGUAGES)
    publish(sanctions, ["en"], "Sanctions, once more", "restrictive-measures", live_from="2020-01-01 00:00")
    sanctions.move(rights)
    ended = topic("ended", peace, LANGUAGES)
    ended.withdraw(LANGUAGES, reason="x", notice={"en": "Moved to the treaty office.", "nl": "Verhuisd."})
    write(ended, "en", "Ended, anew", "ended-anew")
    about = topic("about", languages=LANGUAGES, hidden=True)
    topic("privacy", about, LANGUAGES)
    topic("sentence", about, LANGUAGES, addressed=False)
    publish(rights, ["en"], "Rights to come", "rights-to-come", live_from=in_days(20).strftime("%Y-%m-%d 09:00"))


def make_articles(contact, tag, belgium):
    peace, sanctions = Topic.objects.get(key="peace"), Topic.objects.get(key="sanctions")
    facts = {"kind": "press-release", "time": "11:30", "place": {"en": "Brussels"}, "lead_until": date(2022, 2, 1)}
    image = Image.objects.get(key="map")
    one = article("one", LANGUAGES, topics=[sanctions, peace], image=image, contact=contact, **facts)
    one.set_countries(["SY", "BE"])
    one.tags.through.objects.create(content_object=one, tag=tag)
    for live_from, slug in (("2022-02-01 09:00", "one-corrected"), ("2022-03-01 09:00", "one-again")):
        publish(one, ["en"], "One: €9 million", slug, live_from=live_from, body="<p>Belgium gives €9 million.</p>")
    write(one, "en", "One, a draft", "one")
    twin = article("a-twin-of-one", LANGUAGES)  # the same day: the order of making is the order of lists
    twin.withdraw(LANGUAGES, reason="wrong", notice="Was wrong.")
    article("kept", ("nl", "fr"), date=date(2021, 5, 5), for_the_record=True, review_by=date(2030, 1, 1))
    later = article("later", live_from=None, date=date(2023, 1, 1))
    for language in ("nl", "fr"):
        write(later, language, f"Later {language}", "later")
    later.approve(["nl", "fr"], None, in_days(10), in_days(30), notes={"nl": "Noot."})
    for title in ("Plan A", "Plan B"):
        write(later, "en", title)
        later.approve(["en"], None, in_days(len(title)), override="x")
        write(later, "en", "Newer")
        later.cancel(["en"], override="x")
        later.editions.working().get(language="en").discard(None, "no")
    write(later, "de", "Später", "spaeter").submit()
    reserve_path(one, "nl", "actueel/2022/oud_adres.html", moment("2015-01-01 00:00"))
    make_figures(one, twin, belgium)


def make_figures(one, twin, belgium):
    whole = FundingFigure.objects.create(key="whole", amount="9000000", qualifier="more_than", stage="pledge",
                                         provider=belgium, country="SY", created_at=CREATED)  # fmt: skip
    part = FundingFigure.objects.create(key="a-part", amount="1.50", amount_max="2.25", qualifier="range",
                                        stage="commitment", part_of=whole, created_at=CREATED)  # fmt: skip
    FundingFigure.objects.create(key="untold", amount="5", stage="pledge", currency="USD", supersedes=part)
    mention = {"quote": "€9 million", "confirmed_at": CREATED}
    live = one.editions.live("en").get()
    FigureMention.objects.create(figure=whole, edition=live, field="body", start=14, **mention)
    FigureMention.objects.create(figure=part, edition=live, field="title", start=5, quote="€9 million")
    draft = write(twin, "en", "Twin: €9 million")
    FigureMention.objects.create(figure=whole, edition=draft, field="title", start=6, **mention)
