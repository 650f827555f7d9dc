"""A letter that lets one person in, once. Only the hash of its token is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel
from lms.people.roles import CHOICES


class Invitation(PublicIdModel):
    email = models.EmailField(max_length=254)
    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="invitations", null=True, blank=True)
    role = models.CharField(max_length=20, choices=CHOICES)
    legal_first_name = models.CharField(max_length=100, blank=True)
    legal_last_name = models.CharField(max_length=100, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent", null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_accepted", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_one_end"),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"
