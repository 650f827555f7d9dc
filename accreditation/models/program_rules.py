"""Rules of a program in numbered versions, who was moved to which, and when each student was trained under them."""

from django.db import models
from django.db.models import F, Q

from accreditation.dossier import ProgramRules
from lms.core.models import AppendOnlyModel, new_public_id


class ProgramRuleSet(AppendOnlyModel):
    """What a program asks before its students are trained (domain reference, 8.4). Written once: other rules are another number.

    Whoever is enrolled on ``in_force_from`` or later begins under it; nobody who began before is touched. ``exam``, ``ethics`` and
    ``mock_interview`` are slugs of assessments, empty when not asked for. Percents are whole. ``set_by`` is a public id.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    program = models.ForeignKey("curriculum.ProgramPage", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    program_version = models.CharField(max_length=32)
    in_force_from = models.DateField()
    minimum_percent = models.PositiveSmallIntegerField(default=90)
    attendance_percent = models.PositiveSmallIntegerField(default=90)
    make_up_counts = models.BooleanField(default=True)
    all_required_topics = models.BooleanField(default=True)
    exam = models.CharField(max_length=255, blank=True)
    exam_percent = models.PositiveSmallIntegerField(default=70)
    ethics = models.CharField(max_length=255, blank=True)
    mock_interview = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=1000)
    set_by = models.CharField(max_length=22)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["program", "number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="rule_set_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="rule_set_number_from_one"),
            models.CheckConstraint(
                condition=Q(minimum_percent__range=(1, 100), attendance_percent__range=(0, 100), exam_percent__range=(0, 100)), name="rule_set_percents"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(set_by=""), name="rule_set_by_somebody_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Rules {self.number} of {self.program}"

    @property
    def values(self) -> ProgramRules:
        return ProgramRules(
            version=str(self.number), minimum_percent=self.minimum_percent, attendance_percent=self.attendance_percent,
            make_up_counts=self.make_up_counts, all_required_topics=self.all_required_topics, exam=self.exam, exam_percent=self.exam_percent,
            ethics=self.ethics, mock_interview=self.mock_interview,
        )  # fmt: skip


class RulePlacement(AppendOnlyModel):
    """A student's place was moved to other rules; the newest counts. The reason is encrypted with the student's own key."""

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    rule_set = models.ForeignKey(ProgramRuleSet, on_delete=models.PROTECT, related_name="placements")
    sealed_reason = models.BinaryField()
    placed_by = models.CharField(max_length=22)
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(placed_by=F("student")) & ~Q(placed_by=""), name="placement_not_by_student")]
        indexes = [models.Index(fields=["enrollment"], name="placement_by_enrollment")]

    def __str__(self) -> str:
        return f"{self.enrollment} under {self.rule_set}"


class CompletionKind(models.TextChoices):
    TRAINED = "trained", "Trained"
    REOPENED = "reopened", "Open again"


class CompletionEvent(AppendOnlyModel):
    """A place became complete, or stopped being so; ``round`` counts from 1, and in each a place is trained once and reopened once.

    ``cause`` names the kind of fact that did it and ``source`` the fact (a public id, or the number of an entry); ``missing`` what is open again, in
    sentences without names. ``ledger_seq`` is how far the student's chain had come. ``rule_set`` is empty under the rules of the program's page.
    """

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    round = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=CompletionKind.choices)
    rule_set = models.ForeignKey(ProgramRuleSet, on_delete=models.PROTECT, null=True, related_name="+")
    cause = models.CharField(max_length=24)
    source = models.CharField(max_length=64, blank=True)
    missing = models.JSONField(default=list)
    ledger_seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "round", "kind"], name="completion_once_a_round"),
            models.CheckConstraint(condition=Q(round__gte=1), name="completion_round_from_one"),
            models.CheckConstraint(condition=Q(kind__in=CompletionKind.values), name="completion_kind_known"),
            models.CheckConstraint(condition=~Q(cause=""), name="completion_names_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.kind}"
