"""What somebody sent after their session had ended, for them to send again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import NotFound
from lms.people.kept_forms import KEY, kept_form


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest) -> HttpResponse:
    """The texts, and a button that sends them to where they were meant to go; a POST here throws them away."""
    kept = kept_form(request.session, request.user)
    if kept is None:
        raise NotFound("There is no form that waits to be sent.")
    if request.method == "POST":
        del request.session[KEY]
        return render(request, "people/kept_form_gone.html")
    return render(request, "people/kept_form.html", {"kept": kept})
