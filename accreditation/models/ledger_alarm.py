"""Something about the ledger that administrators must look at; kept after it ended."""

from django.db import models
from django.db.models import Q


class AlarmKind(models.TextChoices):
    SHRANK = "shrank", "Entries that were anchored are gone"
    LATE = "late", "The daily anchor is late"


class LedgerAlarm(models.Model):
    """One stretch of time in which something was wrong. At most one of a kind goes on at a time."""

    kind = models.CharField(max_length=10, choices=AlarmKind.choices)
    sentence = models.CharField(max_length=500)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AlarmKind.values), name="ledger_alarm_kind_known"),
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at__isnull=True), name="ledger_alarm_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.raised_at:%Y-%m-%d}"
