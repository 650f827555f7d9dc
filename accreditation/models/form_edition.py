"""An edition of a government form: data with an effective date, never code (domain reference, 2.1)."""

from django.db import models
from django.db.models import Q


class FormEdition(models.Model):
    """``fields`` is a list of ``{key, group, asks, confirmed, mark}``; ``checked_on`` is when a person compared it with the official PDF."""

    form = models.CharField(max_length=20)
    edition = models.CharField(max_length=60)
    effective_from = models.DateField()
    source = models.CharField(max_length=500)
    fields = models.JSONField(default=list)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["form", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["form", "edition"], name="form_edition_once"),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by="") | (Q(checked_on__isnull=False) & ~Q(checked_by="")), name="form_edition_checked_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.edition}"
