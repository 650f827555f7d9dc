"""The floors' own tables, in the database of a run only."""

from django.conf import settings
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class Row(models.Model):
    """What floor S upserts: one row a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    value = models.IntegerField()


class BarePage(Page):
    """Floor W: a Wagtail page with nothing but its text."""

    body = RichTextField()
    template = "floor/page.html"
