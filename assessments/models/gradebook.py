"""What a cohort's gradebook counts, and how much."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel

MOST_WEIGHT = 1000


class GradebookGroup(models.Model):
    """Assessments that are looked at together: of their results the lowest ``drop_lowest`` do not count."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="gradebook_groups")
    name = models.CharField(max_length=60)
    drop_lowest = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["cohort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="gradebook_group_once"),
            models.CheckConstraint(condition=Q(drop_lowest__lte=50), name="gradebook_drop_in_range"),
        ]

    def __str__(self) -> str:
        return self.name


class GradebookWeight(models.Model):
    """How much an assessment counts beside the others; 1 without a row, 0 for not at all."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="gradebook_weights")
    assessment = models.ForeignKey("assessments.AssessmentPage", on_delete=models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)
    group = models.ForeignKey(GradebookGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="weights")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "assessment"], name="gradebook_weight_once"),
            models.CheckConstraint(condition=Q(weight__lte=MOST_WEIGHT), name="gradebook_weight_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.weight}"


class Exemption(AppendOnlyModel):
    """A student is exempt from an assessment, or no longer; the highest ``number`` counts. ``reason`` is shown to the student."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="exemptions")
    assessment = models.ForeignKey("assessments.AssessmentPage", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    is_exempt = models.BooleanField()
    reason = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=22)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "assessment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "assessment", "number"], name="exemption_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.assessment_id}: {self.is_exempt}"
