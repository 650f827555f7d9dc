"""The assessments of the term: sat, marked by a person where somebody wrote, and sat again by who did not pass."""

from datetime import datetime, timedelta
from typing import Any

from assessments.api import Judgment, items_of, mark_item, passed_by_enrollment
from lms.core.telling import telling_of
from lms.questions.api import question_types
from lms.site.demonstration.assessed.sitting import Sitter, sit
from lms.site.demonstration.finished.graduate import Graduate
from lms.site.demonstration.finished.writings import WRITINGS

KNOWS_ALL = 2.0  # more than any difficulty takes off
COMMENT = "Clear, and each point has its source. Look again at the one row that is not full."


def pass_quiz(graduate: Graduate, page: Any, at: datetime, *, teacher: Any) -> datetime:
    """Let them have passed ``page``: at ``at``, or else two days later, after reading it up. Returns when the last of it happened."""
    for skill, again in ((graduate.skill, at), (KNOWS_ALL, at + timedelta(days=2))):
        sitter = Sitter(graduate.enrollment, skill, WRITINGS.get(page.slug, ""), graduate.dice)
        attempt = sit(sitter, page, again, minutes=max(page.minutes, 5))
        marked_at = again + timedelta(days=1)
        _mark(attempt, marked_at, teacher)
        if page.pk in passed_by_enrollment(graduate.enrollment.cohort).get(graduate.enrollment.pk, ()):
            return marked_at
    raise AssertionError(f"{page.title} was not passed by somebody who knows everything.")


def _mark(attempt: Any, at: datetime, teacher: Any) -> None:
    """All points of each row, but for the last, where a little is missing."""
    for item in items_of(attempt):
        kind = question_types.get(item.version.type)
        rows = kind.rubric(kind.validate_content(item.version.content))
        if not rows:
            continue
        points = {row.id: row.points for row in rows}
        points[rows[-1].id] = max((level.points for level in rows[-1].levels if level.points < rows[-1].points), default=rows[-1].points - 1)
        with telling_of(at):
            mark_item(item=item, judgment=Judgment(points, COMMENT), seen=0, by=teacher)
