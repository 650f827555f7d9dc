"""What a person was told, on screen and by e-mail, and how they want to be told."""

from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel
from lms.notices.kinds import AT_ONCE, DELIVERIES, ON_SCREEN

DIGEST_HOUR = 8


class Letter(PublicIdModel):
    """What goes out by e-mail once. ``claimed_until``: a worker is handing it to the mail server, and no other may until then."""

    claimed_until = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Digest(Letter):
    """The daily letter of one person (public id as text) and one day of theirs; it holds the notices that name it."""

    person = models.CharField(max_length=22)
    day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]
        indexes = [models.Index(fields=["mailed_at"], condition=Q(mailed_at__isnull=True), name="digest_unsent")]

    def __str__(self) -> str:
        return f"Daily letter of {self.day} for {self.person}"


class Notice(Letter):
    """One thing told to one person (public id as text). ``key`` says what about, so that nobody is told the same thing twice.

    ``url`` is a page of ours, without the site's address; empty when there is nowhere to go. ``delivery`` is the one way it
    goes: a letter of its own, not before ``held_until``, or the daily letter ``digest``, or only the screen.
    """

    person = models.CharField(max_length=22)
    kind = models.CharField(max_length=64)
    subject_line = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    url = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200)
    delivery = models.CharField(max_length=10, choices=DELIVERIES, default=AT_ONCE)
    held_until = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_key"),
            models.CheckConstraint(condition=Q(delivery__in=DELIVERIES), name="notice_delivery_known"),
            models.CheckConstraint(condition=Q(digest__isnull=True) | Q(delivery="daily"), name="notice_digest_only_daily"),
            models.CheckConstraint(condition=Q(mailed_at__isnull=True) | Q(delivery=AT_ONCE), name="notice_one_way_only"),
        ]
        indexes = [
            models.Index(fields=["person", "read_at"], name="notice_by_person"),
            models.Index(fields=["person"], condition=Q(delivery="daily", digest__isnull=True), name="notice_for_digest"),
            models.Index(fields=["held_until"], condition=Q(held_until__isnull=False), name="notice_held"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"


class NoticeSettings(models.Model):
    """When letters may reach a person (public id as text): hours of the day in their time zone, 0 to 23. No row: as the defaults say."""

    person = models.CharField(max_length=22, primary_key=True)
    digest_hour = models.PositiveSmallIntegerField(default=DIGEST_HOUR)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="notice_settings_hour"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False, quiet_from__lte=23, quiet_until__lte=23) & ~Q(quiet_from=models.F("quiet_until"))),
                name="notice_settings_quiet_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Hours of {self.person}"


class KindPreference(models.Model):
    """How a person (public id as text) wants one kind of notice; no row: as the kind usually goes."""

    person = models.CharField(max_length=22)
    kind = models.CharField(max_length=64)
    delivery = models.CharField(max_length=10, choices=DELIVERIES, default=ON_SCREEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once_per_kind"),
            models.CheckConstraint(condition=Q(delivery__in=DELIVERIES), name="preference_delivery_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}: {self.delivery}"
