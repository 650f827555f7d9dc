"""The privacy notice, and accepting it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import NotFound
from lms.people.actions.accept_privacy_notice import accept_privacy_notice


@access.public
@require_safe
def notice(request: HttpRequest, version: str = "") -> HttpResponse:
    """The notice in force, or an earlier one by its version."""
    version = version or settings.PRIVACY_NOTICE_VERSION
    return render(request, "people/privacy_notice.html", {"version": version, "text": _text(version), "in_force": settings.PRIVACY_NOTICE_VERSION})


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedInRequest) -> HttpResponse:
    after = request.POST.get("next") or request.GET.get("next") or "/"
    if request.method == "POST":
        accept_privacy_notice(person=request.user, version=request.POST.get("version", ""))
        return redirect(after if after.startswith("/") and url_has_allowed_host_and_scheme(after, None) else "/")
    version = settings.PRIVACY_NOTICE_VERSION
    return render(request, "people/accept_privacy.html", {"version": version, "text": _text(version), "next": after})


def _text(version: str) -> str:
    """The template of that version; one file each, kept for as long as anybody's record names it."""
    name = f"people/privacy_notices/{version}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        raise NotFound from None
    return name
