"""What a person was told, on screen and by e-mail."""

from django.db import models

from lms.core.models import PublicIdModel


class Notice(PublicIdModel):
    """One thing told to one person (public id as text). ``key`` says what about, so that nobody is told the same thing twice.

    ``url`` is a page of ours, without the site's address; empty when there is nowhere to go.
    """

    person = models.CharField(max_length=22)
    kind = models.CharField(max_length=64)
    subject_line = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    url = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_key")]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"
