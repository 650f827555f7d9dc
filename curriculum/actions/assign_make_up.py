"""Work in place of something a student missed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.models import Page

from curriculum.models import Enrollment, MakeUp
from curriculum.queries.calendar import page_url
from curriculum.queries.plan import pages_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import notify


@dataclass(frozen=True)
class Missed:
    """What was missed: its kind (lesson, assessment, live_session …), its public id within that kind, and its title."""

    kind: str
    public_id: str
    title: str


@transaction.atomic
def assign_make_up(*, enrollment: Enrollment, page: Page, missed: Missed, due_on: date | None, reason: str, by: Any) -> MakeUp:
    """Assign a lesson or assessment of the program; the student is told. Raises ``Invalid``, and ``Conflict`` when it is assigned already."""
    require(by, "curriculum.manage_cohort", enrollment)
    if page.pk not in pages_of(enrollment.cohort.program):
        raise Invalid("Choose a lesson or quiz of the student's program.")
    if not reason.strip():
        raise Invalid("Say why; the student reads it, and it is kept in the log.")
    if due_on and due_on < enrollment.cohort.starts_on:
        raise Invalid("The due date lies before the cohort begins.")
    facts = {"missed_kind": missed.kind, "missed_id": missed.public_id, "missed_title": missed.title, "due_on": due_on, "reason": reason.strip()}
    try:
        with transaction.atomic():
            make_up = MakeUp.objects.create(enrollment=enrollment, page=page, assigned_by=by, assigned_at=now(), **facts)
    except IntegrityError:
        raise Conflict("This is assigned already.", code="assigned") from None
    _record("curriculum.make_up_assigned", make_up, by, missed=missed.title, reason=reason.strip())
    notify(
        enrollment.student, "curriculum.make_up_assigned", subject_line=f"To make up for “{missed.title}”",
        text=f"Your coordinator asks you to do “{page.title}”.",
        url=page_url(enrollment.cohort, page), key=f"make-up:{make_up.public_id}",
    )  # fmt: skip
    return make_up


@transaction.atomic
def end_make_up(*, make_up: MakeUp, by: Any) -> None:
    """Take it back; doing it again changes nothing."""
    require(by, "curriculum.manage_cohort", make_up.enrollment)
    if MakeUp.objects.filter(pk=make_up.pk, ended_at=None).update(ended_at=now()):
        _record("curriculum.make_up_ended", make_up, by)


def _record(kind: str, make_up: MakeUp, by: Any, **data: str) -> None:
    enrollment = make_up.enrollment
    facts = {"student": enrollment.student.display_name, "title": make_up.page.title, **data}
    record_event(kind, by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug, data=facts)
