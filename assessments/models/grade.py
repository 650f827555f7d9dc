"""A mark: points as an exact fraction, by the engine or by a person. A changed mark is a new row.

Every row is an event; ``assessments.grading.fold`` says which one counts.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.core.models import AppendOnlyModel


class GradeKind(models.TextChoices):
    """Why a mark was given. What a machine works out is apart from what a person judges: see ``JUDGED``."""

    AUTOMATIC = "automatic", _("Marked automatically")
    MANUAL = "manual", _("Marked by a person")
    RECONCILED = "reconciled", _("Marked by two people")
    LATE_ANSWER = "late_answer", _("A late answer was accepted")
    FIX = "fix", _("The question was corrected")
    UNDO = "undo", _("A correction was taken back")
    DISPUTE = "dispute", _("Changed after a dispute")


JUDGED = (GradeKind.MANUAL, GradeKind.RECONCILED, GradeKind.DISPUTE)
"""A person read the answer and decided; no machine takes such a mark away."""


class Grade(AppendOnlyModel):
    """``numerator / denominator`` points for one item; the highest ``number`` counts.

    ``version`` and ``step`` are the question's version and the saved answer that were marked; without a step nothing was answered,
    and without a version it is the one that the item froze. ``rubric`` maps criterion id to points, ``row_comments`` to a comment.
    ``reason`` is told to the student. ``fix`` is the correction of a question that made this mark, or took it back.
    """

    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.PROTECT, related_name="grades")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=GradeKind.choices, default=GradeKind.AUTOMATIC)
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    step = models.ForeignKey("assessments.AttemptStep", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    fix = models.ForeignKey("assessments.QuestionFix", on_delete=models.PROTECT, related_name="grades", null=True, blank=True)
    rubric = models.JSONField(default=dict)
    row_comments = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    marked_by = models.CharField(max_length=22, blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "number"]
        # few answers are marked again: whoever asks which mark is the newest looks here, and mostly finds nothing
        indexes = [models.Index(fields=["item"], condition=Q(number__gt=1), name="grade_marked_again")]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="grade_number_once"),
            # once for each answer: one that came late and was accepted is fixed as the one before it was
            models.UniqueConstraint(fields=["item", "fix", "kind", "step"], condition=Q(fix__isnull=False, step__isnull=False), name="grade_once_per_fix"),
            models.UniqueConstraint(fields=["item", "fix", "kind"], condition=Q(fix__isnull=False, step__isnull=True), name="grade_once_per_fix_unanswered"),
            models.CheckConstraint(condition=Q(denominator__gte=1), name="grade_denominator_positive"),
            models.CheckConstraint(condition=Q(numerator__gte=0), name="grade_not_negative"),
            models.CheckConstraint(condition=Q(number__gte=1), name="grade_number_from_one"),
            models.CheckConstraint(condition=Q(kind__in=GradeKind.values), name="grade_kind_known"),
            models.CheckConstraint(condition=~Q(kind__in=JUDGED) | ~Q(marked_by=""), name="grade_judged_by_somebody"),
            models.CheckConstraint(
                condition=Q(kind__in=("fix", "undo"), fix__isnull=False) | (~Q(kind__in=("fix", "undo")) & Q(fix__isnull=True)), name="grade_fix_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.numerator}/{self.denominator}"
