"""Background work as rows. The Job row is the truth; the broker only carries its public id (decision record 6)."""

from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel


class State(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Canceled"


UNFINISHED = (State.QUEUED, State.RUNNING)


class Job(PublicIdModel):
    """One piece of background work. ``owner`` and ``campus`` are public ids as text; an empty owner is the system.

    While running, ``holder`` names the one worker that may write to the row, until ``lease_until``; a worker that lost its
    lease finds another holder and stops. ``key``: asking again for the same thing gives the same job.
    """

    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=22, blank=True)
    campus = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=200, null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    holder = models.CharField(max_length=22, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="job_once_per_key"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            models.CheckConstraint(
                condition=(Q(state=State.RUNNING, lease_until__isnull=False) & ~Q(holder=""))
                | (~Q(state=State.RUNNING) & Q(holder="", lease_until__isnull=True)),
                name="job_held_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True) | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="job_finished_has_time",
            ),
            models.CheckConstraint(condition=Q(state=State.FAILED) & ~Q(failure="") | ~Q(state=State.FAILED) & Q(failure=""), name="job_failed_says_why"),
        ]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="job_by_state"),
            models.Index(fields=["owner", "state"], name="job_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED


class Outbox(models.Model):
    """The message that a job waits, written in the transaction that asked for it; sent to the broker once it is due."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="outbox")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "outbox"
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="outbox_unsent")]

    def __str__(self) -> str:
        return f"Message about {self.job_id}"


class Line(models.Model):
    """One row per person who ever asked for work: locked while their waiting jobs are counted, so the limit holds."""

    owner = models.CharField(max_length=22, primary_key=True)

    def __str__(self) -> str:
        return f"Line of {self.owner}"


class SweepSlot(models.Model):
    """The last slot of time in which a shared sweep was begun, by whichever process was first."""

    name = models.CharField(max_length=64, primary_key=True)
    slot = models.BigIntegerField(default=-1)
    began_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, slot {self.slot}"
