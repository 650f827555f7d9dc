"""How places of a cohort are given: the list of those who wait, links that let people in, and the history of every place."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class WaitingPlace(PublicIdModel):
    """Somebody who waits for a place in a full cohort. Rows are made while the cohort is locked, so their keys are the order of waiting."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="waiting_places")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="waiting_places")
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["student", "cohort"], condition=Q(ended_at__isnull=True), name="waits_once_in_a_cohort")]

    def __str__(self) -> str:
        return f"{self.student} waits for {self.cohort}"


class EnrollmentStep(AppendOnlyModel):
    """One step in the history of a student's place. Written once; ``by`` is a public id, empty for Pathway itself."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=22, blank=True)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(to_state="withdrawn") | ~Q(reason=""), name="enrollment_ends_with_reason"),
            models.CheckConstraint(condition=~Q(from_state=F("to_state")), name="enrollment_step_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.from_state or 'none'} → {self.to_state}"


class JoinLink(PublicIdModel):
    """A link that a coordinator hands out: whoever follows it asks for a place. Only the hash of its token is kept."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="join_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    domain = models.CharField(max_length=253, blank=True)
    max_uses = models.PositiveIntegerField()
    uses = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(max_uses__gte=1), name="join_link_has_uses"),
            models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="join_link_not_overused"),
            models.CheckConstraint(condition=Q(created_at__lt=F("expires_at")), name="join_link_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"Link for {self.cohort}"

    @property
    def last_moment(self) -> datetime:
        """The last second in which the link works: it falls on the last day that was chosen."""
        return self.expires_at - timedelta(seconds=1)


class LinkUse(models.Model):
    """One person's use of a link. ``settled_at``: when they got their place, or their place in line; newcomers sign in first."""

    link = models.ForeignKey(JoinLink, on_delete=models.PROTECT, related_name="used")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "person"], name="join_link_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.link}"
