"""Telling people about marking: instructors that answers wait, students that theirs were marked or that a result is released."""

from datetime import timedelta

from django.urls import reverse

from assessments.models import Attempt, AttemptState
from assessments.queries.release import attempts_released_by_closing
from assessments.queries.results import shown_of
from lms.core.clock import now
from lms.notices.api import notify, told_keys
from lms.people.api import administrators, holders_of

RELEASED = "assessments.result_released"
LOOK_BACK = timedelta(days=7)


def tell_markers(attempt: Attempt) -> None:
    """An attempt waits to be marked: the instructors of the campus, or else who looks after all of them; never the student."""
    enrollment = attempt.enrollment
    instructors = holders_of(enrollment.campus_id, "instructor").exclude(pk=enrollment.student_id)
    for person in list(instructors) or administrators().exclude(pk=enrollment.student_id):
        notify(
            person, "assessments.to_mark", subject_line="Answers wait to be marked", text=f"Somebody has submitted “{attempt.assessment.title}”.",
            url=reverse("teach:marking"), key=f"to-mark:{attempt.public_id}",
        )  # fmt: skip


def tell_marked(attempt: Attempt) -> None:
    """The last answer of an attempt was marked."""
    if shown_of(attempt).score:
        _tell(attempt, RELEASED, "Your answers were marked", "You can read your result and what was said about it.", released_key(attempt))
    else:
        text = "You get another notice when the result is released."
        _tell(attempt, "assessments.answers_marked", "Your answers were marked", text, f"marked:{attempt.public_id}")


def tell_released_results() -> int:
    """The sweep: results that the close of their assessment has released; how many are newly told."""
    at = now()
    told = told_keys(RELEASED, at - 2 * LOOK_BACK)
    fresh = [attempt for attempt in attempts_released_by_closing(at - LOOK_BACK, at) if released_key(attempt) not in told]
    for attempt in fresh:
        _tell(attempt, RELEASED, "A result is released", "You can read your result now.", released_key(attempt))
    return len(fresh)


def _tell(attempt: Attempt, kind: str, subject_line: str, text: str, key: str) -> None:
    assert attempt.state == AttemptState.GRADED  # nobody is told of a result that is not there
    notify(
        attempt.enrollment.student, kind, subject_line=f"{subject_line}: {attempt.assessment.title}", text=text,
        url=reverse("attempts:result", args=[attempt.public_id]), key=key,
    )  # fmt: skip


def released_key(attempt: Attempt) -> str:
    return f"result:{attempt.public_id}"
