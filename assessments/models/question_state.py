"""What became of a question: each change of its state, who made it, and why."""

from django.db import models
from django.db.models import F, Q

from assessments.models.question import Question, QuestionState
from lms.core.clock import now
from lms.core.models import AppendOnlyModel


class QuestionStateChange(AppendOnlyModel):
    """``by`` is empty where no person stands behind it (a change of law, a curriculum folder). ``version`` is the number that was the newest then.

    A change to *ready* is a review of that version: ``by`` is its reviewer.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="state_changes")
    number = models.PositiveIntegerField()
    before = models.CharField(max_length=8, choices=QuestionState.choices)
    after = models.CharField(max_length=8, choices=QuestionState.choices)
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_state_change_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="question_state_change_from_one"),
            models.CheckConstraint(condition=Q(before__in=QuestionState.values, after__in=QuestionState.values), name="question_state_change_known"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="question_state_change_changes"),
            models.CheckConstraint(condition=~Q(after__in=("held", "retired")) | ~Q(reason=""), name="question_state_change_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.before} to {self.after}"


def put_state(question: Question, state: str, *, reason: str, by: str) -> None:
    """Change the state and keep the step. The caller holds the question's row and has asked who may."""
    entry = getattr(question, "entry", None)
    QuestionStateChange.objects.create(
        question=question, number=question.state_changes.count() + 1, before=question.state, after=state, version=entry.version.number if entry else 0,
        reason=reason, at=now(), by=by,
    )  # fmt: skip
    Question.objects.filter(pk=question.pk).update(state=state)
