"""Case rounds: live sessions in which students present matters. The session itself, and who was there, is curriculum's."""

from django.db import models
from django.db.models import Q

from accreditation.models.attorney import SupervisingAttorney
from accreditation.models.matter import Matter
from lms.core.models import AppendOnlyModel


class CaseRound(models.Model):
    """That a live session is a case round. ``session`` is its public id; without an ``attorney`` the session's instructor leads."""

    session = models.CharField(max_length=22, unique=True)
    campus = models.CharField(max_length=64)
    attorney = models.ForeignKey(SupervisingAttorney, on_delete=models.PROTECT, null=True, blank=True, related_name="case_rounds")
    kept_by = models.CharField(max_length=22)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(session="") & ~Q(campus="") & ~Q(kept_by=""), name="case_round_whole")]

    def __str__(self) -> str:
        return f"Case round {self.session}"


class AgendaItem(models.Model):
    """A matter on the agenda of a round, by its code alone."""

    round = models.ForeignKey(CaseRound, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="agenda_items")

    class Meta:
        ordering = ["round", "matter__code"]
        constraints = [models.UniqueConstraint(fields=["round", "matter"], name="agenda_item_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} in {self.round_id}"


class Presentation(AppendOnlyModel):
    """What a student noted that they presented of a matter, guarded and sealed with their key; the highest ``number`` counts. It credits nothing."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="presentations")
    student = models.CharField(max_length=22)
    number = models.PositiveSmallIntegerField()
    sealed_note = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "student", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "student", "number"], name="presentation_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(student=""), name="presentation_whole"),
        ]
        indexes = [models.Index(fields=["student"], name="presentation_by_student")]

    def __str__(self) -> str:
        return f"{self.student} on {self.item_id}, {self.number}"
