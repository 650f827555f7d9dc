"""What the page shell shows on every page: navigation, account, support address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``. Costs no query beyond what the request has already read."""
    return {"support_email": settings.SUPPORT_EMAIL}
