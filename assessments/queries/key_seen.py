"""Which late answers came after their student could read the right one: for the person who decides on them."""

from bisect import bisect_left
from dataclasses import replace
from datetime import datetime

from assessments.models import Attempt, AttemptItem, LateAnswer, PageLeft
from assessments.policies.navigating import pages_of
from assessments.queries.release import Shown, shown_during, shown_parts
from assessments.queries.results import scores_beside


def answers_after_key(attempt: Attempt, items: list[AttemptItem], answers: list[LateAnswer]) -> dict[int, datetime | None]:
    """Those of ``answers`` (oldest first) that came after the key or the explanation was shown, by primary key.

    The value is when the question was left for good, where the key was shown from then on; ``None`` where it was shown after the attempt. Whether a
    student passed, or had no attempt left, is asked as it is now: at worst an answer is named that came a little before.
    """
    if not answers:
        return {}
    left = _left_at(attempt, items) if _tells(shown_during(attempt)) else {}
    seen: dict[int, datetime | None] = {answer.pk: None for answer in answers[_first_after(attempt, answers) :]}
    for answer in answers:
        if (at := left.get(answer.item.position)) and at <= answer.received_at:
            seen[answer.pk] = at
    return seen


def _tells(shown: Shown) -> bool:
    return shown.key or shown.explanation


def _left_at(attempt: Attempt, items: list[AttemptItem]) -> dict[int, datetime]:
    """When each question was left for good, by position."""
    pages = pages_of(attempt.navigation, [item.section for item in items])
    rows = PageLeft.objects.filter(attempt=attempt, number__lte=len(pages)).values_list("number", "left_at")
    return {position: at for number, at in rows for position in pages[number - 1]}


def _first_after(attempt: Attempt, answers: list[LateAnswer]) -> int:
    """The place of the first of ``answers`` that came once the key was shown after the attempt. What is shown once stays, so halving finds it."""
    if attempt.submitted_at is None:
        return len(answers)
    submitted_at = attempt.submitted_at
    tries = replace(scores_beside(attempt)[0], running=False)  # what an attempt hides while it runs may have been seen before

    def is_after(answer: LateAnswer) -> bool:
        at = answer.received_at
        return at >= submitted_at and _tells(shown_parts(attempt, tries, at))

    return bisect_left(answers, True, key=is_after)
