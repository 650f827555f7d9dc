"""Messages from curriculum and assessments that become entries, in the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.flag_lost_pass import flag_lost_pass, withdraw_flag
from accreditation.actions.flag_reversed_hours import flag_reversed_hours
from accreditation.actions.post_assessment import post_assessment
from accreditation.actions.post_attendance import post_attendance
from accreditation.actions.post_attestation import post_attestation
from accreditation.actions.post_lesson import post_lesson
from accreditation.models import Entry
from accreditation.signals import entry_reversed
from assessments.signals import attempt_completed, attempt_graded, attempt_regraded
from curriculum.api import enrollment_called, places_called, sheet_facts
from curriculum.signals import attendance_confirmed, attestation_approved, lesson_completed, study_log_sealed
from lms.jobs.api import enqueue


@receiver(lesson_completed, dispatch_uid="accreditation.credit_lesson")
def credit_lesson(sender: Any, enrollment: Any, completion: Any, **kwargs: Any) -> None:
    _evaluate(enrollment, post_lesson(enrollment=enrollment, completion=completion))


@receiver(study_log_sealed, dispatch_uid="accreditation.credit_further_study")
def credit_further_study(sender: Any, student: Any, activities: set[str], **kwargs: Any) -> None:
    """A session that ended after its lesson was completed earns the minutes it added."""
    for activity in sorted(activities):
        enrollment_id, lesson = activity.split("/", 1)
        enrollment = enrollment_called(enrollment_id)
        completion = enrollment and enrollment.completions.filter(lesson__public_id=lesson).select_related("snapshot").first()
        if completion:
            _evaluate(enrollment, post_lesson(enrollment=enrollment, completion=completion))


@receiver(attempt_completed, dispatch_uid="accreditation.credit_attempt")
def credit_attempt(sender: Any, attempt: Any, **kwargs: Any) -> None:
    post_assessment(attempt=attempt)
    if attempt.state != "graded":  # a graded one is looked at by its grade
        _evaluate_soon(attempt)


@receiver(attempt_graded, dispatch_uid="accreditation.look_at_grade")
def look_at_grade(sender: Any, attempt: Any, **kwargs: Any) -> None:
    """The pass may be what was missing."""
    _evaluate_soon(attempt)


@receiver(attempt_regraded, dispatch_uid="accreditation.flag_lost_pass")
def flag_certificates(
    sender: Any, attempt: Any, passed_before: frozenset[int], passed_after: frozenset[int], fix: str = "", is_undone: bool = False, **kwargs: Any
) -> None:
    """Minutes stay, as they are credited for completing; a certificate that needed the pass is flagged, until the fix is taken back."""
    for place in places_called(passed_before - passed_after):
        flag_lost_pass(enrollment=place, assessment=attempt.assessment, fix="" if is_undone else fix)
    for place in places_called(passed_after) if is_undone else ():
        withdraw_flag(enrollment=place, fix=fix)
    changed = places_called(passed_before ^ passed_after)
    if changed:
        evaluate_completion(enrollments=changed, cause="regrade", source=fix or str(attempt.public_id))


@receiver(attestation_approved, dispatch_uid="accreditation.credit_attestation")
def credit_attestation(sender: Any, attestation: Any, decision: Any, **kwargs: Any) -> None:
    posted = post_attestation(attestation=attestation, decision=decision)
    _evaluate(attestation.enrollment, [posted.entry] if posted is not None and posted.created else [])


@receiver(attendance_confirmed, dispatch_uid="accreditation.credit_attendance")
def credit_attendance(sender: Any, session: Any, sheet: Any, **kwargs: Any) -> None:
    entries = post_attendance(sheet=sheet)
    places = filter(None, (enrollment_called(entry.enrollment) for entry in entries))
    evaluate_completion(enrollments=list(places), cause="attendance", source=sheet_facts(sheet)["session"])


@receiver(entry_reversed, dispatch_uid="accreditation.flag_reversed_hours")
def flag_certificates_of_reversed_hours(sender: Any, entry: Any, by: str, **kwargs: Any) -> None:
    flag_reversed_hours(entry=entry, by=by)


def _evaluate_soon(attempt: Any) -> None:
    """In the background, begun by this transaction: whoever hands in an exam waits for their own answers to be kept, and for nothing else."""
    payload = {"enrollment": attempt.enrollment.public_id, "cause": "grade", "source": str(attempt.public_id)}
    enqueue("accreditation.evaluate_completion", payload, by=None)


def _evaluate(enrollment: Any, entries: list[Entry]) -> None:
    """Look at who is trained once entries were added; without any, nothing changed."""
    if entries:
        evaluate_completion(enrollments=[enrollment], cause="entry", source=str(entries[-1].seq))
