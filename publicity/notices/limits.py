"""How often one connection may ask for something costly, without an account.

A village often shares one address, so the limits are wide; whoever holds a whole network of the
new addresses (IPv6) counts as one connection.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Address, ip_network

from django.core.cache import cache
from django.http import HttpRequest

AN_HOUR = 60 * 60  # seconds
NETWORK = 64  # bits of an IPv6 address that one customer is given


def connection_of(request: HttpRequest) -> str:
    """Give what counts as one connection: an address, or the network of an IPv6 address."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        six = IPv6Address(address)
    except AddressValueError:
        return address
    if six.ipv4_mapped is not None:
        return str(six.ipv4_mapped)
    return str(ip_network((int(six), NETWORK), strict=False))


def count(what: str, request: HttpRequest) -> int:
    """Count one more in this hour, and give how many there were with it."""
    key = _key(what, request)
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended, or the cache was emptied, between the two lines
        cache.set(key, 1, AN_HOUR)
        return 1


def uncount(what: str, request: HttpRequest) -> None:
    """Take one back that turned out harmless."""
    try:
        cache.decr(_key(what, request))
    except ValueError:
        return  # nothing is counted any more


def _key(what: str, request: HttpRequest) -> str:
    return f"{what}:{connection_of(request)}"
