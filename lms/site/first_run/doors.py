"""Who gets to the pages of the set-up: the browser that took the link, while nobody can administer the installation."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lms.core import access
from lms.core.errors import NotFound
from lms.people.api import SetupLink, has_administrator, open_setup_link, take_setup_link

SHOWN, TAKEN = "setup_link_shown", "setup_link_taken"  # in the session: public ids of links
_NEVER_SHOWN_AGAIN = ("csrfmiddlewaretoken", "password", "password_again", "privacy_version", "accepts_privacy")


def by_setup_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The view is reached with a link that this browser took; nothing is here once there is an administrator."""

    @access.public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if has_administrator():
            raise NotFound
        if taken_link(request) is None:
            return not_set_up(request, status=403)
        return view(request)

    return guarded


def taken_link(request: HttpRequest) -> SetupLink | None:
    """The link that this browser took, while it can be used."""
    return open_setup_link(request.session.get(TAKEN, ""))


def shown_link(request: HttpRequest) -> SetupLink | None:
    """The link that this browser opened and nobody has taken yet."""
    link = open_setup_link(request.session.get(SHOWN, ""))
    return link if link and link.taken_at is None else None


def take(request: HttpRequest, link: SetupLink) -> None:
    """From now on this browser sets the installation up. Raises ``Conflict`` when another one was first."""
    take_setup_link(link)
    request.session.cycle_key()  # whoever knew the session before does not come in with it
    request.session[TAKEN] = link.public_id
    del request.session[SHOWN]


def not_set_up(request: HttpRequest, *, status: int = 200, sentence: str = "") -> HttpResponse:
    """The plain page for who has no link; what they may have sent is shown to them again, so that it can be copied."""
    response = render(request, "site/first_run/not_set_up.html", {"sentence": sentence, "typed": typed(request)}, status=status)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form carried, by the words of its fields; never a password."""
    if request.method != "POST":
        return []
    fields = [(name.replace("_", " ").capitalize(), " ".join(request.POST.getlist(name))) for name in request.POST if name not in _NEVER_SHOWN_AGAIN]
    return [(label, text) for label, text in fields if text.strip()]
