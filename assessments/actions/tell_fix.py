"""Telling students, in plain words, that a question was corrected or a correction taken back. No figure: the result may not be released."""

from django.urls import reverse

from assessments.models import Attempt, QuestionFix
from lms.notices.api import Told, notify_many

CHANGED = "assessments.marks_changed"


def tell_fixed(fix: QuestionFix, attempts: list[Attempt]) -> None:
    text = f"{fix.told} Your answer was marked again. Once your result is released, you see there what changed."
    notify_many(CHANGED, [_told(attempt, "A question was corrected", text, f"fix:{fix.public_id}") for attempt in attempts])


def tell_undone(fix: QuestionFix, attempts: list[Attempt]) -> None:
    text = "A question had been corrected and your answer marked again. That correction was taken back: your earlier mark for this question counts."
    notify_many(CHANGED, [_told(attempt, "A correction was taken back", text, f"fix-undone:{fix.public_id}") for attempt in attempts])


def _told(attempt: Attempt, subject: str, text: str, key: str) -> Told:
    return Told(
        person=attempt.enrollment.student, subject_line=f"{subject}: {attempt.assessment.title}", text=text,
        url=reverse("attempts:result", args=[attempt.public_id]), key=f"{key}:{attempt.public_id}",
    )  # fmt: skip
