"""Who signs a program's certificates, and since when: a certificate is signed by who was appointed on its date (domain reference, 3.1)."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class Signatory(PublicIdModel):
    """An appointment on a campus: for the program of that public id, or for every program when ``program`` is empty.

    ``appointed_until`` is the last day; none means that it goes on. A person's signature is never kept or imitated: it is a line to sign on.
    """

    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="signatories")
    program = models.CharField(max_length=22, blank=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=150)
    appointed_from = models.DateField()
    appointed_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=22)

    class Meta:
        ordering = ["appointed_from", "pk"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(fields=["campus", "program", "appointed_from"], name="signatory_once_a_day"),
            models.UniqueConstraint(fields=["campus", "program"], condition=Q(appointed_until__isnull=True), name="signatory_one_at_present"),
            models.CheckConstraint(
                condition=Q(appointed_until__isnull=True) | Q(appointed_until__gte=F("appointed_from")), name="signatory_ends_after_beginning"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(title=""), name="signatory_named_with_title"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"
