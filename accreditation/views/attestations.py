"""The second person's word on what a student stated about their own study."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from curriculum.api import approve_attestation, attestation_called, decline_attestation
from lms.core import access
from lms.core.errors import Invalid, Refusal


@access.may("curriculum.decide_attestation", subject=lambda attestation: attestation_called(attestation))
@require_POST
def decide_attestation(request: HttpRequest, attestation: Any) -> HttpResponse:
    """Approve or decline one."""
    answer = request.POST.get("answer", "")[:1000]
    try:
        if request.POST.get("decision") == "approve":
            approve_attestation(attestation=attestation, answer=answer, by=request.user)
            messages.success(request, "Approved. The minutes stand in the student’s record, with their reason and your name.")
        elif request.POST.get("decision") == "decline":
            decline_attestation(attestation=attestation, answer=answer, by=request.user)
            messages.success(request, "Declined. The student reads your answer.")
        else:
            raise Invalid("Choose “Approve” or “Decline”.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("cohorts:approvals")
