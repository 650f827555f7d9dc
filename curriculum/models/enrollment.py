"""A student's place in a cohort."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel


class EnrollmentState(models.TextChoices):
    ACTIVE = "active", "Active"
    WITHDRAWN = "withdrawn", "Withdrawn"
    COMPLETED = "completed", "Completed"


class Enrollment(PublicIdModel):
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="enrollments")
    state = models.CharField(max_length=10, choices=EnrollmentState.choices, default=EnrollmentState.ACTIVE)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "cohort"], name="enrollment_once"),
            models.CheckConstraint(
                condition=Q(state=EnrollmentState.ACTIVE, ended_at__isnull=True) | (~Q(state=EnrollmentState.ACTIVE) & Q(ended_at__isnull=False)),
                name="enrollment_ended_with_time",
            ),
            models.CheckConstraint(condition=Q(state__in=EnrollmentState.values), name="enrollment_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.student} in {self.cohort}"

    @property
    def campus_id(self) -> int:
        return self.cohort.campus_id

    @property
    def campus(self) -> object:
        return self.cohort.campus

    @property
    def may_study(self) -> bool:
        """Study is credited while the enrollment is active and the cohort is open; ``MAY_STUDY`` asks the same of rows."""
        return self.state == EnrollmentState.ACTIVE and self.cohort.closed_at is None

    def may_study_lesson(self, lesson: Any) -> bool:
        """``may_study``, or the lesson is on a change of law and was given to this student; the function of that name asks the same of rows.

        What was completed in a place the student moved from stays credited there, so it is not studied again.
        """
        if self.moved_from_id and _completed_before(self.pk, self.student_id).filter(lesson=lesson).exists():
            return False
        if self.may_study or not lesson.delta_for_id or self.state == EnrollmentState.WITHDRAWN:
            return self.may_study
        return self.delta_assignments.filter(lesson=lesson).exists()


MAY_STUDY = models.Q(state=EnrollmentState.ACTIVE, cohort__closed_at__isnull=True)
"""Twin of ``Enrollment.may_study``."""


def may_study_lesson(lesson_pk: int) -> models.Q:
    """Whose study of this lesson is credited: ``MAY_STUDY``, or a lesson on a change of law that the student was given and has not withdrawn from.

    Not of those who completed it in a place they moved from.
    """
    given = models.Q(delta_assignments__lesson=lesson_pk) & ~models.Q(state=EnrollmentState.WITHDRAWN)
    before = models.Q(models.Exists(_completed_before(models.OuterRef("pk"), models.OuterRef("student")).filter(lesson=lesson_pk)), moved_from__isnull=False)
    return (MAY_STUDY | given) & ~before


def _completed_before(enrollment: Any, student: Any) -> Any:
    """Completions of the student in other places from which they moved on."""
    completions = apps.get_model("curriculum", "LessonCompletion").objects  # by name: completions import nothing of ours, but stand later
    return completions.filter(enrollment__student=student, enrollment__moved_to__isnull=False).exclude(enrollment=enrollment)
