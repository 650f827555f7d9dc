"""What a student asks the instructors about a lesson, and their answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import PublicIdModel


class LessonQuestion(PublicIdModel):
    """Asked by the student of ``enrollment`` while ``snapshot`` was open; ``passage`` is the heading or sentence it is about.

    ``may_name``: others may read who asked. ``shared_at``: question and answer are open to the rest of the cohort. ``key`` makes
    a form that is sent twice one question; ``version`` counts the answers, so that two instructors do not overwrite each other.
    """

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="lesson_questions")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="questions_asked")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, related_name="+")
    passage = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=4000)
    may_name = models.BooleanField(default=False)
    key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=20_000, blank=True)
    answer_html = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_edited_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "key"], name="lesson_question_once_per_form"),
            models.CheckConstraint(condition=~Q(text=""), name="lesson_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="lesson_question_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(shared_at__isnull=True, answer_edited_at__isnull=True), name="lesson_question_shared_once_answered"
            ),
        ]
        indexes = [
            models.Index(fields=["lesson", "enrollment"], name="lesson_question_by_lesson"),
            models.Index(fields=["asked_at"], condition=Q(answered_at__isnull=True), name="lesson_question_open"),
        ]

    def __str__(self) -> str:
        return f"Question about {self.lesson_id}"

    @property
    def campus_id(self) -> int:
        return self.enrollment.cohort.campus_id
