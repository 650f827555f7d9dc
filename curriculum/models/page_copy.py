"""Where a page came from that was duplicated for a new term."""

from django.conf import settings
from django.db import models


class PageCopy(models.Model):
    """``snapshot`` is what the original lesson said to students when it was copied; nothing of the copy rests on it."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="origin")
    original = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, null=True, related_name="+")
    copied_at = models.DateTimeField()
    copied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(page=models.F("original")), name="page_copied_from_another")]

    def __str__(self) -> str:
        return f"{self.page_id} from {self.original_id}"
