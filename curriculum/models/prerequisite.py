"""Which lessons a lesson builds on."""

from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from curriculum.models.lesson import LessonPage


class LessonPrerequisite(Orderable):
    """``page`` builds on ``required``: cohorts whose prerequisites bind open it once that one is done."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="prerequisites")
    required = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "required"], name="prerequisite_once_per_lesson"),
            models.CheckConstraint(condition=~Q(page=F("required")), name="prerequisite_is_another_lesson"),
        ]

    def __str__(self) -> str:
        return str(self.required)
