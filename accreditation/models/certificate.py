"""A signed statement that a named person completed a named training: frozen as issued, with its present status beside it."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class Certificate(AppendOnlyModel):
    """``facts`` is everything printed; ``entries`` the (seq, hash) of every ledger entry it rests on; ``code`` is unguessable (192 bits)."""

    code = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=30, unique=True)
    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    track = models.CharField(max_length=32)
    facts = models.JSONField()
    entries = models.JSONField()
    ledger_seq = models.PositiveIntegerField()
    ledger_hash = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=22)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["enrollment", "track"], name="certificate_once")]
        indexes = [models.Index(fields=["student"], name="certificate_by_student")]

    def __str__(self) -> str:
        return self.number


class CertificateEventKind(models.TextChoices):
    FLAGGED = "flagged", "Flagged: an entry it rests on was reversed"
    REVOKED = "revoked", "Revoked"
    REINSTATED = "reinstated", "Reinstated"


class CertificateEvent(AppendOnlyModel):
    """What happened to a certificate after it was issued; the newest decides its present status."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=CertificateEventKind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=22)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=CertificateEventKind.values), name="certificate_event_known")]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.kind}"
