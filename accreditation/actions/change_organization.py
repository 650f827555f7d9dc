"""Recording what an organization is and what changed: details, recognition, offices, officers, legal support, fees, campuses. One way in for all of it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accreditation.actions.duties import open_duty
from accreditation.models import (
    DutyKind,
    FeeSchedule,
    OrganizationChange,
    OrganizationLocation,
    OrganizationOfficer,
    Recognition,
    RecognitionKind,
    RecognitionState,
    SponsoringOrganization,
    SupportAgreement,
)
from accreditation.policies.recognition import fault_in
from accreditation.queries.application_standing import newest_recognitions
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.wording import day as said

DETAILS = (
    "legal_name", "doing_business_as", "prior_names", "street", "city", "state", "zip_code", "phone", "email", "website", "yearly_training_minutes",
)  # fmt: skip
NOT_REPORTED = ("yearly_training_minutes", "prior_names")
"""House matters and history: nothing of these was filed as what the organization is."""


@transaction.atomic
def add_organization(*, details: dict[str, Any], campuses: list[Any], by: Any, today: date) -> SponsoringOrganization:
    """Add an organization; a post office box is refused."""
    organization = SponsoringOrganization(**{name: details[name] for name in DETAILS if name in details})
    _validated(organization)
    organization.save()
    organization.campuses.set(campuses)
    record_change(organization, "details", "The organization was added.", effective_on=today, by=by)
    return organization


@transaction.atomic
def change_details(*, organization: SponsoringOrganization, details: dict[str, Any], effective_on: date, by: Any, today: date) -> SponsoringOrganization:
    """Change name, address or contact. What the form asks for is to be reported promptly (8 CFR 1292.14(a)); the former name is kept as a prior one."""
    _refuse_ahead(effective_on, today)
    locked = SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    changed = [name for name in DETAILS if name in details and getattr(locked, name) != details[name]]
    if not changed:
        raise Invalid("This is what is recorded already.")
    former = locked.legal_name
    for name in changed:
        setattr(locked, name, details[name])
    if "legal_name" in changed and former not in locked.prior_names:
        locked.prior_names = "; ".join(filter(None, (locked.prior_names, former)))[:500]
    _validated(locked)
    locked.save()
    labels = ", ".join(str(SponsoringOrganization._meta.get_field(name).verbose_name) for name in changed)
    change = record_change(locked, "details", f"Changed: {labels}.", effective_on=effective_on, by=by)
    if set(changed) - set(NOT_REPORTED):
        _report(locked, change, DutyKind.ORGANIZATION_CHANGE, effective_on, by)
    return locked


@transaction.atomic
def record_recognition(
    *, organization: SponsoringOrganization, kind: str, granted_on: date | None, expires_on: date | None, renewal_received_on: date | None, proof: str, by: Any,
    today: date,
) -> Recognition:  # fmt: skip
    """Record what a notice of EOIR says, or that it received the renewal. Raises ``Invalid`` with what is wrong with the dates."""
    if kind not in RecognitionKind.values:
        raise Invalid("This is not a kind of recognition.")
    if fault := fault_in(kind, granted_on, expires_on, today=today):
        raise Invalid(fault)
    if renewal_received_on and (expires_on is None or not granted_on or not granted_on <= renewal_received_on <= today):
        raise Invalid("The renewal was received on a day after the recognition was granted, and not in the future.")
    if kind != RecognitionKind.APPLYING and not proof.strip():
        raise Invalid("Say what proves it: the notice, by its date or number.")
    SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    row = Recognition.objects.create(
        organization=organization, kind=kind, granted_on=granted_on, expires_on=expires_on, renewal_received_on=renewal_received_on,
        proof=proof.strip()[:200], recorded_by=by.public_id, recorded_at=now(),
    )  # fmt: skip
    organization.recognition_state = RecognitionState.APPLYING if kind == RecognitionKind.APPLYING else RecognitionState.RECOGNIZED
    organization.recognition_date = granted_on if kind != RecognitionKind.ENDED else organization.recognition_date
    organization.save(update_fields=["recognition_state", "recognition_date"])
    until = f", until {said(expires_on)}" if expires_on else ""
    change = record_change(organization, "recognition", f"{row.get_kind_display()}{until}.", effective_on=granted_on or today, by=by)
    if kind in (RecognitionKind.ENDED, RecognitionKind.INACTIVE):
        _report(organization, change, DutyKind.RECOGNITION_ENDED, granted_on or today, by)
    return row


@transaction.atomic
def appoint_officer(
    *, organization: SponsoringOrganization, name: str, title: str, appointed_on: date, person: str, by: Any, today: date
) -> OrganizationOfficer:  # fmt: skip
    """Put an authorized officer in office; whoever was there leaves. A change of the one in office is reported promptly (8 CFR 1292.14(a))."""
    _refuse_ahead(appointed_on, today)
    SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    before = organization.officers.filter(ended_on__isnull=True).first()
    if before is not None:
        if appointed_on <= before.appointed_on:
            raise Invalid(f"{before.name} was appointed on {said(before.appointed_on)}; a successor comes later.")
        before.ended_on = appointed_on
        before.save(update_fields=["ended_on"])
    officer = OrganizationOfficer.objects.create(
        organization=organization, person=person, name=name.strip(), title=title.strip(), appointed_on=appointed_on, recorded_at=now()
    )
    sentence = f"{officer.name} became authorized officer" + (f" after {before.name}." if before else ".")
    change = record_change(organization, "officer", sentence, effective_on=appointed_on, by=by)
    if before is not None or newest_recognitions([organization.pk]):
        _report(organization, change, DutyKind.OFFICER_CHANGE, appointed_on, by)
    return officer


@transaction.atomic
def put_location(
    *, organization: SponsoringOrganization, facts: dict[str, Any], by: Any, today: date, location: OrganizationLocation | None = None
) -> OrganizationLocation:
    """Add or change an office. A post office box is refused; recognition of an office is EOIR's to give (8 CFR 1292.15)."""
    row = location or OrganizationLocation(organization=organization, recorded_at=now())
    for name in ("name", "street", "city", "state", "zip_code", "recognized_on", "closed_on"):
        setattr(row, name, facts[name])
    if any(day and day > today for day in (row.recognized_on, row.closed_on)):
        raise Invalid("A date lies in the future. Record it once it has happened.")
    if row.closed_on and row.recognized_on and row.closed_on < row.recognized_on:
        raise Invalid("The office closed before it was recognized. Check the two dates.")
    _validated(row)
    row.save()
    change = record_change(organization, "location", f"Office “{row.name}” was {'changed' if location else 'added'}.", effective_on=today, by=by)
    if newest_recognitions([organization.pk]):
        _report(organization, change, DutyKind.ORGANIZATION_CHANGE, today, by)
    return row


@transaction.atomic
def put_support(
    *, organization: SponsoringOrganization, facts: dict[str, Any], by: Any, today: date, agreement: SupportAgreement | None = None
) -> SupportAgreement:
    """Add or change an agreement on technical legal support (Matter of EAC, Inc., 24 I&N Dec. 556)."""
    row = agreement or SupportAgreement(organization=organization, recorded_at=now())
    for name in ("kind", "name", "bar_state", "bar_number", "agreed_on", "ends_on", "scope"):
        setattr(row, name, facts[name])
    if row.ends_on and row.ends_on < row.agreed_on:
        raise Invalid("The agreement ends before it begins. Check the two dates.")
    if row.kind.endswith("attorney") and not (row.bar_state and row.bar_number):
        raise Invalid("An attorney has a bar: give its state and number.")
    _validated(row)
    row.save()
    record_change(organization, "support", f"Legal support by {row.name} was {'changed' if agreement else 'added'}.", effective_on=row.agreed_on, by=by)
    return row


@transaction.atomic
def record_fees(*, organization: SponsoringOrganization, facts: dict[str, Any], by: Any) -> FeeSchedule:
    """Keep a fee schedule; never changed, followed by the next, and kept six years (8 CFR 1292.14(b)(1))."""
    if facts["charges_fees"] and not (facts["schedule"].strip() and facts["waiver_policy"].strip()):
        raise Invalid("Whoever charges fees gives the schedule, and the written policy for clients who cannot pay (8 CFR 1292.11(a)(1)).")
    row = FeeSchedule.objects.create(organization=organization, recorded_by=by.public_id, recorded_at=now(), **facts)
    where = f" at {row.location.name}" if row.location else ""
    sentence = f"Fee schedule{where} from {said(row.effective_on)}: {'fees are charged' if row.charges_fees else 'no fees are charged'}."
    record_change(organization, "fees", sentence, effective_on=row.effective_on, by=by)
    return row


@transaction.atomic
def set_campuses(*, organization: SponsoringOrganization, campuses: list[Any], by: Any, today: date) -> None:
    """Say which campuses' students the organization sponsors."""
    before = set(organization.campuses.values_list("pk", flat=True))
    if before == {campus.pk for campus in campuses}:
        raise Invalid("These are the campuses already.")
    organization.campuses.set(campuses)
    names = ", ".join(sorted(campus.name for campus in campuses)) or "none"
    record_change(organization, "campuses", f"Campuses: {names}."[:600], effective_on=today, by=by)


def record_change(organization: SponsoringOrganization, part: str, sentence: str, *, effective_on: date, by: Any) -> OrganizationChange:
    """One line of the organization's history, and of the audit log."""
    change = OrganizationChange.objects.create(
        organization=organization, part=part, sentence=sentence[:600], effective_on=effective_on, recorded_by=by.public_id, recorded_at=now()
    )
    data = {"organization": organization.legal_name, "sentence": sentence[:600]}
    record_event("accreditation.organization_changed", by=by, subject_kind="organization", subject_id=organization.public_id, data=data)
    return change


def _report(organization: SponsoringOrganization, change: OrganizationChange, kind: str, arose_on: date, by: Any) -> None:
    open_duty(kind=kind, key=f"change:{change.public_id}", organization=organization, arose_on=arose_on, by=by)


def _refuse_ahead(day: date, today: date) -> None:
    if day > today:
        raise Invalid("That day lies in the future. Record it once it has happened.")


def _validated(row: Any) -> None:
    try:
        row.full_clean(exclude=["public_id"])
    except ValidationError as wrong:
        raise Invalid(*wrong.messages) from None
    except IntegrityError:
        raise Conflict("Somebody changed this at the same time. Look at it again.") from None
