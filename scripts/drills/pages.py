"""An open form without a browser: what it holds, what it posts, what it learns from the answers."""

from news.models import Article, ArticleEdition
from publishing.editor.autosave_views import answer_for
from publishing.editor.conflicts import tidy
from publishing.editor.edition_forms import EditionForms

FIELDS = ("title", "teaser", "body")


class Page:
    """One person with the form of one article open; types into one language."""

    def __init__(self, person, subject_pk, language, number):
        self.person, self.subject_pk, self.language = person, subject_pk, language
        self.page, self.unsaved = f"{person}-{number}", set()
        self.load()

    def load(self):
        subject = Article.objects.get(pk=self.subject_pk)
        form = EditionForms(ArticleEdition, subject).forms[self.language]
        self.data = {form.add_prefix(name): str(form.initial.get(name) or "") for name in (*FIELDS, "slug")}
        self.data |= {form.add_prefix(name): str(form.initial[name]) for name in ("seen", "version", "was")}
        self.unsaved = set()

    def text(self, name):
        return self.data[f"text-{self.language}-{name}"]

    def type(self, name, token):
        text = self.text(name)
        new = text.replace("</p>", f" {token}</p>", 1) if name == "body" and text else f"{text} {token}".strip()
        self.data[f"text-{self.language}-{name}"] = f"<p>{token}</p>" if name == "body" and not text else new
        self.unsaved.add(token)

    def send(self, auto, data=None):
        """Post the form; returns its state: saved, waits, conflict, refused, or nothing where nothing had changed."""
        subject = Article.objects.get(pk=self.subject_pk)
        texts = EditionForms(ArticleEdition, subject, data or self.data, page=self.page)
        form = texts.forms[self.language]
        if not texts.changed_in(form):
            return "nothing", form
        texts.save(auto=auto)
        answer = answer_for(form)
        if answer["state"] == "saved":
            self.data |= {f"text-{self.language}-{mark}": answer[mark] for mark in ("seen", "version", "was")}
        return answer["state"], form

    def choose(self, form, dice):
        """What the page of a comparison posts after somebody chose; returns it and the texts that they let go."""
        comparison, head = form.comparison, f"text-{self.language}"
        data = {f"{head}-{mark}": getattr(comparison, mark) for mark in ("seen", "version", "was", "base")}
        let_go = []
        for choice in comparison.choices:
            key = dice.choice(["theirs", "yours", "result"])
            both = f"{choice.theirs} {choice.yours}".strip() if choice.name != "slug" else choice.yours
            data |= {f"{head}-theirs-{choice.name}": choice.theirs, f"{head}-yours-{choice.name}": choice.yours}
            data |= {f"{head}-filled-{choice.name}": choice.filled, f"{head}-choice-{choice.name}": key}
            start = choice.theirs if choice.proposed == "theirs" else choice.yours
            data[f"{head}-{choice.name}"] = tidy(choice.name, both) if key == "result" else start
            let_go += [choice.yours] if key == "theirs" else [choice.theirs] if key == "yours" else []
        return data, " ".join(let_go)
