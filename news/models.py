from .articles import Article, ArticleAddress, ArticleCountry, ArticleEdition, ArticleTopic
from .figures import FigureMention, FundingFigure, Organisation, Qualifier, Stage
from .set_aside import SetAsideSum
from .tag_merging import TagKey
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
    "SetAsideSum",
    "Stage",
    "Tag",
    "TagKey",
    "TagName",
    "TaggedArticle",
]
