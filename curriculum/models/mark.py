"""What a reader keeps for themselves: a note, a highlight or a bookmark. Nobody else ever sees it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from curriculum.anchors import Anchor
from lms.core.models import PublicIdModel


class MarkKind(models.TextChoices):
    NOTE = "note", "Note"
    HIGHLIGHT = "highlight", "Highlight"
    BOOKMARK = "bookmark", "Bookmark"


class AnchoredModel(models.Model):
    """A row about a place in a lesson. Without an ``address`` it is about the lesson as a whole; ``snapshot`` is the text it was made on."""

    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=24, blank=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)

    # Wagtail lists whatever refers to a page under “usage”, for every author to see; these rows are not theirs
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.address, self.quote, self.prefix, self.suffix)


class Mark(PublicIdModel, AnchoredModel):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=MarkKind.choices)
    text = models.TextField(blank=True, help_text="What the reader wrote; only a note has words of its own.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner", "lesson"], name="mark_of_reader")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MarkKind.values), name="mark_kind_known"),
            models.CheckConstraint(condition=~Q(text="") | ~Q(kind="note"), name="mark_note_has_text"),
            models.CheckConstraint(condition=Q(text="") | Q(kind="note"), name="mark_text_is_a_note"),
            models.CheckConstraint(condition=~Q(kind="highlight") | (~Q(address="") & ~Q(quote="")), name="mark_highlight_has_words"),
            models.CheckConstraint(condition=Q(address="", quote="") | (~Q(address="") & ~Q(quote="")), name="mark_quote_with_address"),
            models.UniqueConstraint(fields=["owner", "lesson", "address"], condition=Q(kind="bookmark"), name="mark_bookmark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"
