"""Where a student stopped reading a lesson."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from curriculum.models.mark import AnchoredModel


class ReadingPlace(AnchoredModel):
    """One row for each enrollment and lesson; ``percent`` is how much of the lesson's text stands before the place."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.CASCADE, related_name="reading_places")
    percent = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "lesson"], name="reading_place_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="reading_place_percent"),
            models.CheckConstraint(condition=~Q(address="") & ~Q(quote=""), name="reading_place_has_a_passage"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.lesson_id} at {self.percent} %"
