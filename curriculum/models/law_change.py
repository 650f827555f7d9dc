"""The case that a change of law opens: what it reaches, who looked at it, and what those already trained study again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel


class LawChange(PublicIdModel):
    """Open until everything it reaches was looked at and somebody says so in ``conclusion``."""

    change = models.OneToOneField("curriculum.AuthorityStatusChange", on_delete=models.PROTECT, related_name="case")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=22, blank=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(closed_at__isnull=True) | ~Q(conclusion=""), name="law_change_closed_with_conclusion")]

    def __str__(self) -> str:
        return str(self.change)


class ItemState(models.TextChoices):
    TO_CHECK = "to_check", "To check"
    UNAFFECTED = "unaffected", "Looked at, still right"
    REVISED = "revised", "Revised"


class Relation(models.TextChoices):
    """How what is cited stands to what changed."""

    IT = "it", "Cites it"
    PART = "part", "Cites a part of it"
    WHOLE = "whole", "Cites the section it stands in"


class LawChangeItem(models.Model):
    """One lesson, question or glossary term that the change reaches: a task of its owner until somebody decides.

    ``kind`` and ``ref`` name it (``ref`` is a public id or a slug); a lesson to check carries the dated banner. ``relation`` and
    ``cited`` say why it is listed. ``owner`` is a person's public id; empty while nobody has it, then it waits for all authors.
    """

    case = models.ForeignKey(LawChange, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=16)
    ref = models.CharField(max_length=100)
    title = models.CharField(max_length=255)
    program = models.ForeignKey("curriculum.ProgramPage", on_delete=models.SET_NULL, null=True, related_name="+")
    relation = models.CharField(max_length=5, choices=Relation.choices, default=Relation.IT)
    cited = models.CharField(max_length=500, blank=True, help_text="The keys by which it cites the law, parted by semicolons.")
    owner = models.CharField(max_length=22, blank=True)
    state = models.CharField(max_length=12, choices=ItemState.choices, default=ItemState.TO_CHECK)
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "ref"], name="law_change_item_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="law_change_item_state_known"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="law_change_item_relation_known"),
            models.CheckConstraint(
                condition=Q(state="to_check", decided_at__isnull=True, decided_by="") | (~Q(state="to_check") & Q(decided_at__isnull=False)),
                name="law_change_item_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "ref", "state"], name="law_change_item_open"),
            models.Index(fields=["owner", "state"], name="law_change_item_by_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class DeltaAssignment(models.Model):
    """A short lesson on what changed, given to somebody already trained. It may be studied after the cohort has closed."""

    case = models.ForeignKey(LawChange, on_delete=models.PROTECT, related_name="assignments")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="delta_assignments")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="delta_assignments")
    due_on = models.DateField(null=True, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "enrollment"], name="delta_lesson_assigned_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id} for {self.enrollment_id}"
