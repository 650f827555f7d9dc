"""A cohort's time: its dates, one by one or spread over its weeks, its campus' holidays, and a walk through it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from curriculum.actions.keep_holidays import add_holiday, remove_holiday
from curriculum.actions.set_plan import Dates, set_plan, set_prerequisites_bind
from curriculum.actions.walk import begin_walk, end_walk
from curriculum.forms.plan import HolidayForm, SpreadForm, WalkForm
from curriculum.models import Holiday
from curriculum.queries.cohorts import cohort_called
from curriculum.queries.plan import PlanGroup, plan_groups, spread_plan
from curriculum.queries.walks import SESSION_KEY
from lms.core import access
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted
from lms.people.api import campus_called

SALT = "curriculum.spread"
SPREAD_SECONDS = 60 * 60


@access.may("curriculum.plan_cohort", subject=lambda cohort: cohort_called(cohort))
def plan(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Every page of the program with its dates; POST keeps them."""
    groups, faults, status = plan_groups(cohort), [], 200
    if request.method == "POST":
        try:
            dates = _posted(request, groups)
            with transaction.atomic():  # both or neither
                set_prerequisites_bind(cohort=cohort, bind="prerequisites" in request.POST, by=request.user)
                changed = set_plan(cohort=cohort, dates=dates, by=request.user)
        except Refusal as refused:
            faults, status = refused.sentences if isinstance(refused, Invalid) else [refused.sentence], refused.status
        else:
            messages.success(request, f"Saved. {counted(changed, 'page')} changed.")
            return redirect("enrollments:plan", cohort=cohort.slug)
    context = {"cohort": cohort, "groups": groups, "faults": faults, "spread": SpreadForm()}
    return render(request, "curriculum/plan.html", context, status=status)


def _posted(request: HttpRequest, groups: list[PlanGroup]) -> dict[int, Dates]:
    """What was typed, which also stays on the page. Raises ``Invalid`` for what is no date."""
    dates, faults = {}, []
    for row in (row for group in groups for row in (group.module, *group.rows)):
        try:
            opens, due = (_date(request.POST.get(f"{name}-{row.pk}", "")) for name in ("opens", "due"))
        except ValueError:
            faults.append(f"A date of “{row.title}” is no date. Write it as 2026-10-03.")
            continue
        row.opens_on, row.due_on = opens, due
        dates[row.pk] = Dates(opens, due)
    if faults:
        raise Invalid(*faults)
    return dates


def _date(text: str) -> date | None:
    if not text.strip():
        return None
    found = parse_date(text.strip())
    if found is None:
        raise ValueError(text)
    return found


@access.may("curriculum.plan_cohort", subject=lambda cohort: cohort_called(cohort))
def spread(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Due dates spread over the weeks: first how they would be, then, once confirmed, those very dates."""
    form = SpreadForm(request.POST or request.GET or None)
    if "confirmed" in request.POST:
        return _keep_spread(request, cohort)
    rows: list[Any] = []
    if form.is_valid():
        try:
            rows = spread_plan(cohort, form.cleaned_data["weekday"])
        except ValueError:
            form.add_error(None, "Every day of the cohort is a holiday, so nothing can be due. Look at the holidays.")
    signed = signing.dumps([(row.pk, due.isoformat()) for row, due in rows], salt=SALT, compress=True)
    context = {"cohort": cohort, "form": form if form.is_bound else SpreadForm(), "rows": rows, "signed": signed}
    return render(request, "curriculum/spread.html", context, status=422 if form.errors else 200)


def _keep_spread(request: HttpRequest, cohort: Any) -> HttpResponse:
    try:
        shown = {pk: date.fromisoformat(due) for pk, due in signing.loads(request.POST["confirmed"], salt=SALT, max_age=SPREAD_SECONDS)}
        present = {row.pk: row for group in plan_groups(cohort) for row in group.rows}
        # a page that was unpublished since has no dates any more; opening dates stay
        dates = {pk: Dates(present[pk].opens_on, due) for pk, due in shown.items() if pk in present}
        changed = set_plan(cohort=cohort, dates=dates, by=request.user)
    except signing.BadSignature:
        messages.error(request, "That preview is older than an hour. Look at it again first.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"Saved. {counted(changed, 'due date')} changed.")
    return redirect("enrollments:plan", cohort=cohort.slug)


@access.may("curriculum.manage_cohort", subject=lambda campus: campus_called(campus))
def holidays(request: HttpRequest, campus: Any) -> HttpResponse:
    """The campus' holidays; POST adds one, or removes the one it names."""
    if removed := parse_date_or_none(request.POST.get("remove", "")):
        remove_holiday(campus=campus, on=removed, by=request.user)
        messages.success(request, "Removed. Due dates stay where they are.")
        return redirect("enrollments:holidays", campus=campus.slug)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_holiday(campus=campus, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Added.")
            return redirect("enrollments:holidays", campus=campus.slug)
    context = {"campus": campus, "holidays": Holiday.objects.filter(campus=campus), "form": form}
    return render(request, "curriculum/holidays.html", context, status=422 if form.is_bound else 200)


def parse_date_or_none(text: str) -> date | None:
    """A date as forms send it; ``None`` for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


@access.may("curriculum.plan_cohort", subject=lambda cohort: cohort_called(cohort))
@require_POST
def begin(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Begin a walk through the course, on a day."""
    form = WalkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the day on which you look at the course.")
        return redirect("enrollments:calendar", cohort=cohort.slug)
    try:
        facts = begin_walk(cohort=cohort, on=form.cleaned_data["on"], by=request.user)
    except Invalid as refused:
        messages.error(request, refused.sentence)
        return redirect("enrollments:calendar", cohort=cohort.slug)
    request.session[SESSION_KEY] = facts
    return redirect(facts["url"])


@access.signed_in
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the walk; pressing it without one changes nothing."""
    facts = request.session.pop(SESSION_KEY, None)
    if facts is None:
        return redirect("/")
    end_walk(facts=facts, by=request.user)
    messages.success(request, "The walk-through has ended.")
    return redirect("enrollments:calendar", cohort=facts["cohort"])
