"""What a signed-in person must have done before anything else, and who passes the door of the Wagtail admin."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from lms.core.errors import NotFound
from lms.core.middleware import RefusalMiddleware, SignedOutMiddleware, wants_json
from lms.people import kept_forms, session_ends
from lms.people.queries.policies import owed_kinds
from lms.people.queries.second_factor import has_second_factor
from lms.people.rules import enters_wagtail, may_sign_in, needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
# Wagtail's own sign-in and reset know no second factor; its crash test is for its developers
CLOSED = ("wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_error_test")
ALWAYS_OPEN = {
    "account_logout", "account_reauthenticate", "people:privacy", "people:privacy_version", "people:terms", "people:terms_version", "people:accept_policies",
}  # fmt: skip


class Gate:
    """A condition on signed-in people; ``process_view`` runs once the route is known and before its view."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SessionEndMiddleware(Gate):
    """Ends a session that was left alone or has lasted its time; a form that came too late is kept for its owner (decision 122).

    It looks after the check for forged forms, so that nobody else's form is ever kept.
    """

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        sentence = session_ends.why_over(request.session)
        if not sentence:
            session_ends.note_activity(request.session)
            return None
        person, form = request.user, kept_forms.form_of(request, view)
        logout(request)
        messages.info(request, sentence)
        if form is not None:
            kept_forms.keep(request.session, person, form)
            return redirect_to_login(kept_forms.where_it_is_shown())
        return self._as_a_visitor(request, view)

    def _as_a_visitor(self, request: HttpRequest, view: Any) -> HttpResponse | None:
        """What stands before this one asked about the person; it is asked again about nobody."""
        if not getattr(view, "login_required", True):
            return None
        return SignedOutMiddleware(self.get_response).process_view(request, view, (), {}) or redirect_to_login(
            request.get_full_path() if request.method == "GET" else "/"
        )


class DemonstrationMiddleware(Gate):
    """Ends a demonstration account's session that reaches us from another machine (security.md, principle 15)."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_demonstration and not may_sign_in(request.user, request):
            logout(request)
        return self.get_response(request)


class WagtailDoorMiddleware(Gate):
    """The Wagtail admin, all of it: visitors sign in on our page first; for whom it is not meant, nothing is there.

    Asked of the memberships at every request, so that a role that ended closes the door at once.
    """

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not enters_wagtail(request.user) or _route(request).startswith(CLOSED):
            return RefusalMiddleware(self.get_response).process_exception(request, NotFound())
        return None


class SecondFactorMiddleware(Gate):
    """Roles that need a second factor set one up before anything else."""

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        name = _route(request)
        if not request.user.is_authenticated or name in ALWAYS_OPEN or name.startswith("mfa_"):
            return None
        if not needs_second_factor(request.user) or has_second_factor(request.user):
            return None
        return _send(request, reverse("mfa_index"), "Set up a second factor first. Open Pathway in your browser to do it.")


class PoliciesMiddleware(Gate):
    """The privacy notice and the terms of use in force are accepted before pages are shown.

    When a newer version holds, it is asked for between two pages only: what a person sends is still taken, and so are pieces that
    an open page fetches, for a form that is being filled in must not be lost to a notice. Only who never accepted any version may
    send nothing. It costs no query: the versions in force come with the person (``SignInBackend``).
    """

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        name = _route(request)
        if not request.user.is_authenticated or name in ALWAYS_OPEN or name.startswith("mfa_"):
            return None
        if not owed_kinds(request.user):
            return None
        if request.user.privacy_version and not _is_a_page(request):
            return None
        where = reverse("people:accept_policies")
        return _send(request, where, "Read and accept the privacy notice and the terms of use first. Open Pathway in your browser to do it.")


def _is_a_page(request: HttpRequest) -> bool:
    """True for a request that puts a new page in place of the one before."""
    return request.method in ("GET", "HEAD") and not wants_json(request) and not request.headers.get("HX-Request")


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _send(request: HttpRequest, where: str, sentence: str) -> HttpResponse:
    """To ``where`` and back afterwards; scripts are told in a sentence, htmx follows with the whole page."""
    if wants_json(request):
        return JsonResponse({"error": "not_ready", "sentence": sentence}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return HttpResponseRedirect(f"{where}?{urlencode(back)}" if back else where)
