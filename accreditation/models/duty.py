"""What somebody has to do by a day, the reminders that were sent, and what is known of the program itself."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.application import Application
from accreditation.models.organization import SponsoringOrganization
from lms.core.models import AppendOnlyModel, PublicIdModel


class DutyKind(models.TextChoices):
    OFFICER_CHANGE = "officer_change", "Report the change of authorized officer"
    ORGANIZATION_CHANGE = "organization_change", "Report the change of the organization"
    RECOGNITION_ENDED = "recognition_ended", "Record the end of every accreditation"
    ROLE_CHANGE = "role_change", "Report the change of the person’s role"
    LEFT_ORGANIZATION = "left_organization", "Report that the person left"
    GRADUATION = "graduation", "Agree on what happens after graduation"


class Duty(PublicIdModel):
    """A duty that arose on a day and is due on another; settled with a date and a proof.

    ``key`` keeps a second one for the same thing out. ``campus`` and ``student`` are empty where it concerns the organization alone.
    """

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=DutyKind.choices)
    organization = models.ForeignKey(SponsoringOrganization, on_delete=models.PROTECT, related_name="duties")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="duties", null=True, blank=True)
    student = models.CharField(max_length=22, blank=True)
    arose_on = models.DateField()
    due_on = models.DateField()
    opened_by = models.CharField(max_length=22, blank=True)
    opened_at = models.DateTimeField()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=22, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_kind_known"),
            models.CheckConstraint(condition=Q(due_on__gte=F("arose_on")) | Q(kind="graduation"), name="duty_due_after"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_at__isnull=True, settled_by="", proof="")
                | Q(settled_on__isnull=False, settled_at__isnull=False) & ~Q(settled_by="") & ~Q(proof=""),
                name="duty_settled_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DeadlineReminder(AppendOnlyModel):
    """That people were reminded of a deadline at one of its steps; ``step`` is in days before, -1 once it was over."""

    deadline = models.CharField(max_length=120)
    step = models.SmallIntegerField()
    told = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "step"], name="deadline_reminded_once")]

    def __str__(self) -> str:
        return f"{self.deadline} at {self.step}"


class ProgramNotice(AppendOnlyModel):
    """What is known of EOIR’s program on a day, with its source and how sure we are (A to D); shown, never computed with."""

    happened = models.CharField(max_length=60)
    checked_on = models.DateField()
    text = models.TextField()
    source = models.CharField(max_length=300)
    mark = models.CharField(max_length=4)
    sort_on = models.DateField()
    recorded_by = models.CharField(max_length=22, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-sort_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.happened}: {self.text[:60]}"
