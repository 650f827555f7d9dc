"""Program rules: which version each student stands under, what another would change, and setting new ones."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.move_to_rules import move_to_rules
from accreditation.actions.set_program_rules import set_program_rules
from accreditation.dossier import ProgramRules
from accreditation.forms.program_rules import RulesForm
from accreditation.queries.completion import consequences, trained
from accreditation.queries.program_rules import page_rules, rule_set_called, rule_sets_of, rules_of
from accreditation.rules.records import places_shared_with
from assessments.api import assessments_of
from curriculum.api import cohort_called, programs, roster
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import Invalid, Refusal

LOOKED_AT, WHY = "Program rules and completion", "Running the cohort"


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
def rules(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Every version of the program's rules, and who stands under which."""
    places = places_shared_with(request.user, roster(cohort))
    under, done = rules_of(places), trained(places)
    _disclose(request, cohort, places)
    context = {
        "cohort": cohort, "page_rules": page_rules(cohort.program), "rule_sets": rule_sets_of(cohort.program),
        "rows": [(place, under[place.public_id], place.public_id in done) for place in places],
        "may_move": request.user.has_perm("accreditation.move_to_rules", cohort),
        "may_set": request.user.has_perm("accreditation.set_program_rules", cohort.program),
    }  # fmt: skip
    return render(request, "accreditation/schemes/rules.html", context)


@access.may("accreditation.move_to_rules", subject=lambda cohort: cohort_called(cohort))
def move(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Who gains or loses what under other rules; then, with a reason, the move."""
    asked = request.POST if request.method == "POST" else request.GET
    rule_set = rule_set_called(asked.get("to", ""))
    if rule_set is None or rule_set.program_id != cohort.program_id:
        messages.error(request, "Choose the rules to move to first.")
        return redirect("cohorts:rules", cohort=cohort.slug)
    wanted = set(asked.getlist("place"))
    places = [place for place in roster(cohort) if place.public_id in wanted]
    problem, reason = "", asked.get("reason", "")
    if request.method == "POST":
        try:
            move_to_rules(enrollments=places, rule_set=rule_set, reason=reason, by=request.user)
        except Refusal as refused:
            problem = refused.sentence
        else:
            messages.success(request, f"Moved to rules {rule_set.number}.")
            return redirect("cohorts:rules", cohort=cohort.slug)
    rows = consequences(places, rule_set.values, local_date(now(), cohort.campus.time_zone))
    _disclose(request, cohort, places)
    context = {"cohort": cohort, "rule_set": rule_set, "rows": rows, "problem": problem, "reason": reason}
    return render(request, "accreditation/schemes/move.html", context, status=422 if problem else 200)


@access.may("accreditation.set_program_rules", subject=lambda program: programs().filter(slug=program).first())
def program_rules(request: HttpRequest, program: Any) -> HttpResponse:
    """Set the program's next version of rules."""
    newest = rule_sets_of(program).first()
    initial = asdict(newest.values if newest else page_rules(program))
    assessments = [(page.slug, page.title) for page in assessments_of(program)]
    initial["in_force_from"] = local_date(now(), request.user.time_zone)
    form = RulesForm(request.POST if request.method == "POST" else None, initial=initial, assessments=assessments)
    if form.is_valid():
        values = dict(form.cleaned_data)
        reason, in_force_from = values.pop("reason"), values.pop("in_force_from")
        try:
            made = set_program_rules(program=program, rules=ProgramRules(**values), in_force_from=in_force_from, reason=reason, by=request.user)
        except Invalid as refused:
            form.add_error(None, refused.sentences)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Rules {made.number} are set.")
            return redirect("cohorts:program_rules", program=program.slug)
    context = {"program": program, "form": form, "rule_sets": rule_sets_of(program), "page_rules": page_rules(program)}
    return render(request, "accreditation/schemes/program_rules.html", context, status=422 if form.is_bound else 200)


def _disclose(request: HttpRequest, cohort: Any, places: list[Any]) -> None:
    owners = [place.student.public_id for place in places]
    record_disclosures(viewer=request.user, owners=owners, what=LOOKED_AT, purpose=WHY, campus=cohort.campus.slug)
