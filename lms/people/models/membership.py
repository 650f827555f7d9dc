"""A person's role on a campus, from a day until it ends. Administrators have no campus: theirs is all of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.people.roles import ADMINISTRATOR, CHOICES, roles


class Membership(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    campus = models.ForeignKey("people.Campus", on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(max_length=20, choices=CHOICES)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "campus", "role"], condition=Q(ended_at__isnull=True, campus__isnull=False), name="membership_active_once"),
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ended_at__isnull=True, campus__isnull=True), name="membership_everywhere_once"),
            models.CheckConstraint(condition=Q(role__in=roles.keys()), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role=ADMINISTRATOR.key, campus__isnull=True) | (~Q(role=ADMINISTRATOR.key) & Q(campus__isnull=False)),
                name="membership_campus_where_due",
            ),
        ]
        indexes = [models.Index(fields=["campus", "role"], name="membership_by_campus")]

    def __str__(self) -> str:
        return f"{self.user}: {roles.get(self.role).label}"
