"""No draft on any public surface: random states of texts, and every public page read for words it may not show.

A state is one language of one subject: its editions × time window × trash × access limit × link for outsiders. Each
text carries a word of its own that says what it is; a page that shows the word of a text that is not live is a fault.
"""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from desk.models import ShareLink
from desk.permissions.access_limit_views import set_limit
from news.models import Article, Tag
from policy.models import Topic

LANGUAGES = ("en", "nl", "fr", "de")
STATES = (
    *("missing", "draft", "review", "discarded", "scheduled", "cancelled", "live", "live", "corrected"),
    *("being corrected", "correction scheduled", "ended", "withdrawn", "ends later"),
)
COUNTRIES = ("UA", "HT", "AF", "CD")
SECRET = re.compile(r"(?:hid|old|gone)[0-9a-f]{10}x", re.IGNORECASE)
BATCH = 60  # subjects at a time: 240 states


class Corpus:
    """Subjects in random states, made by the verbs an editor has."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)  # noqa: S311 - a drill that can be played again
        self.now = timezone.now()
        self.areas = [self._topic(f"area-{number}", None) for number in range(2)]
        self.tag = Tag.objects.create(name="Peace", slug="peace", labels=dict.fromkeys(LANGUAGES, "Peace"))
        self.person = get_user_model().objects.create_user("insider", is_staff=True)
        self.person.roles.create(name="editor")
        self.paths: list[str] = []
        self.limited: set[str] = set()
        self.ended: set[str] = set()
        self.shared: dict[str, Article | Topic] = {}  # by the token of a link

    def _topic(self, key, parent):
        topic = Topic.objects.create(key=key, parent=parent)
        for language in LANGUAGES:
            topic.new_draft(language, words={"title": f"Area {key}", "slug": key, "body": "<p>Area</p>"})
        topic.approve(list(LANGUAGES), None, self.now - timedelta(days=900), override="drill")
        return topic

    def word(self, kind: str) -> str:
        """`pub…`, `hid…` (never shown), `old…` (was shown), `gone…` (its page has ended); ends in x: no two overlap."""
        return f"{kind}{self.random.getrandbits(40):010x}x"

    def subject(self, number: int):
        area = self.random.choice([*self.areas, *self.areas, None])
        if self.random.random() < 0.25:
            made = Topic.objects.create(key=f"topic-{number}", parent=self.random.choice(self.areas))
        else:
            made = Article.objects.create(key=f"article-{number}", date=timezone.localdate())
            made.set_topics([area] if area else [])
            made.set_countries(self.random.sample(COUNTRIES, 1))
            if self.random.random() < 0.5:
                made.tags.add(self.tag)
        for language in LANGUAGES:
            self.state(made, language, self.random.choice(STATES))
        if not made.editions.exists():
            return
        words = SECRET.findall(" ".join(made.editions.working().values_list("title", flat=True)))
        if self.random.random() < 0.15:
            set_limit(made, [self.person])
            self.limited |= set(words)
        if self.random.random() < 0.15:
            self.shared[ShareLink.make(made, LANGUAGES, self.person)[1]] = made
        if self.random.random() < 0.1 and not made.trash_obstacles():
            self.rename_what_ends(made)
            made.trash(None, "drill", dict.fromkeys(LANGUAGES, "Ended."))

    def rename_what_ends(self, subject):
        """What the trash ends was public: its word is not secret on its own page, but on every list."""
        for title in subject.editions.live().values_list("title", flat=True):
            self.ended |= set(re.findall(r"pub[0-9a-f]{10}x", title))

    def write(self, subject, language, kind):
        word = self.word(kind)
        draft = subject.editions.working().filter(language=language).first() or subject.new_draft(language)
        draft.title, draft.slug = f"Title {word}", word
        draft.teaser, draft.body = f"Teaser {word}", f"<p>Belgium gives to {word} on that day.</p>"
        draft.save()
        if subject.has_address():
            self.paths.append(self.path(subject, language, word))
        return draft

    @staticmethod
    def path(subject, language, slug):
        with translation.override(language):
            if isinstance(subject, Article):
                return reverse("news:article_detail", args=[slug])
            return reverse("policy:topic_detail", args=[f"{subject.parent.key}/{slug}"])

    def approve(self, subject, language, days, until=None):
        start, end = self.now + timedelta(days=days), until and self.now + timedelta(days=until)
        subject.approve([language], None, start, end, override="drill")

    def state(self, subject, language, state):
        if state == "missing":
            return
        if state in ("draft", "review", "discarded", "scheduled", "cancelled"):
            draft = self.write(subject, language, "hid")
            if state == "review":
                draft.submit()
            elif state == "discarded":
                draft.discard()
            elif state in ("scheduled", "cancelled"):
                self.approve(subject, language, self.random.randint(1, 90))
                if state == "cancelled":
                    subject.cancel([language], override="drill")
            return
        has_follower = state in ("corrected", "being corrected", "correction scheduled")
        ends = state in ("ended", "withdrawn")
        self.write(subject, language, "gone" if ends else "old" if state == "corrected" else "pub")
        until = {"ended": -10, "ends later": 30}.get(state)
        self.approve(subject, language, -self.random.randint(100, 800), until)
        if state == "withdrawn":
            subject.withdraw([language], None, "drill", "Ended.", override="drill")
        if has_follower:
            self.write(subject, language, "pub" if state == "corrected" else "hid")
            if state == "corrected":
                self.approve(subject, language, -self.random.randint(1, 90))
            elif state == "correction scheduled":
                self.approve(subject, language, self.random.randint(1, 90))


def surfaces(corpus: Corpus, languages=LANGUAGES):
    """Every public address that shows more than one text, or that a guess could reach."""
    yield from ("/sitemap.xml", "/robots.txt")
    for language in languages:
        with translation.override(language):
            news, areas, search = reverse("news:article_list"), reverse("policy:areas"), reverse("search")
            funding = reverse("funding:funding_page")
            yield from (reverse("home"), areas, reverse("site_map"), funding, f"{funding}corrections/")
            yield from (f"{funding}{name}" for name in ("figures.csv", "figures.json", "iati.xml", "feed.atom"))
            for area in corpus.areas:
                yield reverse("policy:topic_detail", args=[area.key])
                yield from (f"{news}{page}?area={area.key}" for page in ("", "feed.json", "feed.atom"))
            yield reverse("subjects:tag_detail", args=["peace"])
            for country in COUNTRIES:
                thread = reverse("subjects:thread_detail", args=["peace", country.lower()])
                yield from (f"{news}?country={country}", thread, f"{thread}thread.ics", f"{thread}feed.atom")
            for page in range(1, 5):
                yield f"{news}?page={page}"
            yield from (f"{news}feed.json", f"{news}feed.atom", f"{search}?q=title", f"{search}?q=Belgium+gives")
            for word in corpus.random.sample(corpus.paths, min(4, len(corpus.paths))):
                yield f"{search}?q={word.strip('/').rpartition('/')[2]}"
            for word in corpus.random.sample(corpus.paths, min(4, len(corpus.paths))):
                yield f"{search}?q={word.strip('/').rpartition('/')[2][:-3]}"  # near: a suggestion would give it away


def shown(text: str, asked: str) -> set[str]:
    """Words of texts that are not live; what the reader typed or the address says is told back, and no secret."""
    return {word for word in SECRET.findall(text) if word not in asked}


def rounds(seed, first, last):
    """A batch of BATCH × 4 states a round, which leaves nothing behind."""
    for number in range(first, last):
        faults = run(BATCH * len(LANGUAGES), seed * 1_000_000 + number)
        assert not faults, "; ".join(faults[:10])
        yield number, {"states": (number + 1) * BATCH * len(LANGUAGES)}


def run(states: int, seed: int = 1, most: int | None = None) -> list[str]:
    """Plays that many random states; returns the faults, a sentence each, and looks no further after `most` of them."""
    with transaction.atomic():
        corpus = Corpus(seed)
        for number in range(-(-states // len(LANGUAGES))):
            corpus.subject(number)
        faults = list(islice(look(corpus), most))
        transaction.set_rollback(True)
    return faults


def look(corpus: Corpus) -> Iterator[str]:
    editor = get_user_model().objects.create_user("outsider", is_staff=True)
    editor.roles.create(name="administrator")
    visitor, colleague = (Client(raise_request_exception=False) for _number in range(2))
    colleague.force_login(editor)
    # Who is signed in sees the same public pages; one language of them is enough to tell.
    for reader, languages in ((visitor, LANGUAGES), (colleague, corpus.random.sample(LANGUAGES, 1))):
        for path in surfaces(corpus, languages):
            yield from fault(reader, path, corpus.ended)
    for path in corpus.paths:
        yield from fault(visitor, path, set(), ("gone",))  # an ended page may say which text it was
        yield from fault(visitor, f"{path}changes/", set(), ("gone", "old"))  # and a corrected one what it said before
    for token, subject in corpus.shared.items():
        yield from told_too_much(visitor, token, subject)
    for path in ("/admin/", "/admin/news/article/", "/admin/policy/topic/"):
        text = body(colleague.get(path))
        yield from (f"{path} shows the limited draft {word}" for word in corpus.limited if word in text)


def told_too_much(reader, token, subject):
    """A link shows the draft of its subject in the language that was asked for, and nothing else that is not public."""
    for language in LANGUAGES:
        texts = (subject.editions.working() | subject.editions.scheduled()).filter(language=language)
        allowed = (
            set() if subject.is_trashed() else set(SECRET.findall(" ".join(texts.values_list("title", flat=True))))
        )
        text = body(reader.get(f"/share/{token}/?language={language}"))
        for word in set(SECRET.findall(text)) - allowed:
            yield f"a link to {subject.key} in {language} shows {word}"


def fault(reader, path, ended, may_say: tuple[str, ...] = ()):
    response = reader.get(path)
    if response.status_code >= 500:
        return [f"{path}: {response.status_code}"]
    text = body(response)
    hidden = shown(text, path) | {word for word in ended if word in text and word not in path}
    hidden = {word for word in hidden if not word.startswith(may_say)}
    return [f"{path} shows {word}" for word in sorted(hidden)]


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")
