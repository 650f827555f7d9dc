"""Audits on the coordinator's side: opening, ending, and what was looked at."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.open_audit import open_audit
from accreditation.actions.revoke_audit import revoke_audit
from accreditation.forms.audits import AuditForm
from accreditation.models import Audit
from accreditation.queries.audits import audit_called, audits_board
from curriculum.api import cohort_called, enrollment_called, roster
from lms.core import access
from lms.core.errors import Invalid, Refusal


@access.may("accreditation.open_audit")
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every audit of one's campuses."""
    return render(request, "accreditation/audits/board.html", {"cards": audits_board(request.user)})


@access.may("accreditation.open_audit", subject=lambda cohort: cohort_called(cohort))
def of_cohort(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Open an audit of a cohort: the students in it now."""
    return _opened(request, cohort.name, places=list(roster(cohort).select_related("cohort__program")), cohort=cohort)


@access.may("accreditation.open_audit", subject=lambda enrollment: enrollment_called(enrollment))
def of_student(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Open an audit of one student."""
    return _opened(request, enrollment.student.legal_name, places=[enrollment])


def _opened(request: HttpRequest, subject: str, **of: Any) -> HttpResponse:
    form = AuditForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            audit = open_audit(**of, **form.cleaned_data, by=request.user)
        except Refusal as refused:
            for sentence in refused.sentences if isinstance(refused, Invalid) else [refused.sentence]:
                form.add_error(None, sentence)
        else:
            left_out = f" Left out for want of a consent: {audit.left_out}." if audit.left_out else ""
            messages.success(request, f"Audit {audit.label} is open, and the letter is on its way.{left_out}")
            return redirect("audits:board")
    return render(request, "accreditation/audits/new.html", {"form": form, "subject": subject}, status=422 if form.is_bound else 200)


@access.may("accreditation.keep_audit", subject=lambda audit: audit_called(audit))
@require_POST
def revoke(request: HttpRequest, audit: Audit) -> HttpResponse:
    """End an audit at once."""
    revoke_audit(audit=audit, by=request.user)
    messages.success(request, f"Audit {audit.label} is ended.")
    return redirect("audits:board")
