"""A mark: points as an exact fraction, by the engine or by a person. A changed mark is a new row."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class Grade(AppendOnlyModel):
    """``numerator / denominator`` points for one item; the highest ``number`` counts. ``rubric`` maps criterion id to points."""

    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.PROTECT, related_name="grades")
    number = models.PositiveSmallIntegerField()
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    rubric = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    marked_by = models.CharField(max_length=22, blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="grade_number_once"),
            models.CheckConstraint(condition=Q(denominator__gte=1), name="grade_denominator_positive"),
            models.CheckConstraint(condition=Q(numerator__gte=0), name="grade_not_negative"),
            models.CheckConstraint(condition=Q(number__gte=1), name="grade_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.numerator}/{self.denominator}"
