"""Pages that only a mailed link and its code open, for people without an account."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache

from lms.core import access
from lms.core.clock import now, to_ms
from lms.core.errors import NotFound
from lms.people.models import MailedLink
from lms.people.queries.mailed_links import usable_link

PROVEN = "mailed_links_proven"  # in the session, by purpose: the link whose code was given, and until when in milliseconds
STAY = timedelta(minutes=30)


def let_in(request: HttpRequest, link: MailedLink) -> None:
    """Remember that this browser gave the code of ``link``, for half an hour."""
    request.session.cycle_key()  # whoever knew the session before does not come in with it
    request.session[PROVEN] = {**request.session.get(PROVEN, {}), link.purpose: [link.public_id, to_ms(now() + STAY)]}


def proven_link(request: HttpRequest, purpose: str) -> MailedLink | None:
    """The link of ``purpose`` whose code this browser has given within half an hour, while it can be used."""
    public_id, until = request.session.get(PROVEN, {}).get(purpose, ("", 0))
    return usable_link(public_id) if to_ms(now()) < until else None


def by_mailed_link(purpose: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """For pages behind a link of ``purpose``: the view receives the link; without one there is nothing here."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @access.public
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, **route: Any) -> HttpResponse:
            link = proven_link(request, purpose)
            if link is None:
                raise NotFound("Open the link in your letter again; this page was open for half an hour.")
            return view(request, link, **route)

        return guarded

    return guard
