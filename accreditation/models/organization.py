"""The DOJ-recognized organization that files for a student; not the same as a campus."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel

PO_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b", re.IGNORECASE)


def refuse_po_box(street: str) -> None:
    """The form refuses a post office box as the organization's address (domain reference, 2.2)."""
    if PO_BOX.search(street):
        raise ValidationError("The form needs a street address; a PO box is refused.")


class RecognitionState(models.TextChoices):
    RECOGNIZED = "recognized", "Already recognized"
    APPLYING = "applying", "Form EOIR-31 accompanies"


class SponsoringOrganization(PublicIdModel):
    """``recognition_state`` and ``recognition_date`` say what the newest ``Recognition`` says, as the form asks it.

    ``yearly_training_minutes`` is what the organization advises its representatives to add each year; no rule sets a figure (mark D), so it starts empty.
    """

    legal_name = models.CharField(max_length=255)
    doing_business_as = models.CharField(max_length=255, blank=True)
    street = models.CharField(max_length=255, validators=[refuse_po_box])
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    zip_code = models.CharField(max_length=10)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    recognition_state = models.CharField(max_length=12, choices=RecognitionState.choices, default=RecognitionState.RECOGNIZED)
    recognition_date = models.DateField(null=True, blank=True)
    website = models.URLField(blank=True)
    prior_names = models.CharField(max_length=500, blank=True)
    yearly_training_minutes = models.PositiveIntegerField(null=True, blank=True)
    campuses = models.ManyToManyField("people.Campus", related_name="sponsors", blank=True)

    class Meta:
        ordering = ["legal_name"]
        constraints = [models.CheckConstraint(condition=Q(recognition_state__in=RecognitionState.values), name="organization_state_known")]

    def __str__(self) -> str:
        return self.legal_name
