"""Who came, who tried in vain and who left, in the audit trail: with network and browser, never with a password.

Django says so by signals, through whichever door somebody comes. What strangers do is bounded, because nothing can be
removed from the trail: one row a minute for each person and network, one for all names that nobody has (people type
their password into that field, so only the first two letters are held), and a number of rows a minute in all.
"""

import time

from django.contrib.auth import get_user_model
from django.core.cache import cache

from publishing import extension_points

from .client_ip import masked_ip
from .user_agents import browser_of

INTERVAL = 60  # seconds
MAX_ROWS_AN_INTERVAL = 30  # of what people do who are not signed in, in each process where the cache is its own


def record_sign_in(sender, request, user, **_kwargs):
    extension_points.record(user, "sign_in", user, after=_origin(request))


def record_sign_out(sender, request, user, **_kwargs):
    if user is not None and user.pk:
        extension_points.record(user, "sign_out", user, after=_origin(request))


def record_failed_sign_in(sender, credentials, request=None, **_kwargs):
    name = str(credentials.get("username") or "").replace("\x00", "")
    person = get_user_model().objects.filter(username=name).first()
    record_by_stranger("sign_in_failed", person, request, name=name)


def record_by_stranger(verb: str, person, request, name: str = "") -> None:
    """An act of somebody who is not signed in, about this person or about nobody that there is."""
    origin = _origin(request)
    if not _is_first(verb, person, origin["network"]) or _is_flood():
        return
    extension_points.record(None, verb, person, after=origin if person else {"name": f"{name[:2]}…", **origin})


def _origin(request) -> dict[str, str]:
    meta = request.META if request is not None else {}
    agent = meta.get("HTTP_USER_AGENT", "").replace("\x00", "")
    return {"network": masked_ip(meta) or "", "browser": browser_of(agent)}


def _is_first(verb, person, network) -> bool:
    return cache.add(f"trail-{verb}-{person.pk if person else ''}-{network}", True, INTERVAL)


def _is_flood() -> bool:
    key = f"trail-strangers-{int(time.time()) // INTERVAL}"
    cache.add(key, 0, 2 * INTERVAL)
    return cache.incr(key) > MAX_ROWS_AN_INTERVAL
