"""Why a certificate was flagged by the correction of a question, so that taking the correction back can withdraw it."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class RegradeFlag(AppendOnlyModel):
    """``event`` flagged a certificate because ``fix`` (its public id) cost the pass of ``assessment`` (its primary key)."""

    event = models.OneToOneField("accreditation.CertificateEvent", on_delete=models.PROTECT, related_name="regrade")
    fix = models.CharField(max_length=22)
    assessment = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(fix=""), name="regrade_flag_names_fix")]

    def __str__(self) -> str:
        return f"{self.event_id} by {self.fix}"
