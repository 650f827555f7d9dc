"""Opening a request for one person through one organization, and recording an accreditation that was given before Pathway was there."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accreditation.actions.move_application import keep_step
from accreditation.actions.tell_application import tell_opened
from accreditation.models import Application, ApplicationRole, SponsoringOrganization
from accreditation.policies.application_facts import FULL, PARTIAL, Standing, Step, is_renewal, level_of
from accreditation.policies.application_guards import latest_expiry
from accreditation.policies.application_states import ACCREDITED, OFFICER, SYSTEM
from lms.audit.api import record_event
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.wording import day as said

FILINGS = ("doj-partial-initial", "doj-full-initial", "doj-partial-to-full", "doj-renewal-partial", "doj-renewal-full")
FILING_TITLES = {
    "doj-partial-initial": "Partial accreditation, first request", "doj-full-initial": "Full accreditation, first request",
    "doj-partial-to-full": "From partial to full", "doj-renewal-partial": "Renewal, partial", "doj-renewal-full": "Renewal, full",
}  # fmt: skip
CARRIED = ("enrollment", "campus", "organization", "role", "role_title", "graduates_on", "not_attorney")


@transaction.atomic
def open_application(
    *, enrollment: Any, organization: SponsoringOrganization, scheme: str, role: str, by: Any, role_title: str = "", graduates_on: date | None = None,
    not_attorney: bool | None = None,
) -> Application:  # fmt: skip
    """Open a request for the student of ``enrollment``; renewals and the way to full name the accreditation they build on.

    Raises ``Invalid`` where the kind of filing does not fit what the student has, ``Conflict`` where a request is open already, ``Forbidden`` for oneself.
    """
    student, campus = enrollment.student, enrollment.cohort.campus
    if by.pk == student.pk:
        raise Forbidden("Somebody else opens your application.")
    if not organization.campuses.filter(pk=campus.pk).exists():
        raise Invalid(f"{organization} does not sponsor students of {campus}.")
    if role not in ApplicationRole.values:
        raise Invalid("Say whether the person is an employee or a volunteer (8 CFR 1292.12(a)(2)).")
    renews = accreditation_of(student.public_id, organization)
    _refuse_unfitting(scheme, renews)
    application = _opened(
        student=student.public_id, enrollment=enrollment.public_id, campus=campus.slug, organization=organization, scheme=scheme, role=role,
        role_title=role_title.strip(), graduates_on=graduates_on, not_attorney=not_attorney, renews=renews, opened_by=by.public_id, state="sponsored",
    )  # fmt: skip
    _began(application, by=by, role="coordinator", state="assembling" if renews else "sponsored")
    tell_opened(application)
    return application


def open_renewal(*, accreditation: Application) -> Application | None:
    """Open the renewal of ``accreditation`` by the clock, in the state in which its packet is put together; ``None`` where a request is open."""
    scheme = "doj-renewal-full" if accreditation.granted_level == FULL else "doj-renewal-partial"
    carried = {name: getattr(accreditation, name) for name in CARRIED}
    try:
        with transaction.atomic():
            application = _opened(**carried, student=accreditation.student, scheme=scheme, renews=accreditation, opened_by="", state="sponsored")
            _began(application, by=None, role=SYSTEM, state="assembling")
            tell_opened(application)
    except Conflict:
        return None
    return application


@transaction.atomic
def record_accreditation(
    *, enrollment: Any, organization: SponsoringOrganization, level: str, approved_on: date, expires_on: date, role: str, by: Any, proof: str,
    role_title: str = "", graduates_on: date | None = None,
) -> Application:  # fmt: skip
    """Record an accreditation that EOIR gave before, so that its three years are kept from the printed date."""
    if by.pk == enrollment.student.pk:
        raise Forbidden("Somebody else records your accreditation.")
    if level not in (PARTIAL, FULL) or role not in ApplicationRole.values:
        raise Invalid("Say which level was granted, and whether the person is an employee or a volunteer.")
    if not organization.campuses.filter(pk=enrollment.cohort.campus_id).exists():
        raise Invalid(f"{organization} does not sponsor students of {enrollment.cohort.campus}.")
    if not proof.strip():
        raise Invalid("Say what proves it: the notice of approval, by its date or number.")
    _refuse_wrong_dates(approved_on, expires_on, local_date(now(), enrollment.cohort.campus.time_zone))
    if accreditation_of(enrollment.student.public_id, organization):
        raise Conflict("An accreditation through this organization is recorded already.", code="recorded_already")
    state = "approved_full" if level == FULL else "approved_partial"
    application = Application.objects.create(
        student=enrollment.student.public_id, enrollment=enrollment.public_id, campus=enrollment.cohort.campus.slug, organization=organization,
        scheme="doj-full-initial" if level == FULL else "doj-partial-initial", requested_level=level, role=role, role_title=role_title.strip(),
        graduates_on=graduates_on, is_earlier=True, state=state, granted_level=level, approved_on=approved_on, expires_on=expires_on,
        opened_by=by.public_id, opened_at=now(),
    )  # fmt: skip
    dates = {"decision": approved_on, "approval_effective": approved_on, "expires_printed": expires_on}
    _began(application, by=by, role=OFFICER, state=state, step=Step(dates=dates, granted_level=level), proof=proof.strip())
    return application


def accreditation_of(student: str, organization: SponsoringOrganization) -> Application | None:
    """The accreditation that the student holds through the organization."""
    return Application.objects.filter(student=student, organization=organization, state__in=ACCREDITED).order_by("-pk").first()


def _refuse_unfitting(scheme: str, held: Application | None) -> None:
    if scheme not in FILINGS:
        raise Invalid("This is not a kind of filing.")
    if held is None and (is_renewal(scheme) or scheme == "doj-partial-to-full"):
        raise Invalid("There is no accreditation through this organization to build on. A lapsed one needs a new first request.")
    if held is not None and scheme.endswith("-initial"):
        raise Invalid("The person is accredited through this organization already. Choose a renewal, or the way from partial to full.")
    if held is not None and scheme == "doj-partial-to-full" and held.granted_level == FULL:
        raise Invalid("The person is fully accredited already.")
    if held is not None and scheme == "doj-renewal-full" and held.granted_level != FULL:
        raise Invalid("Only full accreditation is renewed as full. Choose the way from partial to full (8 CFR 1292.12(e)).")


def _refuse_wrong_dates(approved_on: date, expires_on: date, today: date) -> None:
    if approved_on > today:
        raise Invalid("The date of approval lies in the future.")
    if not approved_on < expires_on <= latest_expiry(approved_on):
        raise Invalid(f"The printed expiry date lies after the approval and at the latest on {said(latest_expiry(approved_on))} (8 CFR 1292.12(d)).")


def _opened(**facts: Any) -> Application:
    try:
        with transaction.atomic():
            return Application.objects.create(requested_level=level_of(facts["scheme"]), opened_at=now(), **facts)
    except IntegrityError:
        raise Conflict("A request for this person through this organization is open already. One form is for one request.", code="open_already") from None


def _began(application: Application, *, by: Any, role: str, state: str, step: Step | None = None, proof: str = "") -> None:
    before = Standing(scheme=application.scheme)
    given = step or Step()
    after = Standing(scheme=application.scheme, state=state, granted_level=given.granted_level, dates=given.dates)
    keep_step(application, move="open", before=before, after=after, step=given, by=by, role=role, proof=proof)
    data = {"application": application.public_id, "filing": FILING_TITLES[application.scheme]}
    record_event("accreditation.application_opened", by=by, subject_kind="person", subject_id=application.student, campus=application.campus, data=data)
