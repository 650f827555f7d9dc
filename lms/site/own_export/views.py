"""Asking for everything that is kept about oneself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from lms.core import access
from lms.core.access import SignedInRequest
from lms.jobs.api import enqueue
from lms.site.own_export.jobs import KIND


@access.signed_in
def export(request: SignedInRequest) -> HttpResponse:
    """What the archive holds; a POST has it written."""
    if request.method == "POST":
        return redirect("jobs:job", enqueue(KIND, {"language": get_language()}, by=request.user.public_id).public_id)
    return render(request, "site/own_export/ask.html")
