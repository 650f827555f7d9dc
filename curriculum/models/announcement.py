"""What an instructor or coordinator tells a whole cohort."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class Announcement(PublicIdModel):
    """Read by everybody with a place in ``cohort`` from ``visible_from`` on, until it is taken back.

    ``text`` is Markdown, rendered once at save into ``html``. ``told_at``: its notices went out. ``version`` counts the changes,
    so that two people who edit at once do not overwrite each other; ``edited_at`` is set once a change came after it was visible.
    """

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="announcements")
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=20_000)
    html = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    visible_from = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-visible_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="announcement_says_something"),
            models.CheckConstraint(condition=Q(told_at__isnull=True) | Q(told_at__gte=F("visible_from")), name="announcement_told_when_visible"),
        ]
        indexes = [
            models.Index(fields=["cohort", "-visible_from"], name="announcement_by_cohort"),
            models.Index(fields=["visible_from"], condition=Q(told_at__isnull=True, taken_back_at__isnull=True), name="announcement_to_tell"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def campus_id(self) -> int:
        return self.cohort.campus_id
