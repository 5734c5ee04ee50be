"""From where a request comes, as far as the proxies that we trust can tell."""

import ipaddress

from django.conf import settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_ip(meta: dict) -> IPAddress | None:
    """The nearest address that is no proxy of ours; None where nobody can say (a Unix socket, a test).

    `TrustedProxyMiddleware` has dropped the header of whoever is no trusted proxy. Each proxy adds its client at the
    end, so the list is read from there; what stands before the first stranger is only that stranger's word.
    """
    nearest = _parsed(meta.get("REMOTE_ADDR", ""))
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "")
    for text in reversed(forwarded.split(",")) if forwarded else ():
        address = _parsed(text)
        if address is None:
            break
        nearest = address
        if not _is_proxy(address):
            break
    return nearest


def lockout_ip(request) -> str | None:
    """What failed sign-ins are counted by. Whoever has one IPv6 address has the 2^64 beside it as well."""
    return _network(client_ip(request.META), 32, 64)


def masked_ip(meta: dict) -> str | None:
    """Enough to recognise one's own network, and not the machine in it: what is kept with a session."""
    return _network(client_ip(meta), 24, 48)


def _network(address: IPAddress | None, bits: int, bits_of_six: int) -> str | None:
    if address is None:
        return None
    length = bits if address.version == 4 else bits_of_six
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False).network_address)


def _is_proxy(address: IPAddress) -> bool:
    return any(address in ipaddress.ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES)


def _parsed(text: str) -> IPAddress | None:
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
