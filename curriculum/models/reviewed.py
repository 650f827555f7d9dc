"""What modules and lessons share: who reviewed them when, and whether their law moves."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

NOT_REVIEWED = "not yet reviewed by an attorney"


class Reviewed(models.Model):
    """Shown on every page with law on it (product.md, “What we never do”)."""

    last_reviewed = models.DateField("last checked on", null=True, blank=True, help_text="The day somebody last compared it with the law.")
    reviewer = models.CharField(max_length=200, default=NOT_REVIEWED)
    volatile = models.BooleanField(default=False, help_text="The law here is moving. Students see a dated banner.")
    volatile_note = models.TextField(blank=True, help_text="What may have changed, and what to check.")

    review_panels = [
        MultiFieldPanel(
            [FieldPanel("last_reviewed"), FieldPanel("reviewer", read_only=True), FieldPanel("volatile"), FieldPanel("volatile_note")],
            heading="Review",
        )
    ]

    class Meta:
        abstract = True
