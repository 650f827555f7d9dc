"""A student asks about a mark; instructors answer, change the mark or let it stand, and close the thread."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from assessments.actions.mark_item import Judgment, judged_points, locked_attempt, refuse_unread
from assessments.actions.tell_regraded import tell_regraded
from assessments.grading.append import append_grade, newest_grade
from assessments.models import Attempt, AttemptItem, AttemptState, Dispute, DisputeMessage, Grade, GradeKind, ResultRelease
from assessments.queries.attempts import newest_steps
from assessments.queries.places_passed import places_passed
from assessments.queries.results import shown_of
from assessments.queries.terms import closed_since
from assessments.queries.waiting import rules_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.api import notify
from lms.people.api import administrators, holders_of

DISPUTED = "assessments.dispute"
WHOLE = "whole"  # no row of a rubric has this name where it is used: such questions have no rubric
LONGEST = 5000


@transaction.atomic
def open_dispute(*, item: AttemptItem, text: str, by: Any) -> Dispute:
    """The student says why they doubt a mark they can see.

    Raises ``Forbidden`` for anybody else, and ``Conflict`` a second time, before the mark is shown, and too late.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("assessment", "enrollment__cohort__campus", "enrollment__student")
        .get(pk=item.attempt_id)
    )
    if attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can dispute this mark.")
    _refuse_early_or_late(item, attempt)
    if Dispute.objects.filter(item=item).exists():
        raise Conflict("You have asked about this mark already. Write on in that thread.", code="disputed")
    at = now()
    due = local_date(at, attempt.enrollment.cohort.campus.time_zone) + timedelta(days=rules_of(attempt.assessment).dispute_days)
    dispute = Dispute.objects.create(item=item, opened_at=at, due_on=due)
    _write(dispute, attempt, text, by)
    return dispute


def _refuse_early_or_late(item: AttemptItem, attempt: Attempt) -> None:
    if newest_grade(item) is None or attempt.state != AttemptState.GRADED or not shown_of(attempt).marks:
        raise Conflict("You can ask about a mark once it is shown to you.", code="not_shown")
    if now() > _shown_since(attempt) + timedelta(days=rules_of(attempt.assessment).dispute_days):
        raise Conflict("The time for asking about this mark is over. Speak to your instructor.", code="too_late")


def _shown_since(attempt: Attempt) -> datetime:
    """The latest of the last mark, the close to everybody and the release: the student cannot have seen a mark much before."""
    release = ResultRelease.objects.filter(assessment=attempt.assessment_id, cohort=attempt.enrollment.cohort_id).values_list("released_at", flat=True).first()
    marked: datetime = Grade.objects.filter(item__attempt=attempt).aggregate(last=Max("marked_at"))["last"]
    moments = [moment for moment in (closed_since(attempt.assessment, now()), release) if moment and moment <= now()]
    return max([marked, *moments])


@transaction.atomic
def answer_dispute(*, dispute: Dispute, text: str, by: Any) -> DisputeMessage:
    """Whoever takes part writes on; raises ``Conflict`` once the dispute is closed."""
    attempt = _locked(dispute, by)
    return _write(dispute, attempt, text, by)


@transaction.atomic
def close_dispute(
    *, dispute: Dispute, text: str, judgment: Judgment | None, by: Any, seen: int | None = None, answer: int | None = None
) -> Dispute:  # fmt: skip
    """An instructor ends the thread with a last word: the mark stands, or with a ``judgment`` it is changed (QZ: a person decides).

    ``seen`` and ``answer`` say which marks and which answer they looked at, as in ``mark_item``: others by now raise ``Conflict``.
    """
    attempt = _locked(dispute, by)
    require(by, "assessments.mark_attempt", attempt)
    locked = locked_attempt(dispute.item, by)
    if seen is not None and seen != Grade.objects.filter(item=dispute.item).count():
        raise Conflict("This mark was changed in the meantime. Look at the new one first.", code="marked_meanwhile")
    refuse_unread(locked, dispute.item, answer)
    _write(dispute, attempt, text, by)
    if judgment is not None:
        _change_mark(dispute.item, attempt, judgment, text, by)
    dispute.outcome = Dispute.Outcome.CHANGED if judgment is not None else Dispute.Outcome.STANDS
    dispute.closed_at, dispute.closed_by = now(), by.public_id
    dispute.save(update_fields=["outcome", "closed_at", "closed_by"])
    record_event(
        "assessments.dispute_closed", by=by, subject_kind="attempt", subject_id=str(attempt.public_id), campus=attempt.enrollment.cohort.campus.slug,
        data={"question": dispute.item.version.title, "outcome": dispute.get_outcome_display()},
    )  # fmt: skip
    return dispute


def _locked(dispute: Dispute, by: Any) -> Attempt:
    require(by, "assessments.view_attempt", dispute.item)
    Dispute.objects.select_for_update().get(pk=dispute.pk)
    dispute.refresh_from_db(fields=["outcome", "closed_at", "closed_by"])
    if not dispute.is_open:
        raise Conflict("This dispute is closed.", code="closed")
    return dispute.item.attempt


def _change_mark(item: AttemptItem, attempt: Attempt, judgment: Judgment, reason: str, by: Any) -> None:
    points, step = _disputed_points(item, attempt, judgment)
    before = places_passed([attempt.pk])
    append_grade(item, GradeKind.DISPUTE, points, by=by, version=item.version, step=step, reason=reason[:500], **judgment.facts)
    tell_regraded([attempt], before)


def _disputed_points(item: AttemptItem, attempt: Attempt, judgment: Judgment) -> tuple[Fraction, Any]:
    """By the rubric; where a question marks itself, the whole points that a person gives under ``WHOLE``."""
    if WHOLE not in judgment.points:
        return judged_points(item, attempt, judgment)
    given = judgment.points[WHOLE]
    if not 0 <= given <= item.points:
        raise Invalid(f"This question takes 0 to {item.points} points.")
    return Fraction(given), newest_steps(attempt).get(item.pk)


def _write(dispute: Dispute, attempt: Attempt, text: str, by: Any) -> DisputeMessage:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise Invalid(f"Write what you want to say, at most {LONGEST:,} characters.")
    message = DisputeMessage.objects.create(dispute=dispute, author=by, text=said, at=now())
    _tell(dispute, attempt, message, by)
    return message


def _tell(dispute: Dispute, attempt: Attempt, message: DisputeMessage, by: Any) -> None:
    """The other side hears of it: the student, or those who mark."""
    student = attempt.enrollment.student
    to = [student] if student.pk != by.pk else list(holders_of(attempt.enrollment.campus_id, "instructor")) or list(administrators())
    for person in to:
        if person.pk != by.pk:
            notify(
                person, DISPUTED, subject_line=f"About a mark: {attempt.assessment.title}", text="There is a new message about a mark.",
                url=reverse("attempts:dispute", args=[attempt.public_id, dispute.item.position]), key=f"dispute:{dispute.public_id}:{message.pk}",
            )  # fmt: skip
