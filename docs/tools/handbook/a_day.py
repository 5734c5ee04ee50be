"""The round itself, step after step. Every step looks at what it did, and `shot` takes its picture."""

from . import around, publishing, writing
from .people import Person

STEPS = (
    *(writing.write, writing.translate, writing.invite, publishing.agree, writing.change_a_word, writing.send),
    *(publishing.review, publishing.schedule, publishing.publish_today, publishing.link_is_dead),
    *(writing.correct, publishing.publish_correction, publishing.look_back),
    around.look_around,
)


class Day:
    def __init__(self, browser, base, password, shot=lambda page, name, at=None: None):
        self.password, self.shot = password, shot
        self.author, self.editor = Person(browser, base), Person(browser, base)
        self.stranger = Person(browser, base, locale="fr-BE")
        self.link = ""  # to the draft, for the stranger
        self.public = {}  # by language, the addresses of the live texts

    def pass_by(self):
        """Afterwards nobody's console may have said a word, and the stranger's browser keeps nothing."""
        people = (self.author, self.editor, self.stranger)
        try:
            for step in STEPS:
                step(self)
            assert self.stranger.context.cookies() == []
            # A browser notes an answer of 410 as an error of its own.
            said = [each for person in people for each in person.said if "410" not in each]
            assert not said, said
        finally:
            for person in people:
                person.context.close()
