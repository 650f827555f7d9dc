"""One thing that can be found by words. Follows from what is published and can be made again from it (``rebuild_search``)."""

from django.db import models
from django.db.models import Q


class SearchKind(models.TextChoices):
    AUTHORITY = "authority", "Authorities"
    TERM = "term", "Glossary"
    LESSON = "lesson", "Lessons"
    RECORDING = "recording", "Recordings"


class SearchEntry(models.Model):
    """``title`` weighs most, then ``keywords``, then ``text``. ``ref`` names it within its kind.

    ``lesson`` is where it is read, at the passage ``address``; what is no part of a lesson has a page's path as its ``address``.

    The database keeps a full-text index beside it by itself: a ``tsvector`` on PostgreSQL, an FTS5 table on SQLite (migration 0012).
    """

    kind = models.CharField(max_length=10, choices=SearchKind.choices)
    ref = models.CharField(max_length=64)
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=600)
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="search_entry_once"),
            models.CheckConstraint(condition=Q(kind__in=SearchKind.values), name="search_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["lesson", "recording"], lesson__isnull=False) | Q(kind__in=["authority", "term"], lesson__isnull=True),
                name="search_lesson_where_there_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
