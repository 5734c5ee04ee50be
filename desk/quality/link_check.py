"""Links to other sites: which stand in the texts, when each was asked last, and which have stopped answering."""

import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.core.links import is_outside, links_of
from publishing.workflow.withdrawal_impact import edition_models

from .content_check import current_editions
from .findings import Fault, Finding, Source, store_findings
from .http_check import REFUSED, probe

RECHECK_INTERVAL = timedelta(hours=20)  # a link is asked at most once a day
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
PAUSE_PER_HOST = 1.0  # seconds between two questions to one site
MAX_ADDRESS_LENGTH = 2000  # characters of an address that is asked
# Says for sure that readers come to nothing; anything else has to happen twice, a day apart.
CONCLUSIVE_ANSWERS = {"404", "410", REFUSED}
# The site is there but does not talk to programs: that says nothing about readers.
INCONCLUSIVE_ANSWERS = {"401", "402", "403", "405", "406", "429", "451", "999"}


class OutsideLink(models.Model):
    """One address of another site, however many texts link to it."""

    address = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=NEVER)
    answer = models.CharField(max_length=20, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        app_label = "desk"
        ordering = ["pk"]
        verbose_name, verbose_name_plural = gettext_lazy("link to another site"), gettext_lazy("links to other sites")
        indexes = [models.Index(fields=["asked_at", "id"], name="outside_link_by_age")]

    def __str__(self):
        return self.address

    def is_broken(self) -> bool:
        return bool(self.failures) and (self.answer in CONCLUSIVE_ANSWERS or self.failures > 1)

    def note(self, answer: str, at) -> None:
        fine = answer in INCONCLUSIVE_ANSWERS or (answer.isdecimal() and int(answer) < 400)
        self.answer, self.asked_at = answer[:20], at
        self.failures = 0 if fine else min(self.failures + 1, 1000)
        self.save(update_fields=["answer", "asked_at", "failures"])


def digest_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def check(limit: int, seconds: float, now=None, ask=probe, pause=PAUSE_PER_HOST) -> tuple[int, list[Fault]]:
    """Ask at most `limit` links within `seconds`, the longest unasked first; how many were asked, and new faults."""
    now = now or timezone.now()
    places = _collect_links(now)
    due = OutsideLink.objects.filter(asked_at__lte=now - RECHECK_INTERVAL).order_by("asked_at", "pk")[:limit]
    checked, end, last = 0, time.monotonic() + seconds, {}
    for link in due:
        host = urlsplit(link.address).netloc
        wait = last.get(host, 0) + pause - time.monotonic() if host in last else 0
        if time.monotonic() + max(wait, 0) > end:
            break
        time.sleep(max(wait, 0))
        link.note(ask(link.address, settings.LINK_CHECK_PRIVATE), now)
        last[host] = time.monotonic()
        checked += 1
    return checked, store_findings(Source.LINKS, list(_findings(places)))


def _collect_links(now) -> dict[str, list]:
    """Address → (edition, field) of all texts that stand; what nobody links to any more is forgotten."""
    places: dict[str, list] = {}
    for model in edition_models():
        field = "body" if "body" in model.WORDS else "link"
        for edition in current_editions(model, now).filter(**{f"{field}__contains": "http"}).iterator(200):
            for address in {link.href for link in links_of(edition)}:
                if is_outside(address) and len(address) <= MAX_ADDRESS_LENGTH:
                    places.setdefault(address, []).append((edition, field))
    digests = {digest_of(address): address for address in places}
    known = dict(OutsideLink.objects.values_list("digest", "pk"))
    gone = [pk for digest, pk in known.items() if digest not in digests]
    for place in range(0, len(gone), 500):
        OutsideLink.objects.filter(pk__in=gone[place : place + 500]).delete()
    fresh = [OutsideLink(address=address, digest=each) for each, address in digests.items() if each not in known]
    OutsideLink.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    return places


def _findings(places):
    for link in OutsideLink.objects.filter(failures__gt=0):
        if link.is_broken():
            for edition, field in places.get(link.address, ()):
                yield Finding(edition.subject, edition.language, field, _sentences(link), stops=False)


def _sentences(link):
    sentences = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            sentences.append((code, sentence(link)))
    return tuple(sentences)


def sentence(link) -> str:
    return _("The link to %(address)s does not work any more.") % {"address": link.address}
