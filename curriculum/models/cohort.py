"""One run of a program at a campus."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class Cohort(PublicIdModel):
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="cohorts")
    program = models.ForeignKey("curriculum.ProgramPage", on_delete=models.PROTECT, related_name="cohorts")
    program_version = models.CharField(max_length=32)
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="How many places there are; as many as you like when left empty.")
    prerequisites_bind = models.BooleanField(default=True, help_text="A lesson opens only when the lessons it builds on are done.")

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="cohort_dates_in_order"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="cohort_capacity_positive"),
        ]

    def __str__(self) -> str:
        return self.name
