"""A coverage tag such as asylum or ethics; every credited minute counts under exactly one."""

from django.db import models
from wagtail.admin.panels import FieldPanel


class Topic(models.Model):
    slug = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    required = models.BooleanField(default=False, help_text="A must-have topic: the certificate needs at least one credited minute in it.")
    position = models.PositiveIntegerField(default=0)

    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("required")]

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title
