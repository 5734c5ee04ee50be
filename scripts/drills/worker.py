"""The process that is killed: writes the same number into every field of two languages, again and again.

It says what it begins and what is done; between the two the stored state may be the old one or the new one.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")


def main(subject_pk: int, number: int) -> None:
    import django

    django.setup()
    from django.db import transaction

    from news.models import Article, ArticleEdition
    from publishing.editor.edition_forms import EditionForms

    acts = ["autosave", "save", "autosave", "publish"]
    while True:
        act = acts[number % len(acts)]
        subject = Article.objects.get(pk=subject_pk)
        number += 1
        print(f"begin {number} {act}", flush=True)
        with transaction.atomic():
            if act == "publish":
                subject.approve(["nl", "fr"])
                for language in ("nl", "fr"):
                    subject.new_draft(language)
            texts = EditionForms(ArticleEdition, subject, posted(subject, number), page="worker")
            refusals = texts.save(auto=act == "autosave")
            if refusals or len(texts.saved) != 2:
                sys.exit(f"fault {refusals}")
        print(f"done {number} {act}", flush=True)


def posted(subject, number):
    from news.models import ArticleEdition
    from publishing.editor.edition_forms import EditionForms

    data = {}
    for form in EditionForms(ArticleEdition, subject):
        if form.initial["seen"]:
            data |= {form.add_prefix(mark): str(form.initial[mark]) for mark in ("seen", "version", "was")}
            data |= {form.add_prefix(name): f"number {number}" for name in ("title", "teaser")}
            data[form.add_prefix("body")] = f"<p>number {number}</p>" * 50
    return data


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
