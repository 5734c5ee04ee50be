"""Does a page outside answer? One careful question: no address inside a network, no long wait, no body read."""

import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import urljoin, urlsplit

from django.conf import settings

SOCKET_TIMEOUT, TOTAL_TIMEOUT = 8, 20  # seconds for one silence, and for one question as a whole
MAX_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
GONE, REFUSED, NO_HOST, SILENT = "gone", "refused", "no-host", "silent"


class AddressNotAllowed(Exception):
    """An address that this server must not ask: inside a network, or no web address at all."""


def probe(address: str, private=()) -> str:
    """The status as a number in words, or `refused`, `no-host`, `silent`.

    `private` names hosts with their port (`127.0.0.1:8001`) that may be asked although they are inside a network.
    """
    try:
        for method in ("HEAD", "GET"):
            status = _follow(method, address, private)
            if status < 400:
                break
        return str(status)
    except AddressNotAllowed:
        return REFUSED
    except socket.gaierror:
        return NO_HOST
    except (OSError, http.client.HTTPException, ValueError):
        return SILENT


def _follow(method, address, private) -> int:
    for _hop in range(MAX_REDIRECTS):
        status, onwards = _request(method, address, private)
        if status not in (301, 302, 303, 307, 308) or not onwards:
            return status
        address = urljoin(address, onwards)
    raise OSError("it leads round in circles")


def _request(method, address, private) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressNotAllowed
    port = parts.port or PORTS[parts.scheme]
    number = _resolve(parts.hostname, port, f"{parts.hostname}:{port}" in private)
    sock = socket.create_connection((number, port), timeout=SOCKET_TIMEOUT)
    end = threading.Timer(TOTAL_TIMEOUT, _shut_down, [sock])
    end.start()
    try:
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        talk = http.client.HTTPConnection(parts.hostname, port)
        talk.sock = sock  # the very number that was looked at: a name could lead elsewhere the second time
        path = urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() or "/"
        talk.request(method, path, headers={"User-Agent": f"link check of {settings.SITE_URL}", "Accept": "*/*"})
        answer = talk.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        end.cancel()
        sock.close()


def _resolve(host, port, allowed) -> str:
    """The number behind a name; raises AddressNotAllowed if any of its numbers is not on the open internet."""
    numbers = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    inside = any(not _is_public(number) for number in numbers)
    if not allowed and (inside or port not in PORTS.values()):
        raise AddressNotAllowed
    return numbers[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def _shut_down(sock) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:  # closed meanwhile
        return
