"""What each page of the back office is for, in a few plain sentences; the way it is done stands in docs/editors.md."""

from django.utils.translation import gettext_lazy as _

WRITE = (
    _("The words stand on the left, one tab a language; the facts stand on the right and hold for all languages."),
    _("What you write is saved by itself. Nothing is public until somebody publishes it."),
    _("Checks says what stops the publication; each line puts the cursor into its field."),
    _("Sums in the text become cards under Money. They count only when a person confirms them."),
)
LIST = (
    _("The filter stands above; a filter that you use often can be kept under a name of your own."),
    _("Tick rows to do one thing to many at once; most acts can be undone."),
)
HELP = {
    "start": (
        _("What waits for you stands first, then what goes live next and what you left unfinished."),
        _("On the right: faults that the checks found, dates that are reached, and what was published."),
        _("Press / to search all content."),
    ),
    "articles": LIST,
    "topics": (*LIST, _("A page has its place in the tree; it shows only while everything above it is live.")),
    "images": (
        _("Every picture of the site is kept here once, with its description in each language, credit and licence."),
        _("The box “Not finished” lists what nobody has completed."),
    ),
    "images_image_change": (
        _("At the top you see which pages show the picture: what you change here changes there at once."),
        _("The point that stays visible is set by a click, by the arrow keys or by the two numbers."),
    ),
    "images_document_change": (
        _("Link to the address for texts: readers find the newest file under it, also after you replace the file."),
    ),
    "tags": (_("A tag has a label in each language and other spellings that find it. It shows where it has a label."),),
    "languages": (_("One row a text, one column a language. A cell leads to that text, or to what is missing."),),
    "calendar": (
        _("Days are those of Brussels. Month and week are tables, the agenda is a list."),
        _("A private address shows the same in your own calendar program. Do not pass it on."),
    ),
    "checks": (
        _("Faults stop the next publication of the text; hints never stop anything."),
        _("A line leaves the list with the first check after the fault is mended."),
    ),
    "mail": (_("Choose what you are told by mail: at once, in one mail a day, or never."),),
    "news_article_add": WRITE,
    "news_article_change": WRITE,
    "policy_topic_add": WRITE,
    "policy_topic_change": WRITE,
    "article_publish": (
        _("Tick the languages that go live together, now or at a moment in Brussels time."),
        _("Dutch and French start and end together, unless you give a reason, which is kept."),
        _("A small fix changes no date on the page; for any other correction readers are told in a sentence."),
    ),
    "article_review": (
        _("Removed words are struck through, new words are underlined; a list of all changes stands above."),
        _("Ask for changes sends the text back with your remark. Publish… leads on."),
    ),
    "article_withdraw": (_("Readers see your public notice at the old address: the page has ended."),),
    "article_links": (_("Who has the link reads the draft and answers without an account, until the day you set."),),
    "news_fundingfigure_changelist": (
        _("Every sum that was confirmed, with who gives, who receives, and the texts that tell of it."),
    ),
}  # fmt: skip
HELP |= {f"topic_{page}": HELP[f"article_{page}"] for page in ("publish", "review", "withdraw", "links")}


def help_of(page: str) -> tuple:
    """The sentences for a page, by the name of its route; nothing for a page that explains itself."""
    return HELP.get(page, ())
