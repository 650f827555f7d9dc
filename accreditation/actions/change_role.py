"""A change in a person's life that touches the accreditation: graduation, another role, leaving the organization. Each becomes a duty."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.duties import open_duty
from accreditation.models import Application, ApplicationRole, DutyKind
from accreditation.policies.application_states import ACCREDITED, GRANTED, OPEN
from lms.audit.api import record_event
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def change_role(*, application: Application, role: str, role_title: str, graduates_on: date | None, since: date, by: Any, today: date) -> Application:
    """Change what the person is at the organization, and when they expect to graduate.

    What was filed said otherwise, so a change of role of somebody who is accredited, or whose request is pending, is to be reported (8 CFR 1292.14(a)).
    """
    if role not in ApplicationRole.values:
        raise Invalid("Say whether the person is an employee or a volunteer.")
    locked = _locked(application, since, today)
    changes_role = (role, role_title.strip()) != (locked.role, locked.role_title)
    if not changes_role and graduates_on == locked.graduates_on:
        raise Invalid("This is what the application says already.")
    locked.role, locked.role_title, locked.graduates_on = role, role_title.strip()[:120], graduates_on
    locked.save(update_fields=["role", "role_title", "graduates_on"])
    if changes_role and (locked.state in GRANTED or locked.sent_on):
        key = f"role:{locked.public_id}:{since.isoformat()}:{role}"
        open_duty(kind=DutyKind.ROLE_CHANGE, key=key, organization=locked.organization, application=locked, arose_on=since, by=by)
    _record(locked, "role and graduation", by)
    return locked


@transaction.atomic
def leave_organization(*, application: Application, left_on: date, by: Any, today: date) -> Application:
    """Say that the person is no longer an employee or volunteer: EOIR is told promptly, and the accreditation ends (8 CFR 1292.14(a), 1292.17)."""
    locked = _locked(application, left_on, today)
    key = f"left:{locked.public_id}"
    open_duty(kind=DutyKind.LEFT_ORGANIZATION, key=key, organization=locked.organization, application=locked, arose_on=left_on, by=by)
    _record(locked, "leaving the organization", by)
    return locked


def _locked(application: Application, since: date, today: date) -> Application:
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.state not in (*OPEN, *ACCREDITED):
        raise Conflict("This application has ended, so nothing of it changes any more.", code="ended")
    if since > today:
        raise Invalid("That day lies in the future. Record it once it has happened.")
    return locked


def _record(application: Application, what: str, by: Any) -> None:
    data = {"what": what, "application": application.public_id}
    record_event("accreditation.role_changed", by=by, subject_kind="person", subject_id=application.student, campus=application.campus, data=data)
