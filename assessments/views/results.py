"""A student's own results."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.queries.own_results import imported_results, own_places
from lms.core import access
from lms.core.access import SignedInRequest


@access.signed_in
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """All of one's results that are released, what counts and why."""
    return render(request, "assessments/results.html", {"places": own_places(request.user), "imported": imported_results(request.user)})
