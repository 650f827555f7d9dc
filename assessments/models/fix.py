"""A question that turned out wrong after it was answered: what is to be done about the marks, first looked at, then applied, then perhaps undone."""

from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel


class FixPolicy(models.TextChoices):
    BOTH = "both", "Credit for both keys: whoever was right by the old or by the new one"
    NEW = "new", "New key only: marked again as if it had always been so"
    EVERYONE = "everyone", "Full credit to everybody who was asked"
    LEAVE = "leave", "Leave the marks as they are"


class FixState(models.TextChoices):
    """``applying`` and ``undoing`` outlive a worker that was killed: the next one goes on."""

    PREVIEWING = "previewing", "Being worked out"
    READY = "ready", "Worked out, not applied"
    APPLYING = "applying", "Being applied"
    APPLIED = "applied", "Applied"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class QuestionFix(PublicIdModel):
    """``version`` holds the corrected key. ``assessments`` are the primary keys in scope. ``told`` is the sentence that students read."""

    question = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="fixes")
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=8, choices=FixPolicy.choices)
    assessments = models.JSONField(default=list)
    told = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=FixState.choices, default=FixState.PREVIEWING)
    summary = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=22)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=22, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(policy__in=FixPolicy.values), name="fix_policy_known"),
            models.CheckConstraint(condition=Q(state__in=FixState.values), name="fix_state_known"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by="") | (Q(applied_at__isnull=False) & ~Q(applied_by="")), name="fix_applied_by"
            ),
            models.CheckConstraint(condition=Q(undone_at__isnull=True, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")), name="fix_undone_by"),
            models.CheckConstraint(condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False), name="fix_undone_after_applied"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=("previewing", "ready"), applied_at__isnull=True) | (~Q(state__in=("previewing", "ready")) & Q(applied_at__isnull=False))
                ),
                name="fix_applied_with_time",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FixRow(models.Model):
    """What a fix would do to one answer, as it was worked out for the preview.

    ``needs_person``: a person judged this answer, or must: the fix leaves it alone and says so. ``touched`` are sentences of other
    apps about what rests on the attempt. Marks are worked out anew when the fix is applied; a mark given meanwhile is not lost.
    """

    fix = models.ForeignKey(QuestionFix, on_delete=models.CASCADE, related_name="rows")
    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.CASCADE, related_name="+")
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.CASCADE, related_name="+")
    before_numerator = models.PositiveBigIntegerField(default=0)
    before_denominator = models.PositiveBigIntegerField(default=1)
    after_numerator = models.PositiveBigIntegerField(default=0)
    after_denominator = models.PositiveBigIntegerField(default=1)
    change = models.SmallIntegerField(help_text="1 up, 0 the same, -1 down.")
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()
    needs_person = models.BooleanField(default=False)
    touched = models.JSONField(default=list)

    class Meta:
        ordering = ["fix", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fix", "item"], name="fix_row_once"),
            models.CheckConstraint(condition=Q(change__in=(-1, 0, 1)), name="fix_row_change_known"),
            models.CheckConstraint(condition=Q(before_denominator__gte=1, after_denominator__gte=1), name="fix_row_denominators_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.fix_id}: {self.item_id}"
