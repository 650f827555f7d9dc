"""A legal source that lessons and questions cite."""

from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel


class AuthorityKind(models.TextChoices):
    STATUTE = "statute", "Statute"
    REGULATION = "regulation", "Regulation"
    DECISION = "decision", "Decision"
    FEDERAL_REGISTER = "federal_register", "Federal Register"
    PUBLIC_LAW = "public_law", "Public law"
    FORM = "form", "Form"
    MANUAL = "manual", "Manual"
    POLICY_MEMO = "policy_memo", "Policy memorandum"


class AuthorityStatus(models.TextChoices):
    CURRENT = "current", "Current"
    AMENDED = "amended", "Amended"
    SUPERSEDED = "superseded", "Superseded"
    OVERRULED = "overruled", "Overruled"
    VACATED = "vacated", "Vacated"
    PENDING = "pending", "Pending"


class Authority(models.Model):
    """``key`` is the normalized citation, e.g. ``8 CFR 1292.12(a)(6)``; ``confidence`` is A to D, or ? for “check before relying on it”."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=AuthorityKind.choices)
    title = models.CharField(max_length=300)
    citation = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=AuthorityStatus.choices, default=AuthorityStatus.CURRENT)
    status_note = models.CharField(max_length=500, blank=True)
    confidence = models.CharField(max_length=1, default="C")

    panels = [FieldPanel(name) for name in ("key", "kind", "title", "citation", "url", "status", "status_note", "confidence")]

    class Meta:
        verbose_name_plural = "authorities"
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AuthorityKind.values), name="authority_kind_known"),
            models.CheckConstraint(condition=Q(status__in=AuthorityStatus.values), name="authority_status_known"),
            models.CheckConstraint(condition=Q(confidence__in=["A", "B", "C", "D", "?"]), name="authority_confidence_known"),
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def needs_care(self) -> bool:
        """True when a reader must be told before relying on it."""
        return self.status != AuthorityStatus.CURRENT or self.confidence in ("D", "?")
