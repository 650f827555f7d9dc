"""What a program says on its certificates of one track; each change is a new version, and a certificate names the one it was set with."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class CertificateTemplate(AppendOnlyModel):
    """Version ``number`` for the track of a program (its public id) on a campus; the highest number counts.

    ``by_rule``: certificates are issued without a person as soon as the program's completion says trained. ``validity_months``: none
    means that they do not expire.
    """

    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="certificate_templates")
    program = models.CharField(max_length=22)
    track = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    course = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=600, blank=True)
    provider = models.CharField(max_length=200)
    provider_address = models.CharField(max_length=300)
    validity_months = models.PositiveSmallIntegerField(null=True, blank=True)
    by_rule = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=22)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campus", "program", "track", "number"], name="certificate_template_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(provider="") & ~Q(provider_address=""), name="certificate_template_says_who_and_where"),
            models.CheckConstraint(condition=Q(number__gte=1), name="certificate_template_from_one"),
            models.CheckConstraint(
                condition=Q(validity_months__isnull=True) | Q(validity_months__gte=1, validity_months__lte=120), name="certificate_template_validity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"
