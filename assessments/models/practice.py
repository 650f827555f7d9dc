"""Practice: where a student stands with each question they practiced. No attempt, no mark, no hour comes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class PracticeCard(models.Model):
    """One question of one student in its box (``assessments.policies.boxes``): ``due_on`` says when it comes again."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_cards")
    question = models.ForeignKey("assessments.Question", on_delete=models.CASCADE, related_name="+")
    box = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answered = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "question"], name="practice_card_once"),
            models.CheckConstraint(condition=Q(box__gte=1, box__lte=5), name="practice_box_known"),
            models.CheckConstraint(condition=Q(missed__lte=models.F("answered")), name="practice_missed_of_answered"),
        ]
        indexes = [models.Index(fields=["student", "due_on"], name="practice_due")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.question_id}: {self.box}"
