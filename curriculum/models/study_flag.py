"""Patterns in a study session that somebody should look at. They never change what was credited."""

from django.conf import settings
from django.db import models

from lms.core.models import AppendOnlyModel, PublicIdModel


class StudyFlag(PublicIdModel, AppendOnlyModel):
    """One pattern found in one study session; ``facts`` are the figures its sentence is made of. Written once."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="study_flags")
    session = models.ForeignKey("curriculum.StudySession", on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="study_flag_once")]

    def __str__(self) -> str:
        return f"{self.kind} in session {self.session_id}"

    @property
    def campus_id(self) -> int:
        return self.enrollment.campus_id


class StudyFlagDismissal(AppendOnlyModel):
    """Somebody looked and says what it was. The sentence is encrypted with the student's own key."""

    flag = models.OneToOneField(StudyFlag, on_delete=models.PROTECT, related_name="dismissal")
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()
    sealed_sentence = models.BinaryField()

    def __str__(self) -> str:
        return f"Dismissal of flag {self.flag_id}"
