"""Documents that support an application: what was handed in, what became of it, and what keeps it (issue on accreditation, part 3)."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel, new_public_id

DECIDED = ("verified", "rejected")


class EvidenceEventKind(models.TextChoices):
    SUBMITTED = "submitted", "Handed in"
    VERIFIED = "verified", "Verified"
    REJECTED = "rejected", "Not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REPLACED = "replaced", "Replaced by a newer one"
    PURGED = "purged", "Removed after its time"


class Evidence(AppendOnlyModel):
    """One document, or one fact in its place, of a student or of a sponsoring organization. Written once; its state is the newest of its events.

    People, organizations and campuses are public ids and slugs as text. What was typed beside the file is in ``EvidenceText``, sealed. ``campus`` is
    where it was handed in. ``file`` is a file of the vault, ``sha256`` of its content as kept; ``again`` counts the documents of the same owner with
    the same file (or all those without one) before it. ``replaces`` and ``about`` name another document and the training or filing it belongs to.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=32)
    student = models.CharField(max_length=22, blank=True)
    organization = models.CharField(max_length=22, blank=True)
    campus = models.CharField(max_length=64)
    file = models.CharField(max_length=22, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    replaces = models.CharField(max_length=22, blank=True)
    about = models.CharField(max_length=64, blank=True)
    uploaded_by = models.CharField(max_length=22)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = "evidence"
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=(Q(student="") & ~Q(organization="")) | (~Q(student="") & Q(organization="")), name="evidence_of_one_owner"),
            models.CheckConstraint(condition=Q(file="", sha256="", size=0) | (~Q(file="") & ~Q(sha256="") & Q(size__gt=0)), name="evidence_file_whole"),
            models.CheckConstraint(condition=~Q(uploaded_by="") & ~Q(campus=""), name="evidence_by_somebody_somewhere"),
            models.UniqueConstraint(fields=["student", "organization", "sha256", "again"], name="evidence_same_file_counted"),
        ]
        indexes = [
            models.Index(fields=["student", "kind"], name="evidence_by_student"),
            models.Index(fields=["organization", "kind"], name="evidence_by_organization"),
            models.Index(fields=["campus", "kind"], name="evidence_by_campus"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def owner(self) -> str:
        return self.student or self.organization


class EvidenceEvent(AppendOnlyModel):
    """One step in a document's life: who, when, what. ``number`` counts from 1, which is handing it in.

    ``student`` and ``uploaded_by`` repeat the document's, so that the database itself refuses a verification by either. ``text_sha256`` is of the sealed
    text that belongs to the event, if there is one; ``why`` says by which rule a document was removed. ``by`` is empty only for the system.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EvidenceEventKind.choices)
    by = models.CharField(max_length=22, blank=True)
    at = models.DateTimeField()
    student = models.CharField(max_length=22, blank=True)
    uploaded_by = models.CharField(max_length=22)
    text_sha256 = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["evidence", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_event_numbered"),
            models.CheckConstraint(condition=Q(kind__in=EvidenceEventKind.values), name="evidence_event_known"),
            models.CheckConstraint(condition=(Q(number=1) & Q(kind="submitted")) | (Q(number__gt=1) & ~Q(kind="submitted")), name="evidence_event_begins"),
            models.CheckConstraint(condition=~Q(by="") | Q(kind="purged"), name="evidence_event_by_somebody"),
            models.CheckConstraint(condition=~Q(kind__in=DECIDED) | (~Q(by=F("uploaded_by")) & ~Q(by=F("student"))), name="evidence_decided_by_another"),
            models.CheckConstraint(condition=~Q(kind="rejected") | ~Q(text_sha256=""), name="evidence_rejected_for_a_reason"),
            models.CheckConstraint(condition=~Q(kind="purged") | ~Q(why=""), name="evidence_purged_by_a_rule"),
        ]
        indexes = [models.Index(fields=["kind", "at"], name="evidence_event_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.evidence_id}"


class EvidenceText(models.Model):
    """The sealed text of an event: what was typed beside a file (number 1), or why a document was not accepted. Removed with the document."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["evidence", "number"]
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="evidence_text_once")]

    def __str__(self) -> str:
        return f"Text {self.number} of {self.evidence_id}"


class EvidenceRequest(AppendOnlyModel):
    """A coordinator asked a student for a document. It is answered by the next document of that kind."""

    student = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    due_on = models.DateField(null=True, blank=True)
    asked_by = models.CharField(max_length=22)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(asked_by="") & ~Q(student="") & ~Q(asked_by=F("student")), name="evidence_asked_by_another")]
        indexes = [models.Index(fields=["student", "kind"], name="evidence_asked_of")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.student}"


class LegalHold(PublicIdModel):
    """Nothing of a student or organization is removed while one of these stands (domain reference, 7.3). Placed by one person, ended by another."""

    student = models.CharField(max_length=22, blank=True)
    organization = models.CharField(max_length=22, blank=True)
    campus = models.CharField(max_length=64)
    sealed_reason = models.BinaryField()
    placed_by = models.CharField(max_length=22)
    placed_at = models.DateTimeField()
    ended_by = models.CharField(max_length=22, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=(Q(student="") & ~Q(organization="")) | (~Q(student="") & Q(organization="")), name="hold_of_one_owner"),
            models.CheckConstraint(condition=~Q(placed_by=""), name="hold_placed_by_somebody"),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at__isnull=True) | (~Q(ended_by="") & Q(ended_at__isnull=False)), name="hold_ended_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(ended_by=F("placed_by")) & (Q(student="") | ~Q(ended_by=F("student"))), name="hold_ended_by_another"),
        ]
        indexes = [models.Index(fields=["student"], name="hold_by_student"), models.Index(fields=["organization"], name="hold_by_organization")]

    def __str__(self) -> str:
        return f"Hold on {self.owner}"

    @property
    def owner(self) -> str:
        return self.student or self.organization


class RetentionChange(AppendOnlyModel):
    """An organization keeps documents of a kind for another time than the rule says, from now on. The newest counts; no months means the rule again."""

    organization = models.CharField(max_length=22)
    kind = models.CharField(max_length=32)
    months = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    set_by = models.CharField(max_length=22)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(months__isnull=True) | Q(months__lte=600), name="retention_months_sensible"),
            models.CheckConstraint(condition=~Q(set_by="") & ~Q(reason=""), name="retention_set_for_a_reason"),
        ]
        indexes = [models.Index(fields=["organization", "kind"], name="retention_of_organization")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization}: {self.months}"
