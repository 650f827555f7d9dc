"""A link that stands for a person without an account, and the codes that prove who opened it (security.md, principle 12)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class MailedLink(PublicIdModel):
    """One link in one letter, for one ``purpose`` and one ``subject`` (the public id of what may be seen or done).

    Only the hash of its token is kept. ``name`` and ``email`` are the recipient's as they were on record when it was sent.
    """

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    campus = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=255)
    email = models.EmailField(max_length=254)
    token_sha256 = models.CharField(max_length=64, unique=True)
    sent_by = models.CharField(max_length=22, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    link: Any = ""  # never stored: set on a link just sent

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="mailed_link_ends_later")]
        indexes = [models.Index(fields=["purpose", "subject"], name="mailed_link_by_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} link to {self.email}"

    def is_open(self, at: datetime) -> bool:
        """True while the link can be used."""
        return self.revoked_at is None and at < self.expires_at


class LinkCode(models.Model):
    """Six digits that were mailed to the address on record; only a keyed hash is kept, and the newest one counts."""

    link = models.ForeignKey(MailedLink, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Code of link {self.link_id}"
