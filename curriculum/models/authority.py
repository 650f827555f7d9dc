"""A legal source that lessons and questions cite."""

import re
from typing import Any

from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel

from curriculum.citations.provisions import canonical
from lms.core.models import AppendOnlyModel, PublicIdModel


class AuthorityKind(models.TextChoices):
    STATUTE = "statute", "Statute"
    REGULATION = "regulation", "Regulation"
    DECISION = "decision", "Decision"
    FEDERAL_REGISTER = "federal_register", "Federal Register"
    PUBLIC_LAW = "public_law", "Public law"
    FORM = "form", "Form"
    MANUAL = "manual", "Manual"
    POLICY_MEMO = "policy_memo", "Policy memorandum"
    EXECUTIVE_ORDER = "executive_order", "Executive order or proclamation"


class AuthorityStatus(models.TextChoices):
    CURRENT = "current", "Current"
    AMENDED = "amended", "Amended"
    SUPERSEDED = "superseded", "Superseded"
    OVERRULED = "overruled", "Overruled"
    VACATED = "vacated", "Vacated"
    PENDING = "pending", "Pending"


class Authority(models.Model):
    """``key`` is the normalized citation, e.g. ``8 CFR 1292.12(a)(6)``; ``confidence`` is A to D, or ? for “check before relying on it”.

    ``canonical`` is the name under which provisions are compared (``INA 208`` is ``8 USC 1158``) and follows from the key, as ``slug`` does.
    The status is changed by ``change_status`` only, so that nobody changes the law without saying since when and who says so.
    """

    key = models.CharField(max_length=120, unique=True, help_text="The normalized citation, such as 8 CFR 208.13(b).")
    slug = models.SlugField(max_length=140, unique=True, editable=False)
    canonical = models.CharField(max_length=120, db_index=True, editable=False)
    kind = models.CharField(max_length=20, choices=AuthorityKind.choices)
    title = models.CharField(max_length=300)
    citation = models.CharField(max_length=300, help_text="As it is printed.")
    url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=AuthorityStatus.choices, default=AuthorityStatus.CURRENT)
    status_since = models.DateField(null=True, blank=True)
    status_note = models.CharField(max_length=500, blank=True)
    confidence = models.CharField(max_length=1, default="C", help_text="A to D: how sure we are. ?: check before relying on it.")

    panels = [
        *(FieldPanel(name) for name in ("key", "kind", "title", "citation", "url", "confidence")),
        *(FieldPanel(name, read_only=True) for name in ("status", "status_since", "status_note")),
    ]

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.canonical = canonical(self.key)
        self.slug = slug_of(self.key)
        super().save(*args, **kwargs)

    @property
    def needs_care(self) -> bool:
        """True when a reader must be told before relying on it."""
        return self.status != AuthorityStatus.CURRENT or self.confidence in ("D", "?")


def slug_of(key: str) -> str:
    """The key as it stands in an address: ``8-CFR-208-13_b`` for ``8 CFR 208.13(b)``. Capitals count: ``(A)`` and ``(a)`` are two provisions."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", key.replace("(", "_").replace(")", "")).strip("-")


class AuthorityStatusChange(PublicIdModel, AppendOnlyModel):
    """One step of an authority's history: since when it has which status, what changed, and who says so. Written once.

    ``source`` names where the change can be read; ``recorded_by`` is a person's public id, empty for a curriculum folder.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="changes")
    old_status = models.CharField(max_length=12, choices=AuthorityStatus.choices)
    new_status = models.CharField(max_length=12, choices=AuthorityStatus.choices)
    effective_on = models.DateField()
    note = models.CharField(max_length=500)
    source = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(new_status__in=AuthorityStatus.values), name="status_change_known"),
            models.CheckConstraint(condition=~Q(note="") & ~Q(source=""), name="status_change_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.new_status} since {self.effective_on}"
