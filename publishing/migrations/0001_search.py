from django.db import migrations, models

from publishing.search import entries, postgresql, sqlite


def make(apps, schema_editor):
    """What only one of the databases knows: a full-text table here, GIN indexes there."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(sqlite.MAKE)
    else:
        for statement in postgresql.MAKE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(sqlite.DROP)
    else:
        for statement in postgresql.DROP:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("edition", models.BigIntegerField()),
                ("subject", models.BigIntegerField()),
                ("language", models.CharField(max_length=8)),
                ("date", models.DateField()),
                ("title", models.TextField()),
                ("teaser", models.TextField()),
                ("in_title", entries.TokensField(null=True)),
                ("anywhere", entries.TokensField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "language", "-date", "-edition"], name="search_entry_by_date"),
                    models.Index(fields=["kind", "subject"], name="search_entry_of_subject"),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "edition"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
