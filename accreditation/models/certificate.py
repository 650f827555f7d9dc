"""A signed statement that a named person completed a named training: frozen as issued, with its present status beside it."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel


class Certificate(AppendOnlyModel):
    """``facts`` is everything printed; ``entries`` the (seq, hash) of every ledger entry it rests on; ``code`` is unguessable (192 bits).

    A place has one certificate of a track at a time: edition 1, or the one that replaces the edition before. An edition is replaced once at
    most, and the database refuses one that replaces a certificate of another place. ``credential`` is the signed data, to the byte; empty for
    certificates from before they were signed. ``status_list`` and ``status_index`` are its place in the published list of withdrawn ones.
    """

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
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    template = models.ForeignKey("accreditation.CertificateTemplate", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    credential = models.TextField(blank=True)
    status_list = models.PositiveIntegerField(null=True, blank=True)
    status_index = models.PositiveIntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "track", "edition"], name="certificate_edition_once"),
            models.CheckConstraint(
                condition=Q(edition=1, replaces__isnull=True) | Q(edition__gt=1, replaces__isnull=False), name="certificate_first_or_replaces"
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="certificate_status_once"),
            models.CheckConstraint(
                condition=Q(status_list__isnull=True, status_index__isnull=True, credential="")
                | (Q(status_list__gte=1, status_index__lt=131_072) & ~Q(credential="")),
                name="certificate_signed_with_status",
            ),
            models.CheckConstraint(condition=~Q(issued_by=F("student")), name="certificate_not_issued_by_holder"),
        ]
        indexes = [models.Index(fields=["student"], name="certificate_by_student")]

    def __str__(self) -> str:
        return self.number


class CertificateEventKind(models.TextChoices):
    FLAGGED = "flagged", "Under review"
    REVOKED = "revoked", "Revoked"
    REINSTATED = "reinstated", "Reinstated"
    SUPERSEDED = "superseded", "Superseded by a later edition"


class CertificateEvent(AppendOnlyModel):
    """What happened to a certificate after it was issued; the newest decides its present status.

    ``reason`` is a sentence of ours; what a person wrote is ``sealed_reason``, encrypted with the holder's own key.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=CertificateEventKind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=22)
    reason = models.CharField(max_length=500, blank=True)
    sealed_reason = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CertificateEventKind.values), name="certificate_event_known"),
            models.CheckConstraint(condition=~Q(reason="") | Q(sealed_reason__isnull=False), name="certificate_event_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.kind}"
