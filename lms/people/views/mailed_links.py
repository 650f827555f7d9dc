"""The way in for people without an account: a link, a button, a code from their mail, then one page and nothing else.

The token is looked at once and then left behind, so that it stands in no referrer and no later log line. These pages keep the site's own
Referrer-Policy: under ``no-referrer`` a browser names no origin with a form, and the form is refused.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.core import access
from lms.core.errors import Refusal
from lms.people.actions.link_codes import enter_code, send_code
from lms.people.link_access import let_in
from lms.people.link_purposes import link_purposes
from lms.people.models import MailedLink
from lms.people.queries.mailed_links import link_with_token, usable_link

SHOWN = "mailed_link"  # the link whose token this browser has shown


@access.public
@never_cache
@require_safe
def arrive(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    """Remember which link was shown, and go on without the token. Nothing is done and nothing is sent: mail scanners open links too."""
    link = link_with_token(token)
    if link is None or link.purpose != purpose:
        return _gone(request)
    request.session[SHOWN] = link.public_id
    return redirect("people:link_door")


@access.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """A button that sends the code; then the field that takes it."""
    link = usable_link(request.session.get(SHOWN, ""))
    if link is None:
        return _gone(request)
    if request.method != "POST":
        return _page(request, link)
    try:
        if "code" not in request.POST:
            send_code(link=link)
            return _page(request, link, was_sent=True)
        enter_code(link=link, code=request.POST["code"])
    except Refusal as refusal:
        return _page(request, link, was_sent=True, refusal=refusal.sentence, status=refusal.status, typed=request.POST.get("code", ""))
    let_in(request, link)
    return redirect(link_purposes.get(link.purpose).opens)


def _page(request: HttpRequest, link: MailedLink, *, status: int = 200, **more: Any) -> HttpResponse:
    facts = {"link": link, "purpose": link_purposes.get(link.purpose), **more}
    return render(request, "people/mailed_link.html", facts, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    response = render(request, "people/mailed_link_gone.html", status=404)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
