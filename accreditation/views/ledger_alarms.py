"""What is wrong with the ledger, and what was: for administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accreditation.queries.ledger_watch import recent_alarms
from lms.core import access


@access.may("accreditation.watch_ledger")
def alarms(request: HttpRequest) -> HttpResponse:
    """Each alarm with when it began and ended."""
    return render(request, "accreditation/hours/alarms.html", {"alarms": recent_alarms()})
