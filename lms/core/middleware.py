"""What every request passes through that knows nothing of the domain."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDictKeyError

from lms.core.errors import NotFound, Refusal
from lms.core.operations.request_ids import request_id


class RefusalMiddleware:
    """Turns a ``Refusal`` raised by a view into its page, or into JSON for scripts that ask for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, MultiValueDictKeyError):
            error = Refusal(f"The form you sent is incomplete: “{error.args[0]}” is missing. Reload the page and try again.", code="incomplete")
        if not isinstance(error, Refusal):
            return None
        if wants_json(request):
            return JsonResponse({"error": error.code, "sentence": error.sentence}, status=error.status)
        if isinstance(error, NotFound):
            return render(request, "404.html", status=404)
        context = {"refusal": error, "request_id": request_id() if error.status >= 500 else ""}
        return render(request, "refusal.html", context, status=error.status)


class SignedOutMiddleware:
    """Tells a script in JSON that nobody is signed in any more (401); people are sent to the sign-in page by what comes after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object) -> HttpResponse | None:
        if request.user.is_authenticated or not wants_json(request) or not getattr(view, "login_required", True):
            return None
        return JsonResponse({"error": "signed_out", "sentence": "You are signed out. Sign in again."}, status=401)


class NoStoreMiddleware:
    """No page is kept by shared computers' caches, a visitor's neither: some are opened by a link that stands for a person (AU-13).

    A view that says otherwise has its reason in ``tests/security/test_headers.py``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class TimeZoneMiddleware:
    """Shows times in the zone of the person's campus (``user.time_zone``); UTC for visitors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", None) if request.user.is_authenticated else None
        with timezone.override(ZoneInfo(zone) if zone else None):
            return self.get_response(request)


class LanguageMiddleware:
    """Screens in the language that was chosen in this browser; what a browser merely prefers decides nothing.

    A catalog that has begun leaves some sentences in English, and nobody should meet that mixture unasked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return self.get_response(request)


def wants_json(request: HttpRequest) -> bool:
    """True for scripts: they ask for JSON and do not accept HTML."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted
