"""A made-up site of any size, in four languages: areas, topics, chapters, tags, pictures, sums, drafts, corrections.

Article n depends on n alone, so the first thousand of a hundred thousand are the corpus of a thousand. "security"
stands in every text, "zeppelin" in one of 25, "bathymetry" in one of 997.
"""

import random
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

LANGUAGES = ("en", "nl", "fr", "de")
AREAS, TOPICS, CHAPTERS = 3, 16, 3
TAGS, PICTURES, PARTIES, BODIES = 50, 40, 40, 600
AT_ONCE = 1000
DAYS = 5400  # from 2012 on
COUNTRIES = [
    *("UA", "SY", "HT", "TD", "MR", "ET", "KE", "ML", "NE", "BF", "CD", "RW", "BI", "UG", "SO"),
    *("SD", "LB", "JO", "PS", "IQ", "YE", "AF", "MM", "BD", "MZ", "MG", "SN", "GN", "BJ", "MA"),
]
KINDS = ["news"] * 12 + ["press-release"] * 4 + ["interview"] * 2 + ["background"] * 2
STAGES = ("pledge", "commitment", "disbursement", "expenditure")
WORDS = [
    *("aid", "alliance", "border", "charter", "climate", "council", "delegation", "drought", "election", "envoy"),
    *("family", "grant", "harbour", "island", "journal", "king", "law", "mission", "nation", "office", "partner"),
    *("question", "region", "sanction", "treaty", "union", "village", "water", "year", "zone"),
]


@lru_cache(10_000)
def words(seed: int, length: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(60) or ''}" for _ in range(length))


def body(number: int) -> str:
    """One of a few hundred texts of some 1,100 characters; rare words come on top."""
    rare = "<p>bathymetry of the coast</p>" if number % 997 == 13 else ""
    medium = "<p>zeppelin over the harbour</p>" if number % 25 == 3 else ""
    paragraphs = "".join(f"<p>{words(number % BODIES * 10 + part, 45)}.</p>" for part in range(3))
    return f"<p>Security council, 9 million euros.</p>{paragraphs}{rare}{medium}"


def furniture() -> None:
    """What does not grow: topics with their texts and addresses, tags, pictures, organisations."""
    from images.models import Image
    from news.models import Organisation, Tag
    from policy.models import Contact, Topic
    from tests.factories.content import publish

    contact = Contact.objects.create(key="desk", unit=dict.fromkeys(LANGUAGES, "Desk"), email="desk@example.org")
    Image.objects.bulk_create(
        Image(key=f"p-{n}", token=f"{n:032x}", file=f"p-{n}.jpg", width=1600, height=900, credit="Bench",
              alt=dict.fromkeys(LANGUAGES, "A map"))
        for n in range(PICTURES)
    )  # fmt: skip
    for place in range(AREAS):
        area = Topic.objects.create(key=f"area-{place}", position=place, contact=contact, accent="plum")
        publish(area, LANGUAGES, f"Area {place}", area.key, live_from="2011-01-01 00:00", teaser=words(place, 25))
        for below in range(TOPICS):
            topic = Topic.objects.create(key=f"topic-{place}-{below}", position=below, parent=area)
            publish(topic, LANGUAGES, f"Topic {place}.{below}", topic.key, live_from="2011-01-01 00:00",
                    teaser=words(below, 25), body=body(below))  # fmt: skip
            for last in range(CHAPTERS if below % 2 == 0 else 0):
                chapter = Topic.objects.create(key=f"chapter-{place}-{below}-{last}", position=last, parent=topic)
                publish(chapter, LANGUAGES, f"Chapter {below}.{last}", chapter.key, live_from="2011-01-01 00:00",
                        teaser=words(last, 25), body=body(last))  # fmt: skip
    for number in range(TAGS):
        Tag.make({code: f"Tag {number} {code}" for code in LANGUAGES})
    Organisation.objects.bulk_create(
        Organisation(key=key, names={code: key.title() for code in LANGUAGES})
        for key in ("belgium", *(f"party-{n}" for n in range(PARTIES)))
    )


def fill(first: int, last: int) -> None:
    """Articles `first`..`last` - 1, past the verbs: addresses and the search index are written here as well."""
    for start in range(first, last, AT_ONCE):
        _fill(range(start, min(start + AT_ONCE, last)))


def _fill(numbers) -> None:
    from images.models import Image
    from news.models import Article, ArticleAddress, ArticleEdition
    from publishing.core.addresses import segment
    from publishing.search import index

    pictures = list(Image.objects.filter(key__startswith="p-").order_by("key"))
    articles = Article.objects.bulk_create(
        Article(key=f"bench-{n}", date=_day(n), kind=KINDS[n % len(KINDS)],
                image=pictures[n % PICTURES] if n % 3 else None)
        for n in numbers
    )  # fmt: skip
    _facts(numbers, articles)
    by_number = list(zip(numbers, articles, strict=True))
    texts = [edition for n, article in by_number for edition in _texts(n, article)]
    texts = ArticleEdition.objects.bulk_create(texts)
    places = {code: segment(code, "news/") for code in LANGUAGES}
    ArticleAddress.objects.bulk_create(
        ArticleAddress(language=code, path=f"{places[code]}bench-{n}", subject=article, since=_moment(n))
        for n, article in by_number
        for code in LANGUAGES
    )
    approved = [text for text in texts if text.state == "approved"]
    _money([text for text in approved if text.slug])
    index.write(approved)


def _facts(numbers, articles) -> None:
    from news.models import ArticleCountry, ArticleTopic, Tag, TaggedArticle
    from policy.models import Topic

    topics, tags = list(Topic.objects.order_by("key")), list(Tag.objects.order_by("slug"))
    rows = {ArticleTopic: [], ArticleCountry: [], TaggedArticle: []}
    for number, article in zip(numbers, articles, strict=True):
        chance = random.Random(number)
        for place, topic in enumerate(chance.sample(topics, chance.choice((1, 1, 2)))):
            rows[ArticleTopic].append(ArticleTopic(article=article, topic=topic, position=place))
        for code in chance.sample(COUNTRIES, chance.choice((0, 1, 1, 2))):
            rows[ArticleCountry].append(ArticleCountry(article=article, country=code))
        for tag in chance.sample(tags, chance.choice((1, 2, 3, 4))):
            rows[TaggedArticle].append(TaggedArticle(content_object=article, tag=tag))
    for model, made in rows.items():
        model.objects.bulk_create(made)


def _texts(number, article):
    """Four languages (French is missing in one of 40, one of 33 has ended, one of 20 was corrected, one of 50 has a
    draft, one of 500 waits for review)."""
    from news.models import ArticleEdition

    for code in LANGUAGES:
        if code == "fr" and number % 40 == 0:
            continue
        if number % 20 == 7:
            yield _text(
                article, number, code, title=words(number + 5, 7), live_from=_moment(number) - timedelta(days=9)
            )
        ends = _moment(number) + timedelta(days=900) if number % 33 == 5 else None
        yield _text(article, number, code, live_until=ends)
    if number % 50 == 9:
        state = "review" if number % 500 == 9 else "draft"
        yield ArticleEdition(subject=article, language="de", state=state, title=words(number, 7), body=body(number))


def _text(article, number, code, **others):
    from news.models import ArticleEdition

    made = {"title": words(number, 7), "live_from": _moment(number), **others}
    return ArticleEdition(
        subject=article, language=code, state="approved", slug=f"bench-{number}", teaser=words(number + 1, 22),
        body=body(number), approved_at=made["live_from"], **made,
    )  # fmt: skip


def _money(texts) -> None:
    """A confirmed sum in one of three articles, told in every language; every tenth is part of the one before."""
    from news.models import FigureMention, FundingFigure, Organisation

    parties = list(Organisation.objects.order_by("pk"))
    by_article = {}
    for text in texts:
        if int(text.slug.removeprefix("bench-")) % 3 == 0:
            by_article.setdefault(text.slug, []).append(text)
    made = []
    for slug in by_article:
        chance = random.Random(slug)
        made.append(FundingFigure(
            key=f"f-{slug}", amount=chance.randrange(1, 900) * 10_000, stage=chance.choice(STAGES),
            currency=chance.choices(["EUR", "USD", "CHF"], [90, 8, 2])[0],
            qualifier=chance.choice(["exactly", "exactly", "exactly", "at_least", "about"]),
            provider=parties[0] if chance.random() < 0.7 else chance.choice(parties),
            receiver=chance.choice(parties[1:]), country=chance.choice(COUNTRIES),
        ))  # fmt: skip
    made = FundingFigure.objects.bulk_create(made)
    for held, holder in zip(made[10::10], made[9::10], strict=False):
        held.part_of = holder
    FundingFigure.objects.bulk_update(made[10::10], ["part_of"], batch_size=500)
    FigureMention.objects.bulk_create(
        FigureMention(figure=figure, edition=text, field="body", quote="9 million euros", start=18,
                      confirmed_at=text.live_from)
        for figure in made
        for text in by_article[figure.key.removeprefix("f-")]
    )  # fmt: skip


def _day(number) -> date:
    return date(2012, 1, 1) + timedelta(days=number * 7919 % DAYS)


def _moment(number) -> datetime:
    return datetime.combine(_day(number), datetime.min.time(), UTC) + timedelta(hours=8)
