"""What a lesson said when it was studied: the immutable content that evidence names."""

from django.db import models

from lms.core.models import AppendOnlyModel, PublicIdModel


class ContentSnapshot(PublicIdModel, AppendOnlyModel):
    """One published state of a lesson.

    ``body`` is the canonical JSON of everything studied and every fact credit rests on: title, blocks with their source
    and rendered HTML, media hashes, authorities with their status, minutes, topics, track, credit mode; ``sha256`` is its
    fingerprint. Publishing the same content again makes no new snapshot.
    """

    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="snapshots")
    revision = models.CharField(max_length=20, help_text="The Wagtail revision, e.g. r123.")
    title = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["lesson", "-id"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.title} ({self.revision})"
