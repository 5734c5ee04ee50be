"""Two editors in one article, in random order: no silent overwrite.

Whatever somebody typed and the site accepted stands in a stored text, unless a person who saw it chose to let it go;
whatever was not accepted is still on the page of its writer, who was told.
"""

import random
import re
import threading
from collections import Counter
from itertools import count

from django.db import connection

from news.models import Article
from publishing.core.errors import PublishingError

from .pages import FIELDS, Page

TOKEN = re.compile(r"x\d+x")
STEPS = 24
ACTS = {"type": 9, "autosave": 7, "save": 4, "reload": 2, "correct": 2, "publish": 1, "discard": 1, "at_once": 2}


def rounds(seed, first, last):
    told = Counter()
    for number in range(first, last):
        Round(f"{seed}.{number}", told).run()
        yield number, dict(told)


class Round:
    def __init__(self, seed, told):
        self.dice = random.Random(seed)  # noqa: S311 - a drill that can be played again
        self.told, self.tokens = told, count()
        self.seed = seed
        subject = Article.objects.create(key=f"drill-{seed}".replace(".", "-"))
        for language in ("nl", "fr"):
            draft = subject.new_draft(language)
            draft.title, draft.slug, draft.body = "Begin", f"drill-{language}", "<p>Begin</p>"
            draft.save()
        self.subject, self.accepted, self.let_go, self.begun = subject, {}, set(), []
        same = self.dice.random() < 0.7
        self.pages = [Page("anna", subject.pk, "nl", 1), Page("bob", subject.pk, "nl" if same else "fr", 2)]

    def run(self):
        for _step in range(self.dice.randint(STEPS // 2, STEPS)):
            page = self.dice.choice(self.pages)
            act = self.dice.choices([*ACTS], [*ACTS.values()])[0]
            self.begun.append(f"{page.person} {act}")
            getattr(self, act)(page)
            self.check()
        for page in self.pages:
            self.save(page)
            self.save(page)
            self.check()
            assert not page.unsaved, self.tell(f"{page.person} was left with {page.unsaved}")

    # -- acts -------------------------------------------------------------------------------------------------------
    def type(self, page):
        page.type(self.dice.choice(FIELDS), f"x{next(self.tokens)}x")

    def autosave(self, page):
        self.take(page, *page.send(auto=True))

    def save(self, page):
        state, form = page.send(auto=False)
        self.take(page, state, form)
        while state == "conflict":
            data, let_go = page.choose(form, self.dice)
            state, form = page.send(auto=False, data=data)
            if state != "conflict":
                self.let_go |= set(TOKEN.findall(let_go))
                self.stored_after_choice(page)

    def reload(self, page):
        if not page.unsaved:  # else the browser asks, and offers the text afterwards
            page.load()

    def correct(self, page):
        self.verb(lambda subject: subject.new_draft(page.language))
        self.reload(page)

    def publish(self, page):
        languages = {each.language for each in self.subject.editions.working()}
        self.verb(lambda subject: subject.approve(sorted(languages), override="drill"))

    def discard(self, page):
        draft = self.subject.editions.working().filter(language=page.language).first()
        if draft:
            self.verb(lambda subject: draft.discard())

    def at_once(self, page):
        """Both save in the same instant."""
        for each in self.pages:
            self.type(each)
        start, answers = threading.Barrier(2), {}

        def send(each):
            try:
                start.wait(10)
                answers[each] = each.send(auto=self.dice.random() < 0.5)
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=(each,)) for each in self.pages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(answers) == 2, self.tell("somebody got no answer")
        for each, (state, form) in answers.items():
            self.take(each, state, form)

    # -- what follows -------------------------------------------------------------------------------------------------
    def verb(self, act):
        try:
            act(Article.objects.get(pk=self.subject.pk))
        except PublishingError:
            self.told["refused"] += 1

    def take(self, page, state, form):
        self.told[state] += 1
        assert state != "refused", self.tell(f"refused: {form.errors}")
        if state == "saved":
            self.accept(page)
        elif page.unsaved:
            assert state in ("conflict", "waits"), self.tell(f"{page.unsaved} neither stored nor told: {state}")

    def accept(self, page):
        for token in page.unsaved:
            self.accepted[token] = page.language
        page.unsaved = set()

    def stored_after_choice(self, page):
        for token in page.unsaved - self.let_go:
            self.accepted[token] = page.language
        page.load()

    def check(self):
        stored = {"nl": "", "fr": ""}
        for edition in self.subject.editions.all():
            stored[edition.language] += f" {edition.title} {edition.teaser} {edition.body}"
        lost = [token for token, language in self.accepted.items() if token not in stored[language]]
        lost = [token for token in lost if token not in self.let_go]
        assert not lost, self.tell(f"lost without a word: {lost}")

    def tell(self, fault):
        return f"{fault}; {self.seed}: {', '.join(self.begun)}"
