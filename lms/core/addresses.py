"""Where a request comes from."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address behind the trusted proxies (``ALLAUTH_TRUSTED_PROXY_COUNT``); what the visitor writes into a header counts for nothing."""
    address: str | None = get_client_ip(request)
    return address
