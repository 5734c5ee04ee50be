from .articles import Article, ArticleAddress, ArticleCountry, ArticleEdition, ArticleTopic
from .figures import FigureMention, FundingFigure, Organisation, Qualifier, Stage
from .tags import Tag, TaggedArticle, TagName

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
    "Stage",
    "Tag",
    "TagName",
    "TaggedArticle",
]
