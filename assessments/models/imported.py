"""Results that came from another program: kept as they were there, never mixed with attempts of ours."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class ImportedResult(AppendOnlyModel):
    """One sitting of django-quiz-app, or somebody’s running score in a category there.

    ``source`` names the row in its file (``sitting:12``), so that a second import adds nothing. ``student`` is who had the e-mail address when it was
    imported; later the address itself decides. ``answers``: a list of ``{question, text, given, right}``. ``score`` may be below 0 there.
    """

    bank = models.ForeignKey("assessments.QuestionBank", on_delete=models.PROTECT, related_name="imported_results")
    source = models.CharField(max_length=64)
    title = models.CharField(max_length=250)
    user_name = models.CharField(max_length=254, blank=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_complete = models.BooleanField()
    score = models.IntegerField()
    maximum = models.PositiveIntegerField()
    passed = models.BooleanField(null=True)
    answers = models.JSONField(default=list)
    lost = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["bank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "source"], name="imported_result_once"),
            models.CheckConstraint(condition=Q(passed__isnull=True) | Q(is_complete=True), name="imported_result_judged_when_complete"),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.user_name}"

    @property
    def is_running_score(self) -> bool:
        """A score over all quizzes of a category, not one sitting."""
        return self.source.startswith("progress:")
