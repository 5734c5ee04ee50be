from .article import Article, ArticleAddress, ArticleCountry, ArticleEdition, ArticleTopic
from .figure import FigureMention, FundingFigure, Organisation, Qualifier, SetAsideSum, Stage
from .tag import Tag, TaggedArticle, TagKey, TagName

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleCountry",
    "ArticleEdition",
    "ArticleTopic",
    "FigureMention",
    "FundingFigure",
    "Organisation",
    "Qualifier",
    "SetAsideSum",
    "Stage",
    "Tag",
    "TagKey",
    "TagName",
    "TaggedArticle",
]
