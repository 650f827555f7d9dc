"""The ledger: credited minutes, one chain of entries per student (hours.md, section 4)."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel


class Kind(models.TextChoices):
    CREDIT = "credit", "Credit"
    REVERSAL = "reversal", "Reversal"
    ADJUSTMENT = "adjustment", "Adjustment"


class Category(models.TextChoices):
    LAW_CONTACT = "law_contact", "Law, with a teacher"
    LAW_SELF_STUDY = "law_self_study", "Law, self-study"
    SKILLS = "skills", "Skills"
    ADVOCACY_LITIGATION = "advocacy_litigation", "Trial and appellate advocacy"
    PRACTICUM_SUPERVISED = "practicum_supervised", "Supervised practice"
    ORGANIZING = "organizing", "Organizing"
    EXTERNAL_TRAINING = "external_training", "Outside training"


class SourceKind(models.TextChoices):
    LESSON = "lesson", "Lesson"
    LIVE_SESSION = "live_session", "Live session"
    ASSESSMENT = "assessment", "Assessment"
    PRACTICE = "practice", "Supervised practice"
    EXTERNAL_TRAINING = "external_training", "Outside training"
    ADJUSTMENT = "adjustment", "Adjustment"


class Mode(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    LIVE_REMOTE = "live_remote", "Live, remote"
    SELF_PACED = "self_paced", "Self-paced"
    HYBRID = "hybrid", "Hybrid"


NEEDS_APPROVAL = (SourceKind.EXTERNAL_TRAINING, SourceKind.ADJUSTMENT)


class LedgerHead(models.Model):
    """The end of one student's chain; locked while an entry is appended."""

    student = models.CharField(max_length=22, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.student} at {self.seq}"


class Entry(AppendOnlyModel):
    """One credited, reversed or adjusted amount of minutes. Written once; ``hash`` covers every other field.

    ``topics`` maps topic slug to minutes and sums to ``minutes``; ``evidence`` holds kind and hash of what the
    figure rests on; ``source_id``, ``enrollment``, ``cohort``, ``campus`` and ``program`` are public ids as text.
    """

    student = models.CharField(max_length=22)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    category = models.CharField(max_length=24, choices=Category.choices)
    minutes = models.IntegerField()
    topics = models.JSONField(default=dict)

    program = models.CharField(max_length=64, blank=True)
    program_version = models.CharField(max_length=32, blank=True)
    track = models.CharField(max_length=32, blank=True)
    enrollment = models.CharField(max_length=22, blank=True)
    cohort = models.CharField(max_length=64, blank=True)
    campus = models.CharField(max_length=64, blank=True)

    source_kind = models.CharField(max_length=20, choices=SourceKind.choices)
    source_id = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    provider = models.CharField(max_length=255, blank=True)
    mode = models.CharField(max_length=12, choices=Mode.choices)
    occurred_from = models.DateField()
    occurred_to = models.DateField()

    content_revision = models.CharField(max_length=64, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    evidence = models.JSONField(default=dict)

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=22)
    approved_by = models.CharField(max_length=22, blank=True)
    reason_sha256 = models.CharField(max_length=64, blank=True)
    reverses = models.PositiveIntegerField(null=True, blank=True)

    idempotency_key = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["student", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["student", "seq"], name="entry_seq_once"),
            models.UniqueConstraint(fields=["student", "idempotency_key"], name="entry_key_once"),
            models.UniqueConstraint(fields=["student", "reverses"], condition=Q(reverses__isnull=False), name="entry_reversed_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="entry_seq_from_one"),
            models.CheckConstraint(condition=~Q(minutes=0), name="entry_minutes_not_zero"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="entry_category_known"),
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="entry_source_known"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="entry_mode_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.REVERSAL, reverses__isnull=False) | (~Q(kind=Kind.REVERSAL) & Q(reverses__isnull=True)),
                name="entry_reversal_names_entry",
            ),
            models.CheckConstraint(condition=Q(kind=Kind.CREDIT, minutes__gt=0) | ~Q(kind=Kind.CREDIT), name="entry_credit_positive"),
            models.CheckConstraint(condition=Q(occurred_from__lte=F("occurred_to")), name="entry_dates_in_order"),
            models.CheckConstraint(
                condition=Q(approved_by="") | (~Q(approved_by=F("recorded_by")) & ~Q(approved_by=F("student"))),
                name="entry_approver_is_another",
            ),
            models.CheckConstraint(
                condition=~(Q(kind=Kind.ADJUSTMENT) | Q(source_kind__in=NEEDS_APPROVAL)) | ~Q(approved_by=""),
                name="entry_approved_where_needed",
            ),
        ]
        indexes = [
            models.Index(fields=["enrollment", "track"], name="entry_by_enrollment"),
            models.Index(fields=["student", "source_kind", "source_id"], name="entry_by_source"),
            models.Index(fields=["content_revision"], name="entry_by_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.seq}: {self.minutes} min, {self.title}"


class EntryNote(models.Model):
    """The free text of an entry's reason, encrypted with the student's own key and erasable; the entry keeps its hash."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="note")
    sealed_text = models.BinaryField()

    def __str__(self) -> str:
        return f"Reason of entry {self.entry_id}"
