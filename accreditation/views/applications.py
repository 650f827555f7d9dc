"""Applications as coordinators and officers keep them: the list, one application, its steps, and what is due."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.change_role import change_role, leave_organization
from accreditation.actions.move_application import move_application
from accreditation.actions.open_application import open_application, record_accreditation
from accreditation.application_forms import ChangeRoleForm, EarlierForm, LeaveForm, MoveForm, OpenForm
from accreditation.models import Application, SponsoringOrganization
from accreditation.policies.application_states import ACCREDITED, MOVES, OPEN, Move
from accreditation.queries.application_standing import standing_of
from accreditation.queries.applications import ApplicationRow, application_called, application_rows, legal_names_of, moves_of, timeline
from accreditation.queries.campus_days import today_of
from accreditation.queries.deadlines import dues_for
from accreditation.queries.packets import finals_to_file
from accreditation.queries.reviews import open_review_of
from accreditation.rules.applications import applications_read_by
from curriculum.api import enrollment_called
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.core.wording import bytes_said, counted, day

PURPOSE = "Keeping applications"
HORIZON_DAYS = 365
FILTERS = {"open": ("Open", OPEN), "accredited": ("Accredited", ACCREDITED), "all": ("All", None)}


class ApplicationStep:
    """A step of an application that a route names; it stands on the application's campus."""

    def __init__(self, application: Application, move: Move) -> None:
        self.application, self.move = application, move
        self.campus, self.student = application.campus, application.student


def step_called(application: str, move: str) -> ApplicationStep | None:
    found = application_called(application)
    return ApplicationStep(found, MOVES[move]) if found and move in MOVES else None


@access.may("accreditation.view_application")
def listing(request: HttpRequest) -> HttpResponse:
    """The applications of one's campuses, what is due first at the top."""
    chosen = request.GET.get("show", "open")
    states = FILTERS.get(chosen, FILTERS["open"])[1]
    found = applications_read_by(request.user).select_related("organization", "renews")
    rows = application_rows(found if states is None else found.filter(state__in=states))
    _disclose(request, rows, "List of applications")
    filters = [{"key": key, "label": label, "current": key == chosen} for key, (label, _) in FILTERS.items()]
    return render(request, "accreditation/applications/list.html", {"rows": rows, "filters": filters})


@access.may("accreditation.view_application")
def renewals(request: HttpRequest) -> HttpResponse:
    """Everybody who is accredited: the printed date, and training in each year since the approval."""
    rows = application_rows(applications_read_by(request.user).filter(state__in=ACCREDITED).select_related("organization"))
    _disclose(request, rows, "Renewals")
    return render(request, "accreditation/applications/renewals.html", {"rows": rows})


@access.may("accreditation.view_application")
def deadlines(request: HttpRequest) -> HttpResponse:
    """What is due on one's campuses within a year, law and house told apart."""
    dues = [due for due in dues_for(request.user) if due.days_left <= HORIZON_DAYS]
    owners = {due.student for due in dues if due.student}
    record_disclosures(viewer=request.user, owners=owners, what="Deadlines of applications", purpose=PURPOSE)
    names = legal_names_of(owners)
    return render(request, "accreditation/applications/deadlines.html", {"dues": [(due, names.get(due.student, "")) for due in dues]})


def _disclose(request: HttpRequest, rows: list[ApplicationRow], what: str) -> None:
    record_disclosures(viewer=request.user, owners=[row.application.student for row in rows], what=what, purpose=PURPOSE)


@access.may("accreditation.view_application", subject=lambda application: application_called(application))
def application(request: HttpRequest, application: Application) -> HttpResponse:
    """One application: where it stands, its steps so far, and those that may follow."""
    record_disclosure(viewer=request.user, owner=application.student, what="Application", purpose=PURPOSE, campus=application.campus)
    row = application_rows([application])[0]
    keeps = request.user.has_perm("accreditation.keep_application", application)
    context = {
        "row": row, "application": application, "steps": timeline(application), "moves": moves_of(application, row.standing, request.user), "keeps": keeps,
        "may_review": application.state == "ready_for_ao" and request.user.has_perm("accreditation.review_application", application),
        "is_being_read": open_review_of(application) is not None, "followers": application.followers.order_by("pk"),
        "is_live": application.state in (*OPEN, *ACCREDITED), "enrollment": enrollment_called(application.enrollment) if application.enrollment else None,
    }  # fmt: skip
    return render(request, "accreditation/applications/application.html", context)


@access.may("accreditation.keep_application", subject=step_called)
def move(request: HttpRequest, found: ApplicationStep) -> HttpResponse:
    """Record one step; a guard that does not hold says so beside the form."""
    application, step = found.application, found.move
    standing = standing_of(application, today_of(application))
    if step not in moves_of(application, standing, request.user):
        raise NotFound
    known = tuple(sorted(standing.dates))
    form = MoveForm(request.POST if request.method == "POST" else None, move=step, known=known, packets=_packets(application, step))
    if form.is_valid() and _done(form, lambda: move_application(application=application, move=step.key, by=request.user, **form.step())):
        messages.success(request, f"Recorded: {step.title}.")
        return redirect("applications:application", application.public_id)
    context = {"form": form, "move": step, "application": application, "name": _name(application), "standing": standing}
    return render(request, "accreditation/applications/move.html", context, status=422 if form.is_bound else 200)


def _packets(application: Application, step: Move) -> list[tuple[str, str]]:
    """What can be filed, the newest first, in words."""
    if step.key != "file":
        return []
    found = finals_to_file(application)
    return [(one.public_id, f"Built for {day(one.as_of)}, {counted(one.pages, 'page')}, {bytes_said(one.size)}") for one in found]


@access.may("accreditation.keep_application", subject=lambda application: application_called(application))
def role(request: HttpRequest, application: Application) -> HttpResponse:
    """Change what the person is at the organization, and when they graduate."""
    initial = {"role": application.role, "role_title": application.role_title, "graduates_on": application.graduates_on}
    today = today_of(application)
    form = ChangeRoleForm(request.POST if request.method == "POST" else None, initial={**initial, "since": today})
    act: Callable[[], Any] = lambda: change_role(application=application, **form.cleaned_data, by=request.user, today=today)  # noqa: E731
    return _recorded(request, application, form, act, "Role and graduation")


@access.may("accreditation.keep_application", subject=lambda application: application_called(application))
def left(request: HttpRequest, application: Application) -> HttpResponse:
    """Record that the person left the organization; it becomes a duty to report."""
    today = today_of(application)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"left_on": today})
    act: Callable[[], Any] = lambda: leave_organization(application=application, **form.cleaned_data, by=request.user, today=today)  # noqa: E731
    return _recorded(request, application, form, act, "The person left the organization")


def _recorded(request: HttpRequest, application: Application, form: Any, act: Callable[[], Any], title: str) -> HttpResponse:
    if form.is_valid() and _done(form, act):
        messages.success(request, "Recorded.")
        return redirect("applications:application", application.public_id)
    context = {"form": form, "title": title, "application": application, "name": _name(application)}
    return render(request, "accreditation/applications/change.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.open_application", subject=lambda enrollment: enrollment_called(enrollment))
def new(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Open a request for a student of a cohort."""
    organizations = list(SponsoringOrganization.objects.filter(campuses=enrollment.cohort.campus_id))
    form = OpenForm(request.POST if request.method == "POST" else None, organizations=organizations)
    return _opened(request, enrollment, form, organizations, open_application, "Open an application")


@access.may("accreditation.record_accreditation", subject=lambda enrollment: enrollment_called(enrollment))
def earlier(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Record an accreditation that was given before, so that its renewal is kept."""
    organizations = list(SponsoringOrganization.objects.filter(campuses=enrollment.cohort.campus_id))
    form = EarlierForm(request.POST if request.method == "POST" else None, organizations=organizations)
    return _opened(request, enrollment, form, organizations, record_accreditation, "Record an accreditation")


def _opened(request: HttpRequest, enrollment: Any, form: Any, organizations: list[Any], act: Callable[..., Application], title: str) -> HttpResponse:
    made: list[Application] = []

    def opening() -> None:
        facts = dict(form.cleaned_data)
        organization = next(one for one in organizations if one.public_id == facts.pop("organization"))
        made.append(act(enrollment=enrollment, organization=organization, by=request.user, **facts))

    if form.is_valid() and _done(form, opening):
        messages.success(request, "Opened." if act is open_application else "Recorded.")
        return redirect("applications:application", made[0].public_id)
    may_record = act is open_application and request.user.has_perm("accreditation.record_accreditation", enrollment)
    context = {"form": form, "title": title, "enrollment": enrollment, "organizations": organizations, "may_record": may_record}
    return render(request, "accreditation/applications/new.html", context, status=422 if form.is_bound else 200)


def _done(form: Any, act: Callable[[], Any]) -> bool:
    """Whether it was carried out; a refusal stands in the form, and nothing typed is lost."""
    try:
        act()
    except Refusal as refused:
        for sentence in getattr(refused, "sentences", [refused.sentence]):
            form.add_error(None, sentence)
        return False
    return True


def _name(application: Application) -> str:
    return legal_names_of([application.student]).get(application.student, "")
