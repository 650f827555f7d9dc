"""Which machines stand before ours, and who asks behind them (``TRUSTED_PROXIES``)."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

SOCKET = "unix"  # a proxy that comes by a socket file has no address


def comes_from_proxy(request: HttpRequest) -> bool:
    """Whether the machine that connected to us is one of ``TRUSTED_PROXIES``."""
    address = request.META.get("REMOTE_ADDR", "")
    if not address:
        return SOCKET in settings.TRUSTED_PROXIES
    return is_within(address, tuple(settings.TRUSTED_PROXIES))


def asking_address(request: HttpRequest) -> str:
    """Who asks: the machine that connected, or whom a trusted proxy names last in ``X-Forwarded-For``; empty when nobody can tell.

    Further names in that header were written by whoever asked and are worth nothing.
    """
    if not comes_from_proxy(request):
        return str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()


def is_within(address: str, named: tuple[str, ...]) -> bool:
    """Whether ``address`` is one of the addresses and networks ``named``; what is no address is in none."""
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    return any(asked in network for network in _networks(named))


@lru_cache(maxsize=8)
def _networks(named: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    return [ip_network(one, strict=False) for one in named if one != SOCKET]
