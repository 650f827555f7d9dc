"""How far a student is in a lesson, and that it is complete."""

from django.db import models

from lms.core.models import AppendOnlyModel, PublicIdModel


class LessonProgress(models.Model):
    """One student's way through one lesson. ``checks`` maps a check's id to ``{"response", "right", "at"}`` of the latest answer.

    ``attested_minutes`` are the approved minutes of the student's own statements; they count toward the minimum share.
    """

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="+")
    checks = models.JSONField(default=dict)
    attested_minutes = models.PositiveIntegerField(default=0)
    seen_to_end_at = models.DateTimeField(null=True, blank=True)
    first_opened_at = models.DateTimeField()
    last_opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "lesson"], name="progress_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.lesson_id}"


class LessonCompletion(PublicIdModel, AppendOnlyModel):
    """A lesson completed, on the content that was studied. Written once."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="completions")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="completions")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "lesson"], name="completion_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.lesson_id}"
