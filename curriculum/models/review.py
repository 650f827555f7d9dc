"""Review of lessons before students read them: first another author, then an attorney. Who decided what is written once."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q, QuerySet
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from curriculum.signals import peer_review_given
from lms.core.models import AppendOnlyModel, PublicIdModel
from lms.core.registry import Registry

states_reviewed_by: Registry[Callable[[Any], QuerySet[TaskState]]] = Registry("step of review")
"""For each step, given a person: the waiting reviews that are theirs to decide. Filled by ``curriculum.rules``."""


class ReviewStep(models.TextChoices):
    PEER = "peer", "Peer review"
    ATTORNEY = "attorney", "Attorney review"


class Verdict(models.TextChoices):
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned with comments"


class PeerReviewTask(Task):
    """Another author of the program reads the lesson in Wagtail. Authors go on writing meanwhile; the person who submitted it decides nothing."""

    step = ReviewStep.PEER

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        mine = states_reviewed_by.get(self.step)(user)
        if not mine.filter(task=self, workflow_state__object_id=str(obj.pk)).exists():
            return []
        return [("reject", "Return with comments", True), ("approve", "Approve", False), ("approve", "Approve with a comment", True)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        return states_reviewed_by.get(self.step)(user).filter(task=self)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Told to whoever writes reviews down; that action also moves the workflow on."""
        peer_review_given.send(sender=type(self), state=task_state, by=user, approve=action_name == "approve", comment=kwargs.get("comment", ""))

    @classmethod
    def get_description(cls) -> str:
        return "Another author of the program approves the lesson; whoever submitted it cannot."

    class Meta:
        verbose_name = "peer review of a lesson"


class ReadingLock(WorkflowLock):
    """Says what an author can do while an attorney reads."""

    def get_message(self, user: Any) -> str:
        return "An attorney is asked to read this lesson, so it cannot be changed now. To go on writing, take it back from review with the button below."


class AttorneyReviewTask(Task):
    """An attorney reads the lesson on a page of ours (attorneys do not enter Wagtail). Meanwhile it is locked: what is approved is what was read."""

    step = ReviewStep.ATTORNEY
    lock_class = ReadingLock

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        raise PermissionDenied  # no door of Wagtail's leads to an attorney's approval

    @classmethod
    def get_description(cls) -> str:
        return "A supervising attorney of a campus that teaches the program approves the lesson under Reviews."

    class Meta:
        verbose_name = "attorney review of a lesson"


class LessonReview(PublicIdModel, AppendOnlyModel):
    """One decision of one person about one revision of a lesson.

    ``taught_sha256`` is the fingerprint of the words they read (``curriculum.queries.reviews.taught_sha256``): a published lesson
    is reviewed when its own fingerprint is that of an approval, whatever happened in between. ``licensed_in`` is where an
    attorney is admitted, as they said it themselves.
    """

    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=10, choices=ReviewStep.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    revision = models.CharField(max_length=20, help_text="The Wagtail revision that was read, e.g. r123.")
    taught_sha256 = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=22, help_text="Public id of the person.")
    reviewer_name = models.CharField(max_length=120)
    licensed_in = models.CharField(max_length=60, blank=True)
    submitted_by = models.CharField(max_length=22, blank=True)
    comment = models.TextField(blank=True)
    workflow = models.PositiveBigIntegerField(help_text="The submission, by Wagtail's number.")
    task_state = models.PositiveBigIntegerField(unique=True, help_text="The step of the submission, by Wagtail's number.")
    decided_at = models.DateTimeField()
    decided_on = models.DateField(help_text="The day where the reviewer was.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["lesson", "step", "verdict", "-id"], name="lesson_review_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=ReviewStep.values), name="lesson_review_step_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="lesson_review_verdict_known"),
            models.CheckConstraint(condition=~Q(reviewer=F("submitted_by")), name="lesson_review_by_somebody_else"),
            models.CheckConstraint(condition=Q(verdict="approved") | ~Q(comment=""), name="lesson_review_returned_with_comment"),
            models.CheckConstraint(
                condition=(Q(step="peer") & Q(licensed_in="")) | (Q(step="attorney") & (Q(verdict="returned") | ~Q(licensed_in=""))),
                name="lesson_review_attorney_is_licensed",
            ),
            models.UniqueConstraint(fields=["workflow", "reviewer"], condition=Q(verdict="approved"), name="lesson_review_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_verdict_display()} by {self.signature}"

    @property
    def signature(self) -> str:
        """The reviewer as students read it."""
        return f"{self.reviewer_name}, attorney ({self.licensed_in})" if self.licensed_in else self.reviewer_name


class LessonWriting(models.Model):
    """A revision whose words differ from those before it, and who saved it: they do not review the lesson.

    A comment, a lock, minutes or a topic change no words, so whoever reads a draft with a pencil may still decide about it.
    ``taught_sha256`` is as in ``LessonReview``; empty for revisions from before words were compared.
    """

    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.CASCADE, related_name="writings")
    revision = models.PositiveBigIntegerField(unique=True, help_text="Wagtail’s number of the revision.")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty for an import by command.")
    taught_sha256 = models.CharField(max_length=64, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["lesson", "-revision"], name="lesson_writing_newest"), models.Index(fields=["writer"], name="lesson_writing_by_person")]

    def __str__(self) -> str:
        return f"{self.lesson_id} in revision {self.revision}"
