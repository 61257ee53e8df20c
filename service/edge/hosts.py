"""Hosts: which names a request may be for while nobody needs a key.

A page of another site can make its own name lead to the loopback address (DNS rebinding); a browser
then takes this service for that site and lets the page read and write here. Its requests still say
which name they are for. A proxy of this machine that passes on what others ask is known by it too.
"""

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from service.errors import Problem


@lru_cache(maxsize=1_000)  # asked with every request, of few
def is_loopback(host: str) -> bool:
    """Tell whether a name or an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_near(host: str) -> bool:
    """Tell whether a name is this machine's, or has no dot, as none has that others can be led by."""
    return is_loopback(host) or ("." not in host and ":" not in host)


def refusal(scope: Scope) -> Problem | None:
    """Return why a request without a key can't pass, None if it can.

    It can't if it comes from this machine and is for a name of the internet, or another address.
    """
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return None
    given = Headers(scope=scope).get("Host", "")
    name = _name(given)
    if not given or (name and _is_near(name)):  # a browser always says it
        return None
    detail = (
        f"Nobody needs a key here, so only this machine may call, as localhost or 127.0.0.1; this is "
        f"for {given[:200]!r}. Make a key with `hasila keys create`, or start the service with --open."
    )
    return Problem(421, "misdirected", detail)


@lru_cache(maxsize=1_000)
def _name(host: str) -> str:
    """Return the name or the address without the port; "" for what is no host."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
