"""Allowing one student more than the cohort's plan does: a later due date, an open page, or both."""

from datetime import date
from typing import Any

from django.db import transaction
from wagtail.models import Page

from curriculum.models import Enrollment, Extension, PlannedPage
from curriculum.queries.calendar import page_url
from curriculum.queries.plan import pages_of
from curriculum.queries.release import today_at
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day
from lms.notices.api import notify


@transaction.atomic
def give_extension(*, enrollment: Enrollment, page: Page, due_on: date | None, opens: bool, expires_on: date, reason: str, by: Any) -> Extension:
    """Give the extension, in place of an earlier one for the same page; the student sees it with its reason and is told. Raises ``Invalid``."""
    require(by, "curriculum.manage_cohort", enrollment)
    Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    _check(enrollment, page, due_on, opens, expires_on, reason)
    Extension.objects.filter(enrollment=enrollment, page=page, ended_at=None).update(ended_at=now())
    extension = Extension.objects.create(
        enrollment=enrollment, page=page, due_on=due_on, opens=opens, expires_on=expires_on, reason=reason.strip(), given_by=by, given_at=now()
    )
    _record("curriculum.extension_given", extension, by, reason=reason.strip())
    until = f"It is due on {day(due_on)} for you." if due_on else f"It is open to you until {day(expires_on)}."
    notify(
        enrollment.student, "curriculum.extension_given", subject_line=f"More time for “{page.title}”", text=until,
        url=page_url(enrollment.cohort, page), key=f"extension:{extension.public_id}",
    )  # fmt: skip
    return extension


def _check(enrollment: Enrollment, page: Page, due_on: date | None, opens: bool, expires_on: date, reason: str) -> None:
    if page.pk not in pages_of(enrollment.cohort.program):
        raise Invalid("Choose a page of the student's program.")
    if not reason.strip():
        raise Invalid("Say why; the student reads it, and it is kept in the log.")
    if due_on is None and not opens:
        raise Invalid("Give a later due date, open the page, or both.")
    if expires_on < today_at(enrollment.cohort.campus):
        raise Invalid("The extension would have run out already. Choose a later last day.")
    if due_on and due_on > expires_on:
        raise Invalid("The extension would run out before its due date. Choose a later last day.")
    usual = PlannedPage.objects.filter(cohort=enrollment.cohort_id, page=page.pk).values_list("due_on", flat=True).first()
    if due_on and usual and due_on <= usual:
        raise Invalid(f"For the cohort it is due on {day(usual)}. Choose a later date.")


@transaction.atomic
def end_extension(*, extension: Extension, by: Any) -> None:
    """End it now; doing it again changes nothing."""
    require(by, "curriculum.manage_cohort", extension.enrollment)
    if Extension.objects.filter(pk=extension.pk, ended_at=None).update(ended_at=now()):
        _record("curriculum.extension_ended", extension, by)


def _record(kind: str, extension: Extension, by: Any, **data: str) -> None:
    enrollment = extension.enrollment
    facts = {"student": enrollment.student.display_name, "title": extension.page.title, **data}
    record_event(kind, by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug, data=facts)
