"""One person's decision about a lesson that waits for review; written down before the workflow moves on, for publishing reads it."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from curriculum.models import LessonPage, LessonReview, ReviewStep, Verdict
from curriculum.queries.reviews import taught_sha256
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import notify
from lms.people.api import User

NOT_YOURS = "Somebody else decides about this lesson: not who submitted it, not who changed its words, and each step another person."


@transaction.atomic
def decide_review(*, state: TaskState, by: User, approve: bool, comment: str = "", licensed_in: str = "", revision: str = "") -> LessonReview:
    """Approve the lesson, or return it with a comment. After the last step it is published (or scheduled, if it has a day).

    ``revision`` is the one that was read (``r123``), where the reader can tell; else it is the one the review is about.
    Raises ``Forbidden``, ``Invalid``, and ``Conflict`` when it was decided already or the text is another one by now.
    """
    state = TaskState.objects.select_for_update().select_related("workflow_state__requested_by", "task").get(pk=state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Conflict("This review is no longer open: it was decided or taken back. Nothing was changed.")
    step = ReviewStep(state.task.specific.step)
    require(by, f"curriculum.review_as_{step}", state, sentence=NOT_YOURS)
    lesson = LessonPage.objects.get(pk=state.workflow_state.object_id)
    read = lesson.get_latest_revision()
    _check(step, approve, comment, licensed_in, changed=_was_changed(state, revision, read))
    if state.revision_id != read.pk:  # authors go on writing during a peer review
        state.revision = read
        state.save(update_fields=["revision"])
    review = _record(state, lesson, read, by, step, approve, comment.strip(), licensed_in.strip())
    _move_on(state, by, approve, comment)
    _tell(state, lesson, review)
    return review


def _was_changed(state: TaskState, seen: str, newest: Revision) -> bool:
    """Whether the words differ from those that were read; who reads with a pencil saves revisions of the same words."""
    if seen:
        return seen != f"r{newest.pk}"
    return state.revision_id != newest.pk and taught_sha256(state.revision.as_object()) != taught_sha256(newest.as_object())


def _check(step: ReviewStep, approve: bool, comment: str, licensed_in: str, *, changed: bool) -> None:
    if changed:
        raise Conflict("The lesson was changed while you read. Read it once more, then decide.")
    if not approve and not comment.strip():
        raise Invalid("Say in the comment what has to change.")
    if step == ReviewStep.ATTORNEY and approve and not licensed_in.strip():
        raise Invalid("Say in which state or territory you are admitted. It stands beside your name.")


def _record(state: TaskState, lesson: LessonPage, read: Revision, by: User, step: ReviewStep, approve: bool, comment: str, licensed_in: str) -> LessonReview:
    asked, moment = state.workflow_state.requested_by, now()
    review = LessonReview.objects.create(
        lesson=lesson, step=step, verdict=Verdict.APPROVED if approve else Verdict.RETURNED, revision=f"r{read.pk}",
        taught_sha256=taught_sha256(read.as_object()), reviewer=by.public_id, reviewer_name=by.legal_name[:120],
        licensed_in=licensed_in[:60] if step == ReviewStep.ATTORNEY else "", submitted_by=asked.public_id if asked else "", comment=comment,
        workflow=state.workflow_state_id, task_state=state.pk, decided_at=moment, decided_on=timezone.localdate(moment),
    )  # fmt: skip
    said = {"title": lesson.title, "revision": review.revision, "step": step.label.lower()}
    record_event(f"curriculum.review_{review.verdict}", by=by, subject_kind="lesson", subject_id=lesson.public_id, data=said)
    return review


def _move_on(state: TaskState, by: User, approve: bool, comment: str) -> None:
    specific = state.specific
    if approve:
        specific.approve(user=by, comment=comment)
    else:
        specific.reject(user=by, comment=comment)


def _tell(state: TaskState, lesson: LessonPage, review: LessonReview) -> None:
    """Who submitted it hears what became of it."""
    asked = state.workflow_state.requested_by
    if asked is None:
        return
    done = "approved" if review.verdict == Verdict.APPROVED else "returned"
    notify(
        asked, "curriculum.review_decided", subject_line=f"{lesson.draft_title}: {review.get_step_display().lower()}, {done}",
        text=f"{review.reviewer_name} {done} the lesson “{lesson.draft_title}”. {review.comment}".strip(), url=f"/cms/pages/{lesson.pk}/edit/",
        key=f"review-decided:{state.pk}",
    )  # fmt: skip
