"""Makers of figures for tests: a sum, and the article that tells of it."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.utils import timezone

from news.models import Article, FigureMention, FundingFigure, Organisation
from tests.factories.content import moment, write

_number = count(1)


def organisation(key, **facts):
    names = {code: key.upper() for code in ("en", "nl", "fr", "de")}
    return Organisation.objects.get_or_create(key=key, defaults={"names": names, **facts})[0]


def figure(amount, currency="EUR", qualifier="exactly", *, key=None, provider="belgium", receiver=None, **facts):
    """A figure that no text tells of yet."""
    return FundingFigure.objects.create(
        key=key or f"f-{next(_number)}",
        amount=Decimal(amount),
        currency=currency,
        qualifier=qualifier,
        provider=organisation(provider) if provider else None,
        receiver=organisation(receiver) if receiver else None,
        **{"stage": "commitment", **facts},
    )


def tell(
    *figures, on="2020-03-04", languages=("en",), live_from=None, live_until=None, key=None, topics=(), words=None
):
    """A live article of that day whose text tells of the figures, confirmed."""
    told = Article.objects.create(key=key or f"told-{next(_number)}", date=date.fromisoformat(on))
    told.set_topics(topics)
    quotes = [words or f"{each.amount:,.0f} {each.currency}" for each in figures]
    body = "".join(f"<p>Belgium gives {quote} on that day. It is known.</p>" for quote in quotes)
    for language in languages:
        draft = write(told, language, f"Title {told.key}", told.key, teaser="Teaser", body=body)
        for place, (each, quote) in enumerate(zip(figures, quotes, strict=True)):
            mention(each, draft, quote, start=14 + place * 200)
    start, end = moment(live_from or f"{on} 09:00"), live_until and moment(live_until)
    told.approve(list(languages), None, start, end, override="test")
    return told


def mention(figure, edition, quote, start=14, confirmed=True):
    return FigureMention.objects.create(
        figure=figure, edition=edition, field="body", quote=quote, start=start,
        confirmed_at=timezone.now() if confirmed else None,
    )  # fmt: skip


def demo_figures():
    """The six figures of the source pages; Belgium's five make at least EUR 29,399,000."""
    return [
        tell(figure(9_000_000, qualifier="more_than", key="f-ukraine-2022", stage="pledge", country="UA"),
             on="2022-03-25", key="ukraine"),
        tell(figure(18_000_000, qualifier="at_least", key="f-syria-2021", stage="pledge", country="SY"),
             on="2021-03-30", key="syria"),
        tell(figure(2_700_000_000, key="f-apf", provider="european-union"), on="2020-11-19", key="apf"),
        tell(figure(457_000, key="f-haiti-2020", receiver="fao", country="HT"), on="2020-03-04", key="haiti"),
        tell(figure(462_000, key="f-locusts-2020", receiver="fao", country="ET"), on="2020-02-28", key="locusts"),
        tell(figure(1_480_000, key="f-chad-drones-2019", receiver="handicap-international", country="TD"),
             on="2019-06-01", key="drones"),
    ]  # fmt: skip
