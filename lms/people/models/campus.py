"""A partner college's program; it has members and cohorts."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models

from lms.core.models import PublicIdModel


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Use a name such as America/New_York.")


class Campus(PublicIdModel):
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="America/New_York", validators=[validate_time_zone])
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "campuses"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def campus(self) -> "Campus":
        """Itself, so that predicates may ask any object for its campus."""
        return self
