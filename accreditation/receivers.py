"""Messages from curriculum and assessments that become entries, and facts that make summaries of the board stale; in the sender's transaction."""

from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import post_page_move

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.flag_lost_pass import flag_lost_pass, withdraw_flag
from accreditation.actions.flag_reversed_hours import flag_reversed_hours
from accreditation.actions.mark_summaries import (
    forget_students,
    keep_name,
    mark_all,
    mark_campus,
    mark_cohorts,
    mark_organizations,
    mark_program_of,
    mark_students,
)
from accreditation.actions.post_assessment import post_assessment
from accreditation.actions.post_attendance import post_attendance
from accreditation.actions.post_attestation import post_attestation
from accreditation.actions.post_lesson import post_lesson
from accreditation.models import (
    Adjustment,
    Application,
    ApplicationEvent,
    Certificate,
    CertificateEvent,
    Correction,
    Entry,
    EvidenceEvent,
    FilingAnswers,
    FormEdition,
    HoursDispute,
    OfficerReview,
    OrganizationLocation,
    OrganizationOfficer,
    OutsideTraining,
    PracticeEntry,
    ProgramRuleSet,
    RecipientStep,
    Recognition,
    RulePlacement,
    ServiceRecipient,
    SponsoringOrganization,
    SupportAgreement,
)
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


# What is written past ``save`` marks where it is written, or is noticed on the next day (decision 92); for grades, who looks at who is trained marks.
OF_A_STUDENT = (
    Entry, Correction, OutsideTraining, Adjustment, HoursDispute, PracticeEntry, Application, FilingAnswers, ServiceRecipient, RecipientStep, OfficerReview,
    Certificate, RulePlacement,
)  # fmt: skip
OF_AN_ORGANIZATION = (Recognition, OrganizationOfficer, OrganizationLocation, SupportAgreement)
OF_EVERYBODY = (FormEdition, ProgramRuleSet, "curriculum.Topic")
OF_A_PROGRAM = ("curriculum.ProgramPage", "curriculum.ModulePage", "assessments.AssessmentPage")
"""Pages that say what is asked. Of lessons a summary knows only the hours that they gave."""
ON_SIGNING_IN = {"last_login", "password"}


def _mark_student(sender: Any, instance: Any, **kwargs: Any) -> None:
    mark_students([instance.student])


def _mark_organization(sender: Any, instance: Any, **kwargs: Any) -> None:
    mark_organizations([instance.organization.public_id])


def _mark_everybody(sender: Any, **kwargs: Any) -> None:
    mark_all()


def _mark_program(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Publishing and unpublishing save the whole page; a draft only says that there is one."""
    if not update_fields:
        mark_program_of(instance)


def _connect(receive: Any, models: Any) -> None:
    for model in models:
        name = model if isinstance(model, str) else model.__name__
        for signal, happened in ((post_save, ""), (post_delete, ".deleted")):
            signal.connect(receive, sender=model, dispatch_uid=f"accreditation.board.{name}{happened}")


_connect(_mark_student, OF_A_STUDENT)
_connect(_mark_organization, OF_AN_ORGANIZATION)
_connect(_mark_everybody, OF_EVERYBODY)
_connect(_mark_program, OF_A_PROGRAM)
m2m_changed.connect(_mark_everybody, sender=SponsoringOrganization.campuses.through, dispatch_uid="accreditation.board.campuses")


@receiver(post_save, sender=EvidenceEvent, dispatch_uid="accreditation.board.document")
def mark_owner_of_document(sender: Any, instance: EvidenceEvent, **kwargs: Any) -> None:
    if instance.student:
        mark_students([instance.student])
    else:
        mark_organizations([instance.evidence.organization])


@receiver(post_save, sender=ApplicationEvent, dispatch_uid="accreditation.board.step")
def mark_applicant(sender: Any, instance: ApplicationEvent, **kwargs: Any) -> None:
    mark_students([instance.application.student])


@receiver(post_save, sender=CertificateEvent, dispatch_uid="accreditation.board.certificate")
def mark_holder(sender: Any, instance: CertificateEvent, **kwargs: Any) -> None:
    mark_students([instance.certificate.student])


@receiver(post_save, sender=SponsoringOrganization, dispatch_uid="accreditation.board.organization")
def mark_organization(sender: Any, instance: SponsoringOrganization, **kwargs: Any) -> None:
    mark_organizations([instance.public_id])


@receiver(post_save, sender="curriculum.Enrollment", dispatch_uid="accreditation.board.place")
def mark_place(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A new place has no summary yet, which is noticed by its absence."""
    if not created:
        mark_students([instance.student.public_id])


@receiver(post_save, sender="curriculum.Cohort", dispatch_uid="accreditation.board.cohort")
def mark_cohort(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """Its first and last day make the pace."""
    if not created:
        mark_cohorts([instance.pk])


@receiver(post_page_move, dispatch_uid="accreditation.board.moved_page")
def mark_moved(sender: Any, parent_page_before: Any, parent_page_after: Any, **kwargs: Any) -> None:
    for parent in (parent_page_before, parent_page_after):
        mark_program_of(parent)


@receiver(post_save, sender="people.Campus", dispatch_uid="accreditation.board.campus")
def mark_places_of_campus(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """Its clock makes the days."""
    if not created:
        mark_campus(instance.pk)


@receiver([post_save, post_delete], sender="people.OtherName", dispatch_uid="accreditation.board.other_name")
def mark_renamed(sender: Any, instance: Any, **kwargs: Any) -> None:
    mark_students([instance.user.public_id])


@receiver(post_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="accreditation.board.person")
def mark_person(sender: Any, instance: Any, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    """Their name may have changed or been erased; signing in changes nothing."""
    if not created and not (update_fields and set(update_fields) <= ON_SIGNING_IN):
        keep_name(instance)


@receiver(post_save, sender="vault.TextKey", dispatch_uid="accreditation.board.erased")
def forget_erased(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Whose texts are erased has no summary left with their name; their key is its owner’s public id."""
    if instance.destroyed_at is not None:
        forget_students([instance.owner])
