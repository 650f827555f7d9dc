"""That the results of an assessment were released to a cohort: what waits for a release is shown from then on."""

from django.db import models

from lms.core.models import AppendOnlyModel


class ResultRelease(AppendOnlyModel):
    """Once per assessment and cohort; attempts graded later are released with it. ``released_by`` is a public id."""

    assessment = models.ForeignKey("assessments.AssessmentPage", on_delete=models.PROTECT, related_name="releases")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="releases")
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=22)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "cohort"], name="release_once_per_cohort")]

    def __str__(self) -> str:
        return f"{self.assessment_id} to {self.cohort_id}"
