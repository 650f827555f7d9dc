"""A letter that lets one person in, once. Only the hash of its token is kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.clock import now
from lms.core.models import PublicIdModel
from lms.people.roles import CHOICES

LIFETIME = timedelta(days=14)
_OPEN = Q(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(PublicIdModel):
    """Offers ``person`` a role. Whoever is new here waits as a person without password, so that a roster can name them.

    ``membership`` is the role when it was given with the letter (new people); people who already have an account
    get it when they accept, so that nobody is put on a campus unasked.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="invitations", null=True, blank=True)
    role = models.CharField(max_length=20, choices=CHOICES)
    membership = models.ForeignKey("people.Membership", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    link = ""  # never stored: set on a letter just written, see ``send_invitation``

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_one_end"),
            models.UniqueConstraint(fields=["person", "campus", "role"], condition=_OPEN & Q(campus__isnull=False), name="invitation_open_once"),
            models.UniqueConstraint(fields=["person", "role"], condition=_OPEN & Q(campus__isnull=True), name="invitation_everywhere_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"

    @property
    def has_expired(self) -> bool:
        return now() >= self.expires_at

    def is_open(self, at: datetime) -> bool:
        """True while the letter can still be used."""
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at
