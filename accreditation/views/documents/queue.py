"""Documents that wait for a second person: the queue, one document, deciding one or several."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.base import READERS
from accreditation.models import Evidence
from accreditation.queries.evidence import documents, evidence_called
from accreditation.queries.evidence_asked import as_staff_see
from accreditation.queries.evidence_queue import PER_PAGE, STATES, listed_documents, next_waiting, queued
from accreditation.queries.evidence_story import story_of
from accreditation.rules.evidence import evidence_verified_by, organizations_of
from curriculum.api import cohorts_visible_to
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.errors import Conflict, Invalid, NotFound, Refusal
from lms.core.wording import counted

PURPOSE = "Verifying documents"


@access.may("accreditation.view_documents")
def queue(request: HttpRequest) -> HttpResponse:
    """Documents in one state, those that wait first; filtered by cohort and kind. Seeing the list is a disclosure."""
    cohorts = list(cohorts_visible_to(request.user).select_related("campus"))
    asked = {name: request.GET.get(name, "") for name in ("cohort", "kind", "state")}
    asked["state"] = asked["state"] if asked["state"] in STATES else STATES[0]
    cohort = next((one for one in cohorts if one.slug == asked["cohort"]), None)
    kind = asked["kind"] if asked["kind"] in evidence_kinds else ""
    found = listed_documents(request.user, cohort=cohort, kind=kind, state=asked["state"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = queued(list(page.object_list), request.user)
    record_disclosures(viewer=request.user, owners=[one.document.evidence.student for one in rows], what="Documents that wait to be verified", purpose=PURPOSE)
    context = {
        "rows": rows, "page": page, "asked": asked, "cohorts": cohorts, "kinds": list(evidence_kinds), "states": STATES,
        "query": urlencode(asked) + "&", "organizations": organizations_of(request.user, *READERS),
    }  # fmt: skip
    return render(request, "accreditation/documents/queue.html", context)


@access.may("accreditation.verify_evidence")
@require_POST
def verify_several(request: HttpRequest) -> HttpResponse:
    """Verify the chosen ones, each on its own: one that cannot be verified any more stops none of the others."""
    chosen = evidence_verified_by(request.user).filter(public_id__in=request.POST.getlist("document")[:PER_PAGE])
    verified, left = 0, []
    for evidence in chosen.order_by("pk"):
        try:
            verify_evidence(evidence=evidence, by=request.user)
            verified += 1
        except Refusal as refused:
            left.append(refused.sentence)
    if not verified and not left:
        messages.error(request, "Choose documents first. Your own uploads are verified by somebody else.")
    if verified:
        messages.success(request, f"{counted(verified, 'document')} verified.")
    for sentence in left:
        messages.error(request, sentence)
    return redirect("evidence:queue")


@access.may("accreditation.view_evidence", subject=lambda document: evidence_called(document))
def document(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """One document as the people of the campus see it. Each look at a student's is a disclosure."""
    _refuse_own(request, evidence)
    return _shown(request, evidence)


def _shown(request: HttpRequest, evidence: Evidence, *, typed: str = "", refused: str = "", status: int = 200) -> HttpResponse:
    found = as_staff_see(documents([evidence])[0])
    row = queued([evidence], request.user)[0]
    record_disclosure(viewer=request.user, owner=evidence.student, what=f"Document: {found.kind.title}", purpose=PURPOSE, campus=evidence.campus)
    context = {
        "document": found, "row": row, "story": story_of(evidence), "typed": typed, "refused": refused,
        "sees_names": request.user.has_perm("accreditation.see_other_names", evidence),
        "may_verify": found.is_open and request.user.has_perm("accreditation.verify_evidence", evidence),
        "may_change": found.is_open and request.user.has_perm("accreditation.change_evidence", evidence),
        "may_open": bool(evidence.file) and found.state != "purged" and (found.state != "withdrawn" or evidence.uploaded_by != evidence.student),
        "next": next_waiting(request.user, evidence),
    }  # fmt: skip
    return render(request, "accreditation/documents/look.html", context, status=status)


@access.may("accreditation.verify_evidence", subject=lambda document: evidence_called(document))
@require_POST
def decide(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Verify it or say why not, then on to the next one that waits."""
    reason = request.POST.get("reason", "")
    try:
        _decided(request, evidence, reason)
    except Refusal as refused:
        return _shown(request, evidence, typed=reason, refused=refused.sentence, status=refused.status)
    following = next_waiting(request.user, evidence)
    return redirect("evidence:document", following.public_id) if following else redirect("evidence:queue")


def _decided(request: Any, evidence: Evidence, reason: str) -> None:
    decision = request.POST.get("decision")
    if decision == "verify":
        verify_evidence(evidence=evidence, by=request.user)
        messages.success(request, "Verified.")
    elif decision == "reject":
        reject_evidence(evidence=evidence, reason=reason, by=request.user)
        messages.success(request, "Not accepted. Whoever handed it in reads your reason.")
    else:
        raise Invalid("Choose “Verify” or “Do not accept”.")


@access.may("accreditation.change_evidence", subject=lambda document: evidence_called(document))
@require_POST
def withdraw(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Take back what staff handed in."""
    _refuse_own(request, evidence)
    try:
        withdraw_evidence(evidence=evidence, by=request.user)
        messages.success(request, "Withdrawn. It does not count any more.")
    except Conflict as refused:
        messages.error(request, refused.sentence)
    return redirect("evidence:document", evidence.public_id)


def _refuse_own(request: Any, evidence: Evidence) -> None:
    """A student's own documents have pages of their own."""
    if evidence.student == request.user.public_id:
        raise NotFound
