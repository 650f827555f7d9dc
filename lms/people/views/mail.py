"""Addresses that give our letters back: one's own, and those of the people whom one looks after."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core import access
from lms.core.access import SignedInRequest
from lms.people.actions.open_address import confirm_address, refuse_other_token, reopen_address, try_address
from lms.people.models import MailEvent
from lms.people.queries.mail_events import closed_addresses, mail_event_called


@access.may("people.list_people")
@require_safe
def bounced(request: SignedInRequest) -> HttpResponse:
    return render(request, "people/bounced.html", {"addresses": closed_addresses(request.user)})


@access.may("people.reopen_address", subject=mail_event_called)
@require_POST
def reopen(request: SignedInRequest, event: MailEvent) -> HttpResponse:
    reopen_address(event=event, by=request.user)
    messages.success(request, f"We write to {event.address} again. Letters that were held back are not sent by themselves: send them anew.")
    return redirect("people:bounced")


@access.signed_in
@require_POST
def try_own(request: SignedInRequest) -> HttpResponse:
    try_address(person=request.user)
    messages.success(request, _("We sent one letter to that address. Open the link in it within a day."))
    return redirect("people:profile")


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """The link's page shows a button only, for mail programs open links by themselves; the button opens the address."""
    if request.method == "POST":
        confirm_address(person=request.user, token=token)
        messages.success(request, _("We write to you again. Letters that were held back stand on your notices."))
        return redirect("people:profile")
    refuse_other_token(token=token, person=request.user)
    return render(request, "people/confirm_address.html")
