from django.db import models

# Of the SQL that looks for candidates.
COLUMNS = "kind, edition, subject, language, date, title, teaser"
NEWEST_FIRST = "ORDER BY date DESC, edition DESC"


class TokensField(models.Field):
    """A `tsvector` on PostgreSQL; stays empty on SQLite, where the tokens stand in a table of their own."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchEntry(models.Model):
    """The tokens of one approved edition. It holds no rule: who reads joins it to editions that are live.

    `title` and `teaser` are tokens for the ranking. What the databases match stands beside: in `in_title` and
    `anywhere` on PostgreSQL, in the table `publishing_search` on SQLite (see `sqlite` and `postgresql`).
    """

    kind = models.CharField(max_length=60)  # the model of the edition: "app.model"
    edition = models.BigIntegerField()
    subject = models.BigIntegerField()
    language = models.CharField(max_length=8)
    date = models.DateField()
    title = models.TextField()
    teaser = models.TextField()
    in_title = TokensField(null=True)
    anywhere = TokensField(null=True)

    class Meta:
        app_label = "publishing"
        constraints = [models.UniqueConstraint(fields=["kind", "edition"], name="search_entry_once")]
        indexes = [
            models.Index(fields=["kind", "language", "-date", "-edition"], name="search_entry_by_date"),
            models.Index(fields=["kind", "subject"], name="search_entry_of_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.edition}"
