"""A small corpus in four languages for the tests of the search: 31 topics, 24 articles, 27 tags, bodies cut short.

It stands apart from the demo content, so that a better sentence there breaks no test here.
"""

import json
from datetime import date
from pathlib import Path

from news.models import Article, Tag
from policy.models import Topic
from tests.factories.content import moment, write

HERE = Path(__file__).parent


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text().splitlines()]


def load() -> None:
    """Makes everything by the verbs of the subjects, so that the index is written as it is in use."""
    tags, topics = {}, {}
    for line in lines("search_corpus.jsonl"):
        if line["type"] == "tag":
            tags[line["id"]] = made = Tag(name=line["id"], slug=line["id"])
            made.set_names(line["labels"], line["aliases"])
        elif line["type"] == "topic":
            topics[line["id"]] = made = Topic.objects.create(key=line["id"], parent=topics.get(line["parent"]))
            _publish(made, line, "2017-01-01 00:00")
        else:
            made = Article.objects.create(key=line["id"], date=date.fromisoformat(line["date"]), kind=line["kind"])
            made.set_topics([topics[key] for key in line["topics"]])
            made.tags.set([tags[key] for key in line["tags"]])
            _publish(made, line, f"{line['date']} 09:00")


def _publish(subject, line, start):
    for language, words in line["editions"].items():
        write(subject, language, words["title"], words["slug"], teaser=words["teaser"], body=words["body"])
    subject.approve(list(line["editions"]), None, moment(start), override="test")
