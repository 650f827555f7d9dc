"""How an assessment is marked, who marks which answer just now, and what each of two markers gave."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class MarkingRules(models.Model):
    """One row per assessment that differs from the defaults, which are those of the fields.

    ``tolerance_percent``: two marks that lie no further apart, in percent of the question's points, are agreed without talking.
    ``dispute_days``: how long after a result is released a student may ask about a mark; also the days to answer in.
    """

    assessment = models.OneToOneField("assessments.AssessmentPage", on_delete=models.CASCADE, related_name="marking_rules")
    anonymous = models.BooleanField("Hide names while marking", default=True)
    markers = models.PositiveSmallIntegerField(
        "Markers for each answer", default=1, choices=[(1, "One person"), (2, "Two people, each without seeing the other’s mark")]
    )
    tolerance_percent = models.PositiveSmallIntegerField(
        "Difference that needs no talk (percent of the points)", default=10, validators=[MaxValueValidator(100)]
    )
    dispute_days = models.PositiveSmallIntegerField("Days in which a mark can be disputed", default=14, validators=[MinValueValidator(1)])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(markers__in=(1, 2)), name="marking_one_or_two"),
            models.CheckConstraint(condition=Q(tolerance_percent__lte=100), name="marking_tolerance_in_range"),
            models.CheckConstraint(condition=Q(dispute_days__gte=1), name="marking_dispute_days_positive"),
        ]

    def __str__(self) -> str:
        return f"Marking of {self.assessment_id}"


class Claim(models.Model):
    """Who marks an answer just now: one row per answer and seat, good until ``until``. Two markers have two seats."""

    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.CASCADE, related_name="claims")
    seat = models.PositiveSmallIntegerField(default=1)
    person = models.CharField(max_length=22)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="claim_once_per_seat"),
            models.UniqueConstraint(fields=["item", "person"], name="claim_once_per_person"),
            models.CheckConstraint(condition=Q(seat__in=(1, 2)), name="claim_seat_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.person}"


class Opinion(AppendOnlyModel):
    """What one of two markers gave an answer, before both are compared. It counts for nothing by itself."""

    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    rubric = models.JSONField(default=dict)
    row_comments = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    marked_by = models.CharField(max_length=22)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="opinion_number_once"),
            models.UniqueConstraint(fields=["item", "marked_by"], name="opinion_once_per_marker"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="opinion_one_or_two"),
            models.CheckConstraint(condition=Q(denominator__gte=1), name="opinion_denominator_positive"),
            models.CheckConstraint(condition=~Q(marked_by=""), name="opinion_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.numerator}/{self.denominator}"


class SavedComment(PublicIdModel):
    """A comment to use again: the instructor's own, or shared with those who mark on the campus."""

    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=22)
    shared = models.BooleanField(default=False)
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campus", "owner", "text"], name="saved_comment_once"),
            models.CheckConstraint(condition=~Q(text=""), name="saved_comment_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
