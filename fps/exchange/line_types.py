"""The types of lines, in the order in which they are put in and written: things before what names them."""

from .addresses import AddressSerializer
from .articles import ArticleSerializer
from .banners import BannerSerializer
from .contacts import ContactSerializer, OrganisationSerializer
from .figure_serializers import FigureSerializer
from .images import DocumentSerializer, ImageSerializer
from .tags import TagSerializer
from .topics import TopicSerializer

TYPES = {
    "contact": ContactSerializer,
    "organisation": OrganisationSerializer,
    "tag": TagSerializer,
    "image": ImageSerializer,
    "document": DocumentSerializer,
    "topic": TopicSerializer,
    "figure": FigureSerializer,
    "article": ArticleSerializer,
    "banner": BannerSerializer,
    "address": AddressSerializer,
}
SERIALIZERS = {kind: serializer() for kind, serializer in TYPES.items()}
