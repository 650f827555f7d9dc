"""A campus's tokens for other programs: making one, seeing it once, withdrawing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Refusal
from lms.people.actions.api_tokens import make_api_token, revoke_api_token
from lms.people.forms.api_tokens import ApiTokenForm
from lms.people.models import ApiToken, Campus
from lms.people.queries.api_tokens import api_token_called, api_tokens_of
from lms.people.queries.people import campus_called


@access.may("people.manage_api_tokens", subject=campus_called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_tokens(request: SignedInRequest, campus: Campus) -> HttpResponse:
    """The secret of a new token is on the answer to its form, and nowhere else ever again."""
    form, made = ApiTokenForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = make_api_token(campus=campus, by=request.user, **form.cleaned_data)
            form = ApiTokenForm()
        except Refusal as refusal:  # shown beside what was typed
            form.add_error(None, refusal.sentence)
    facts = {"campus": campus, "form": form, "made": made, "tokens": api_tokens_of(campus)}
    return render(request, "people/api_tokens.html", facts, status=422 if form.errors else 200)


@access.may("people.manage_api_token", subject=api_token_called)
@require_POST
def revoke(request: SignedInRequest, token: ApiToken) -> HttpResponse:
    revoke_api_token(token=token, by=request.user)
    messages.success(request, f"The token “{token.name}” does not work any more.")
    return redirect("people:api_tokens", token.campus.slug)
