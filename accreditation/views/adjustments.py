"""Proposing an adjustment of a student's hours, and the second person's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.decide_adjustment import approve_adjustment, decline_adjustment
from accreditation.actions.propose_adjustment import AdjustmentFacts, propose_adjustment
from accreditation.forms.hours import AdjustmentForm
from accreditation.models import Adjustment
from accreditation.queries.adjustments import adjustment_called
from accreditation.views.corrections import approvals_page
from accreditation.views.deciding import approve_or_decline, sentences_of, typed_about, withdrawn
from curriculum.api import enrollment_called, topic_titles
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Refusal


@access.may("accreditation.propose_correction", subject=lambda enrollment: enrollment_called(enrollment))
def adjust(request: SignedInRequest, enrollment: Any) -> HttpResponse:
    """Add minutes or take them away, with a reason."""
    topics = sorted(topic_titles().items(), key=lambda topic: topic[1])
    tracks = [(track.slug, track.title) for track in enrollment.cohort.program.tracks.all()]
    form = AdjustmentForm(request.POST if request.method == "POST" else None, topics=topics, tracks=tracks)
    if form.is_valid():
        try:
            propose_adjustment(enrollment=enrollment, facts=_facts(form), reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refused:
            form.add_error(None, sentences_of(refused))
        else:
            messages.success(request, "Proposed. It counts once a second person approves it.")
            return redirect("cohorts:student", enrollment=enrollment.public_id)
    return render(request, "accreditation/hours/adjust.html", {"form": form, "enrollment": enrollment}, status=422 if form.is_bound else 200)


def _facts(form: AdjustmentForm) -> AdjustmentFacts:
    sign = 1 if form.cleaned_data["direction"] == "add" else -1
    said = {name: form.cleaned_data[name] for name in ("title", "track", "category", "mode", "occurred_on")}
    return AdjustmentFacts(**said, minutes=sign * form.cleaned_data["minutes"], topics={slug: sign * share for slug, share in form.shares.items()})


@access.may("accreditation.decide_hours", subject=lambda public_id: adjustment_called(public_id))
@require_POST
def decide(request: SignedInRequest, found: Adjustment) -> HttpResponse:
    """Approve or decline one."""
    done = approve_or_decline(
        request,
        lambda: approve_adjustment(adjustment=found, by=request.user),
        lambda answer: decline_adjustment(adjustment=found, answer=answer, by=request.user),
        approved="Approved. The entry stands in the student’s record.",
    )
    return redirect("cohorts:approvals") if done else approvals_page(request, typed_about(request, found))


@access.may("accreditation.withdraw_hours", subject=lambda public_id: adjustment_called(public_id))
@require_POST
def withdraw(request: SignedInRequest, found: Adjustment) -> HttpResponse:
    withdrawn(request, found)
    return redirect("cohorts:student", enrollment=found.enrollment)
