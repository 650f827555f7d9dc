"""The first set-up of an installation: the link that opens it, and its steps, each done once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel

SETUP_STEPS = ("organization", "campus", "people", "curriculum")
"""In order; each needs those before it."""


@dataclass(frozen=True)
class Actor:
    """Who acts while nobody has an account yet; fits wherever a person is named."""

    public_id: str
    display_name: str


FIRST_SETUP = Actor("first-set-up", "The first set-up")


class SetupLink(PublicIdModel):
    """A link that somebody with a shell on the server made. Only the hash of its token is kept.

    One browser takes it, at ``taken_at``; a newer link withdraws it. Once an administrator exists, none opens anything.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    link: Any = ""  # never stored: set on a link just made

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="setup_link_ends_later")]

    def __str__(self) -> str:
        return f"Set-up link of {self.made_at:%Y-%m-%d}"

    def is_open(self, at: datetime) -> bool:
        """True while it is neither withdrawn nor too old; whether a browser has taken it is another question."""
        return self.revoked_at is None and at < self.expires_at


class SetupStep(models.Model):
    """A step of the set-up that was done. That ``key`` is unique keeps two browsers from doing it both.

    ``subject`` is the public id of what it made, ``words`` what that is called on screen; ``done_by`` is the public id of who did it.
    """

    key = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=300, blank=True)
    done_by = models.CharField(max_length=22)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(key__in=SETUP_STEPS), name="setup_step_known")]

    def __str__(self) -> str:
        return f"{self.key}: {self.words}"
