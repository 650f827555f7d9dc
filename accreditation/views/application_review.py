"""The officer's review: point by point, before anything is filed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.review_packet import keep_review, mark_ready, return_packet, take_over
from accreditation.models import Application
from accreditation.packets.reading import reading_of
from accreditation.policies.checklist import changed_ticks, standing_ticks
from accreditation.queries.applications import application_called, legal_names_of
from accreditation.queries.reviews import accepted_in, open_review_of
from curriculum.api import enrollment_called
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal


@access.may("accreditation.review_application", subject=lambda application: application_called(application))
def review(request: HttpRequest, application: Application) -> HttpResponse:
    """Keep what is confirmed, return the packet with a reason, or mark it ready to file."""
    if application.state != "ready_for_ao":
        raise NotFound
    record_disclosure(viewer=request.user, owner=application.student, what="Packet under review", purpose="Officer’s review", campus=application.campus)
    sentences: list[str] = []
    if request.method == "POST":
        try:
            return _acted(request, application)
        except Refusal as refused:
            sentences = getattr(refused, "sentences", [refused.sentence])
    return render(request, "accreditation/applications/review.html", _context(request, application, sentences), status=422 if sentences else 200)


def _acted(request: HttpRequest, application: Application) -> HttpResponse:
    """What was ticked and typed is kept first, whatever comes of the rest."""
    if request.POST.get("decision") == "take_over":
        take_over(application=application, by=request.user)
        messages.success(request, "You read this packet now. Confirm each point yourself.")
        return redirect("applications:review", application.public_id)
    accepted = {key.removeprefix("reason-"): text for key, text in request.POST.items() if key.startswith("reason-")}
    ticked = {key: read for key, _, read in (value.partition(":") for value in request.POST.getlist("tick"))}
    keep_review(application=application, ticked=ticked, accepted=accepted, by=request.user)
    decision = request.POST.get("decision")
    if decision == "return":
        return_packet(application=application, reason=request.POST.get("answer", ""), by=request.user)
        messages.success(request, "Returned to the coordinator with your reason.")
    elif decision == "ready":
        mark_ready(application=application, by=request.user)
        messages.success(request, "Ready to file. Record the filing once both have signed, it is served on USCIS, and it is sent.")
    else:
        messages.success(request, "Kept.")
        return redirect("applications:review", application.public_id)
    return redirect("applications:application", application.public_id)


def _context(request: HttpRequest, application: Application, sentences: list[str]) -> dict[str, object]:
    open_review = open_review_of(application)
    reader = open_review.officer if open_review else ""
    names = legal_names_of([application.student, reader])
    reading, ticks = reading_of(application), open_review.ticks if open_review else {}
    standing, changed = standing_ticks(ticks, reading.reads), changed_ticks(ticks, reading.reads)
    reasons = accepted_in(open_review) if open_review else {}
    items = [
        {"item": item, "is_ticked": item.key in standing, "is_changed": item.key in changed, "reason": reasons.get(item.key, "")} for item in reading.items
    ]
    return {
        "application": application, "items": items, "sentences": sentences, "answer": request.POST.get("answer", ""),
        "name": names.get(application.student, ""), "reader": names.get(reader, "Somebody who left"), "is_anothers": reader not in ("", _id_of(request)),
        "enrollment": enrollment_called(application.enrollment) if application.enrollment else None,
    }  # fmt: skip


def _id_of(request: HttpRequest) -> str:
    return request.user.public_id  # type: ignore[union-attr, no-any-return]
