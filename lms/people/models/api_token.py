"""A token with which another program of a campus reads its records (interface.md, ``/api/v1/``)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class ApiToken(PublicIdModel):
    """One token of one campus, which reads and never writes. Only the hash of its secret is kept; ``name`` says which program has it.

    ``made_by`` and ``revoked_by`` are public ids. ``last_used_at`` is kept to the hour.
    """

    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=22)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=22, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    secret: Any = ""  # never stored: set on a token just made

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="api_token_ends_later"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")), name="api_token_revoked_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.campus_id}"

    def is_open(self, at: datetime) -> bool:
        """True while the token can be used."""
        return self.revoked_at is None and at < self.expires_at
