"""The shape of every answer: what these declare is both sent and published."""

from rest_framework import serializers as s

from news.funding.exports.records import COLUMNS


def nullable(field, **more):
    return field(allow_null=True, **more)


def words(about: str):
    return s.DictField(child=s.CharField(), help_text=f"{about} by language code")


def keys():
    return s.ListField(child=s.CharField())


class FaultSerializer(s.Serializer):
    detail = s.CharField()
    errors = s.ListField(child=s.CharField(), required=False)


class FigureInTextSerializer(s.Serializer):
    id = s.CharField()
    amount = s.CharField(help_text="digits and a point, never a binary number")
    amount_max = nullable(s.CharField)
    currency = s.CharField()
    qualifier = s.CharField()
    text = s.CharField(help_text="the sum in words of that language")


class PictureSerializer(s.Serializer):
    url = s.URLField()
    credit = s.CharField()
    licence = s.CharField()


class ArticleFactsSerializer(s.Serializer):
    id = s.CharField()
    date = s.DateField()
    time = nullable(s.CharField, help_text="of a press release, in Brussels: 11:00")
    kind = s.CharField()
    topics = keys()
    tags = keys()
    countries = keys()
    picture = nullable(PictureSerializer)
    valid_on = nullable(s.DateField)
    for_the_record = s.BooleanField()


class ArticleRowSerializer(ArticleFactsSerializer):
    language = s.CharField()
    title = s.CharField()
    teaser = s.CharField()
    url = s.URLField()
    api_url = s.URLField()
    live_from = s.DateTimeField()
    figures = FigureInTextSerializer(many=True)


class ArticleTextSerializer(s.Serializer):
    title = s.CharField()
    teaser = s.CharField()
    body = s.CharField(help_text="HTML; addresses in it that begin with a slash are those of the site")
    url = s.URLField()
    live_from = s.DateTimeField()
    note = s.CharField(help_text="the public note of the correction; empty if there was none")
    picture_alt = s.CharField()
    picture_caption = s.CharField()
    figures = FigureInTextSerializer(many=True)


class ArticleSerializer(ArticleFactsSerializer):
    place = words("The place of a press release")
    editions = s.DictField(child=ArticleTextSerializer(), help_text="the live texts by language code")


class TopicRowSerializer(s.Serializer):
    id = s.CharField()
    parent = nullable(s.CharField)
    area = s.CharField()
    language = s.CharField()
    title = s.CharField()
    teaser = s.CharField()
    url = nullable(s.URLField, help_text="null: stands on the page of its parent")
    api_url = s.URLField()


class TopicTextSerializer(s.Serializer):
    title = s.CharField()
    teaser = s.CharField()
    body = s.CharField(help_text="HTML")
    url = nullable(s.URLField)
    live_from = s.DateTimeField()


class TopicSerializer(s.Serializer):
    id = s.CharField()
    parent = nullable(s.CharField)
    area = s.CharField()
    topics = s.ListField(child=s.CharField(), help_text="the topics directly below")
    valid_on = nullable(s.DateField)
    editions = s.DictField(child=TopicTextSerializer(), help_text="the live texts by language code")


class TagSerializer(s.Serializer):
    id = s.CharField()
    labels = words("Labels")
    items = s.IntegerField(help_text="live articles in the language asked for")
    url = nullable(s.URLField)


class OrganisationSerializer(s.Serializer):
    id = s.CharField(source="key")
    names = words("Names")
    abbreviation = s.CharField()
    iati = s.CharField()
    crs = s.CharField()
    org_type = s.CharField()
    country = s.CharField(source="country.code")


FigureSerializer = type(
    "FigureSerializer",
    (s.Serializer,),
    {name: s.CharField() for name in COLUMNS} | {"__doc__": "As in figures.json; what is not known is empty."},
)


class StartSerializer(s.Serializer):
    title = s.CharField()
    licence = s.URLField()
    document = s.URLField()
    languages = keys()
    resources = s.DictField(child=s.URLField())


def page_of(item) -> type[s.Serializer]:
    """A page of such items."""
    fields = {
        "count": s.IntegerField(),
        "page": s.IntegerField(),
        "pages": s.IntegerField(),
        "next": nullable(s.URLField),
        "previous": nullable(s.URLField),
        "results": item(many=True),
    }
    return type(item.__name__.replace("Serializer", "PageSerializer"), (s.Serializer,), fields)


ArticlePage, TopicPage, TagPage = page_of(ArticleRowSerializer), page_of(TopicRowSerializer), page_of(TagSerializer)
OrganisationPage, FigurePage = page_of(OrganisationSerializer), page_of(FigureSerializer)
