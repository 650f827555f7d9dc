"""Pages that only a campus's token opens, for other programs. A session is no token: a browser that is signed in finds nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.core import access
from lms.core.errors import Refusal
from lms.core.limits import PerMinute
from lms.people.models import ApiToken
from lms.people.queries.api_tokens import api_token_with

A_MINUTE = 120
_asked = PerMinute("api", A_MINUTE)


def by_api_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The view receives the token, and answers in JSON; so does every refusal."""

    @access.public
    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, **route: Any) -> HttpResponseBase:
        token = _token_of(request)
        if token is None:
            response = _refused(401, "no_token", "Send a token of your campus that is still in force: “Authorization: Bearer …”.")
            response["WWW-Authenticate"] = "Bearer"
            return response
        if not _asked.allows(token.pk):
            response = _refused(429, "too_often", f"At most {A_MINUTE} requests a minute. Wait a minute and go on.")
            response["Retry-After"] = "60"
            return response
        try:
            return view(request, token, **route)
        except Refusal as refusal:
            return _refused(refusal.status, refusal.code, refusal.sentence)

    return guarded


def _token_of(request: HttpRequest) -> ApiToken | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return api_token_with(secret.strip()) if scheme.lower() == "bearer" else None


def _refused(status: int, code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"error": code, "sentence": sentence}, status=status)
