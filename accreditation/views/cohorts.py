"""What coordinators see: their cohorts, and a student's record; each cohort's board is in ``views.board``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.models import PacketKind
from accreditation.queries.board_home import board_home
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.queries.packets import open_applications
from accreditation.queries.readiness import by_actor
from accreditation.rules.records import campuses_coordinated
from accreditation.schemes import scheme_for
from accreditation.views.board import GROUPS
from accreditation.views.record import record_context
from curriculum.api import cohorts_visible_to, enrollment_called, flags_of, seal_ended_sessions
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.clock import local_date, now
from lms.jobs.api import enqueue


@access.may("accreditation.view_board")
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts of one's campuses."""
    visible = cohorts_visible_to(request.user).select_related("campus", "program")
    home = board_home(list(visible), request.user)
    shown = {due.student for due, _student in home.dues if due.student}
    record_disclosures(viewer=request.user, owners=shown, what="Deadlines of applications", purpose="Running the cohort")
    return render(
        request,
        "accreditation/cohorts.html",
        {
            "home": home,
            "may_open": request.user.has_perm("curriculum.manage_cohort"),
            "may_decide": request.user.has_perm("accreditation.decide_correction"),
            "may_handle": request.user.has_perm("accreditation.handle_hours_dispute"),
            "may_issue": request.user.has_perm("accreditation.issue_certificate"),
            "may_supervise": request.user.has_perm("accreditation.keep_practice"),
            "sharing": campuses_coordinated(request.user),
            "may_approve_attorney": request.user.has_perm("accreditation.approve_attorney"),
        },
    )


@access.may("accreditation.view_board", subject=lambda enrollment: enrollment_called(enrollment))
def student(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """One student's record, as the student sees it, and the patterns of study worth a look. Reading it seals what ended first."""
    seal_ended_sessions(enrollment.student)
    record_disclosure(
        viewer=request.user, owner=enrollment.student.public_id, what="Record of hours", purpose="Running the cohort", campus=enrollment.cohort.campus.slug
    )
    may = {
        "may_export": request.user.has_perm("accreditation.build_packet", enrollment),
        "may_issue": request.user.has_perm("accreditation.issue_certificate", enrollment),
        "may_manage": request.user.has_perm("curriculum.manage_cohort", enrollment.cohort),
    }
    dossier = filing_dossier(enrollment, local_date(now(), enrollment.cohort.campus.time_zone))
    scheme = scheme_for(dossier)
    findings = scheme.findings(dossier)
    return render(
        request,
        "accreditation/student.html",
        {
            **record_context(enrollment.student, enrollment.cohort.campus),
            **may,
            "enrollment": enrollment,
            "flags": flags_of(enrollment, request.user),
            "findings": findings,
            "groups": [(actor, GROUPS[actor], found) for actor, found in by_actor(findings, "coordinator")],
            "scheme": scheme,
            "entries_at": f"{request.path}entries/",
            "topics_at": f"{request.path}topics/",
        },
    )


@access.may("accreditation.build_packet", subject=lambda enrollment: enrollment_called(enrollment))
@require_POST
def packet(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Have a packet built: a draft unless the final one is asked for, which is refused with a list when something is missing."""
    scheme = scheme_for(filing_dossier(enrollment, local_date(now(), enrollment.cohort.campus.time_zone)))
    payload = {"enrollment": enrollment.public_id, "scheme": scheme.key, "draft": request.POST.get("final") != "1"}
    application = open_applications([enrollment.public_id]).get(enrollment.public_id)
    if application is not None and request.user.has_perm("accreditation.build_application_packet", application):
        payload = {"application": application.public_id, "kind": PacketKind.DRAFT if payload["draft"] else PacketKind.FINAL}
    job = enqueue("accreditation.build_packet", payload, by=request.user.public_id, campus=enrollment.cohort.campus.slug)
    return redirect("jobs:job", job.public_id)
