"""What a reader says is wrong with a lesson, and what its authors answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from curriculum.models.mark import AnchoredModel
from lms.core.models import PublicIdModel


class ProblemKind(models.TextChoices):
    TYPO = "typo", "Typo"
    UNCLEAR = "unclear", "Unclear"
    WRONG_LAW = "wrong_law", "Wrong or outdated law"
    BROKEN_LINK = "broken_link", "Broken link"
    ACCESSIBILITY = "accessibility", "Hard to use or read"
    OTHER = "other", "Something else"


class Problem(PublicIdModel, AnchoredModel):
    """Open until an author settles it with an ``answer``, which the reader is told. Authors are not told who reported it."""

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=ProblemKind.choices)
    text = models.TextField()
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=22, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["settled_at", "-pk"]
        indexes = [models.Index(fields=["settled_at", "lesson"], name="problem_open")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProblemKind.values), name="problem_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="problem_has_text"),
            models.CheckConstraint(condition=Q(address="", quote="") | (~Q(address="") & ~Q(quote="")), name="problem_quote_with_address"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="", answer="") | (Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(answer="")),
                name="problem_settled_with_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.lesson_id}"
