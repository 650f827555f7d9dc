"""Opaque matters, the students in them, and the points they reach.

No field holds a client's name: a matter is a code that the server made. Ids of people are public ids as text.
"""

from django.db import models
from django.db.models import F, Q

from accreditation.models.attorney import SupervisingAttorney
from lms.core.models import PublicIdModel

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
CODE_PATTERN = rf"^M-[{CODE_LETTERS}]{{4}}$"


class CaseCategory(models.TextChoices):
    ASYLUM = "asylum", "Asylum and related protection"
    FAMILY = "family", "Family"
    TPS = "tps", "Temporary protected status"
    HUMANITARIAN = "humanitarian", "VAWA, T and U"
    SIJ = "sij", "Special immigrant juvenile"
    NATURALIZATION = "naturalization", "Naturalization"
    REMOVAL_DEFENSE = "removal_defense", "Defense in removal"
    WORK_PERMIT = "work_permit", "Employment authorization"
    OTHER = "other", "Other"


class Matter(models.Model):
    """A client's case, known here by a code alone; the key to the codes stays with the clinic."""

    code = models.CharField(max_length=6, unique=True)
    campus = models.CharField(max_length=64)
    category = models.CharField(max_length=20, choices=CaseCategory.choices)
    attorney = models.ForeignKey(SupervisingAttorney, on_delete=models.PROTECT, related_name="matters")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.CharField(max_length=22)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="matter_code_is_opaque"),
            models.CheckConstraint(condition=Q(category__in=CaseCategory.values), name="matter_category_known"),
            models.CheckConstraint(condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="matter_closed_later"),
        ]
        indexes = [models.Index(fields=["campus", "closed_on"], name="matter_by_campus")]

    def __str__(self) -> str:
        return self.code


class MatterStudent(models.Model):
    """A student's place in a matter, one of two at a time."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="places")
    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    slot = models.PositiveSmallIntegerField()
    assigned_by = models.CharField(max_length=22)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "slot"], condition=Q(ended_at__isnull=True), name="matter_two_students"),
            models.UniqueConstraint(fields=["matter", "student"], condition=Q(ended_at__isnull=True), name="matter_student_once"),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="matter_slot_one_or_two"),
            models.CheckConstraint(condition=~Q(assigned_by=F("student")), name="matter_assigned_by_another"),
        ]
        indexes = [models.Index(fields=["student"], name="matter_place_by_student")]

    def __str__(self) -> str:
        return f"{self.student} in {self.matter_id}"


class CheckpointKind(models.TextChoices):
    INTAKE = "intake", "Intake done"
    DECLARATION_DRAFT = "declaration_draft", "Declaration drafted"
    FILING = "filing", "Filing ready"
    INTERVIEW_PREPARATION = "interview_preparation", "Interview prepared"
    HEARING_PREPARATION = "hearing_preparation", "Hearing prepared"
    CLOSING = "closing", "Closing letter ready"


class Checkpoint(PublicIdModel):
    """A point of a matter that a student says is reached; the attorney's feedback on it is sealed with the student's key."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="checkpoints")
    student = models.CharField(max_length=22)
    kind = models.CharField(max_length=24, choices=CheckpointKind.choices)
    reached_at = models.DateTimeField()
    sealed_feedback = models.BinaryField(null=True, blank=True)
    feedback_by = models.CharField(max_length=22, blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "student", "kind"], name="checkpoint_once"),
            models.CheckConstraint(condition=Q(kind__in=CheckpointKind.values), name="checkpoint_kind_known"),
            models.CheckConstraint(
                condition=Q(feedback_by="", feedback_at__isnull=True, sealed_feedback__isnull=True)
                | (~Q(feedback_by="") & Q(feedback_at__isnull=False, sealed_feedback__isnull=False)),
                name="checkpoint_feedback_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.matter_id}"
