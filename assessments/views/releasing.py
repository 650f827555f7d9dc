"""How one assessment is marked, how far, how markers agree, and the release of its results to a cohort."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assessments.actions.keep_marking import keep_marking_rules
from assessments.actions.release_results import release_results
from assessments.forms.marking import MarkingRulesForm
from assessments.grading.agreeing import agreement_on
from assessments.models import AssessmentPage
from assessments.queries.marking import assessment_called, results_by_cohort
from assessments.queries.waiting import rules_of
from curriculum.api import cohort_called
from lms.core import access
from lms.core.errors import NotFound, Refusal


@access.may("assessments.mark_assessment", subject=assessment_called)
def assessment(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """Settings of marking, agreement, cohorts."""
    form = MarkingRulesForm(request.POST if request.method == "POST" else None, instance=rules_of(page))
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        return redirect("teach:marking_of", page.public_id)
    rules = rules_of(page)
    context: dict[str, Any] = {
        "assessment": page, "form": form, "rules": rules, "agreement": agreement_on(page, request.user, rules.tolerance_percent),
        "cohorts": results_by_cohort(page, request.user),
    }  # fmt: skip
    found = context["agreement"]
    if found is not None:
        kappa = None if found.kappa is None else f"{float(found.kappa):.2f}"
        context |= {"exact_percent": int(found.exact * 100), "within_percent": int(found.within * 100), "kappa": kappa}
    return render(request, "assessments/marking_of.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: forms.ModelForm) -> bool:
    try:
        keep_marking_rules(rules=form.save(commit=False), by=request.user)
    except Refusal as refused:
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, "Saved. It holds for answers that are marked from now on.")
    return True


@access.may("assessments.mark_assessment", subject=assessment_called)
@require_POST
def release(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """Release the results to the cohort that the form names."""
    cohort = cohort_called(request.POST.get("cohort", "").replace("\0", ""))
    if cohort is None:
        raise NotFound
    try:
        release_results(assessment=page, cohort=cohort, by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"Released to {cohort.name}. Students whose answers are marked are told.")
    return redirect("teach:marking_of", page.public_id)
