"""The packets of a whole cohort, as one piece of background work."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.models import PacketKind
from curriculum.api import cohort_called, roster
from lms.core import access
from lms.jobs.api import enqueue


@access.may("accreditation.export_records", subject=lambda cohort: cohort_called(cohort))
def packets(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Have a packet built for each student: drafts, or those to file, where the others are listed with what they lack."""
    if request.method == "POST":
        kind = PacketKind.FINAL if request.POST.get("act") == PacketKind.FINAL else PacketKind.DRAFT
        job = enqueue("accreditation.build_packets", {"cohort": cohort.slug, "kind": str(kind)}, by=request.user, campus=cohort.campus.slug)
        return redirect("jobs:job", job.public_id)
    return render(request, "accreditation/cohort_packets.html", {"cohort": cohort, "students": len(roster(cohort))})
