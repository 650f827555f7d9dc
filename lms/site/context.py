"""What the page shell shows on every page: navigation, account, support address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lms.core import navigation
from lms.people.api import enters_wagtail


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``. Costs no query beyond the person and the memberships the request has already read."""
    context: dict[str, Any] = {"support_email": settings.SUPPORT_EMAIL, "theme": _theme(request)}
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        context["navigation"] = navigation.items_for(person, request.path)
        urls = {"profile": reverse("people:profile"), "cms": reverse("wagtailadmin_home") if enters_wagtail(person) else ""}
        context["account"] = {"name": person.display_name, "email": person.email, "role_labels": person.role_labels, "urls": urls}
    return context


def _theme(request: HttpRequest) -> str:
    """What ``theme.js`` kept in this browser, under the name that it takes over TLS."""
    chosen = request.COOKIES.get("__Host-pathway_theme" if request.is_secure() else "pathway_theme")
    return chosen if chosen in ("light", "dark") else "system"
